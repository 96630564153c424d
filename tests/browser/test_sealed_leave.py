"""Leaving at once: the page is gone, Back does not bring it back; without scripts it is a plain link."""

import pytest
from playwright.sync_api import expect

from app.extensions import db
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
LEAVE = "ออกจากหน้านี้ทันที"
ELSEWHERE = "document.querySelector('[data-leave]').setAttribute('href', '/privacy')"  # tests fetch from nowhere else


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        factories.make_office(clock())
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        db.session.remove()
    return live_server


def test_c11_back_does_not_lead_to_what_was_left(served, page):
    phone = page(360)
    phone.goto("/services/")
    phone.goto("/corruption/new")
    phone.locator("[name=what]").fill("เจ้าหน้าที่ขอเงิน")
    phone.evaluate(ELSEWHERE)
    phone.get_by_role("link", name=LEAVE).click()
    phone.wait_for_url("**/privacy")
    phone.go_back()
    phone.wait_for_url("**/services/")
    expect(phone.locator("body")).not_to_contain_text("เขียนเรื่อง")


def test_the_way_out_comes_early_by_keyboard_and_works_without_scripts(served, page):
    phone = page(360)
    phone.goto("/corruption/new")
    for _ in range(8):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.hasAttribute('data-leave')"):
            break
    assert phone.evaluate("document.activeElement.hasAttribute('data-leave')")
    quiet = page(360, scripts=False)
    quiet.goto("/corruption/new")
    link = quiet.get_by_role("link", name=LEAVE)
    expect(link).to_have_attribute("href", "https://www.tmd.go.th/")
    expect(link).to_have_attribute("rel", "noreferrer noopener")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_figures_can_be_read_by_everybody(served, page, axe, clock, width):
    clock.set(clock().replace(year=2027, month=4, day=1))
    screen = page(width)
    screen.goto("/corruption/statistics")
    axe(screen)
    assert screen.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    expect(screen.get_by_role("link", name="ดาวน์โหลด XLSX")).to_be_visible()
