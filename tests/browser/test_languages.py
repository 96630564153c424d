"""Languages in a real browser: the switch on a half-filled form, Enter beside it, main pages from right to left."""

import pytest

from app.domain.workflow import Role
from app.services import tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint, unit

MIRRORED = {"PSEUDO_LANGUAGE": True}
RESIDENTS = (
    "/", "/complaints/", "/complaints/new", "/water/new", "/water/group/new", "/track", "/services/", "/privacy",
    "/services/complaints", "/corruption/", "/corruption/new", "/questions/", "/news/",
)  # fmt: skip


@pytest.fixture
def served(live_server, clock):
    """An office with a case that waits for its resident, and an officer."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("somchai", Role.INTAKE, Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
        case = open_complaint(clock(), applicant="สมพร แก้วมณี", phone="0800001111", language="ms")
        tickets.take_step(case, "ask", StepInput(message="ที่ไหน"), by=Actor(frozenset({Role.MANAGEMENT})), now=clock())
        return f"/t/{case.token}", case.latin


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_half_a_form_goes_along_into_another_language_and_back(served, page, scripts):
    phone = page(360, scripts=scripts)
    phone.goto("/complaints/new")
    phone.check("input[value=drain]")
    phone.fill("#story", "ท่อตัน น้ำเอ่อเข้าบ้าน")
    phone.get_by_role("button", name="Melayu").click()
    phone.wait_for_url("**lang=ms**")
    assert phone.locator("html").get_attribute("lang") == "ms"
    assert phone.locator("#story").input_value() == "ท่อตัน น้ำเอ่อเข้าบ้าน"
    assert phone.is_checked("input[value=drain]")
    assert phone.locator(".error").count() == 0
    phone.get_by_role("button", name="ไทย").click()
    phone.wait_for_url("**lang=th**")
    assert phone.locator("#story").input_value() == "ท่อตัน น้ำเอ่อเข้าบ้าน"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_enter_sends_the_form_and_changes_no_language(served, page, scripts):
    phone = page(360, scripts=scripts)
    phone.goto("/track")
    phone.fill("#code", "abcd")
    phone.press("#code", "Enter")
    phone.locator(".error-summary").wait_for()
    assert phone.locator("html").get_attribute("lang") == "th"


@pytest.mark.parametrize("live_server", [MIRRORED], indirect=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_residents_pages_could_be_written_from_right_to_left(served, page, axe, width):
    screen = page(width)
    for address in (*RESIDENTS, served[0]):
        screen.goto(f"{address}?lang=ar")
        _is_mirrored(screen, address)
    axe(screen)


@pytest.mark.parametrize("live_server", [MIRRORED], indirect=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_queue_and_a_case_could_be_written_from_right_to_left(served, page, width):
    officer = Officer(page(width), lambda _found: None)
    officer.signs_in("somchai")
    for address in ("/staff/queue", f"/staff/tickets/{served[1]}", "/staff/tickets/new"):
        officer.page.goto(f"{address}?lang=ar")
        _is_mirrored(officer.page, address)


def _is_mirrored(screen, address):
    assert screen.evaluate("getComputedStyle(document.body).direction") == "rtl", address
    assert "⟦" in screen.locator("main").inner_text(), address
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    mark = screen.locator("h1").first.bounding_box()
    room = screen.locator("main").bounding_box()
    assert mark["x"] + mark["width"] > room["x"] + room["width"] / 2, f"{address}: the title begins at the right edge"
