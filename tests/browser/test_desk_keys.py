"""The desk by keyboard alone: the queue with j, k, Enter and /, a telephone call keyed in without a mouse."""

import pytest

from app.domain.workflow import Role
from tests import factories
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint


@pytest.fixture
def nurida(live_server, clock, page, axe):
    """Somebody at intake, in front of a queue of two."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, now=clock(), unit=factories.unit("สำนักปลัด"))
        for story in ("ไฟดับ", "ถนนทรุด"):
            open_complaint(clock(), story=story)
    officer = Officer(page(1280), axe)
    officer.signs_in("nurida")
    return officer


def test_the_queue_by_keyboard(nurida):
    nurida.opens("/staff/queue")
    keys = nurida.page.keyboard
    focused = "document.activeElement.textContent"
    keys.press("j")
    assert nurida.page.evaluate(focused) == "ไฟดับ"
    keys.press("j")
    assert nurida.page.evaluate(focused) == "ถนนทรุด"
    keys.press("k")
    keys.press("/")
    assert nurida.page.evaluate("document.activeElement.name") == "q"
    keys.type("ทรุด")
    with nurida.page.expect_navigation():
        keys.press("Enter")
    keys.press("j")
    with nurida.page.expect_navigation():
        keys.press("Enter")
    assert nurida.page.url.endswith("/staff/tickets/CP-2570-0002")
    nurida.looks()


def test_a_call_is_keyed_in_without_a_mouse(nurida):
    nurida.opens("/staff/tickets/new")
    keys = nurida.page.keyboard
    nurida.page.locator("input[name=arrival]").first.focus()
    keys.press("ArrowRight")
    keys.press("Tab")
    assert nurida.page.evaluate("document.activeElement.name") == "applicant"
    keys.type("มาลี ศรีสุข")
    keys.press("Tab")
    keys.type("080-000-9999")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("หน้าตลาด")
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("ไฟหน้าตลาดดับ")
    for _field in ("register_number", "letter", "earlier day", "button"):
        keys.press("Tab")
    with nurida.page.expect_navigation():
        keys.press("Enter")
    nurida.looks()
    nurida.reads("ใบรับเรื่อง")
    nurida.reads("ไฟหน้าตลาดดับ · มาลี ศรีสุข")
