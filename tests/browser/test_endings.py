"""Sessions that end by themselves, in a browser: warned of by keyboard, asked for longer, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Role
from tests.browser.people import Officer
from tests.factories import PASSWORD, make_office, make_staff, open_complaint, unit


@pytest.fixture
def nurida(live_server, clock, page, axe):
    """Somebody at a case, with a browser whose clock can be wound."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
        case = open_complaint(clock()).latin
    officer = Officer(page(1280), axe)
    officer.page.clock.install()
    officer.signs_in("nurida")
    officer.opens(f"/staff/tickets/{case}/note")
    return officer


def winds(officer, clock, **span):
    """The office's clock and the browser's."""
    clock.advance(**span)
    hours, minutes = span.get("hours", 0), span.get("minutes", 0)
    officer.page.clock.fast_forward(f"{hours:02}:{minutes:02}:00")
    officer.page.clock.run_for(1500)


def test_two_minutes_before_the_end_one_key_is_enough_to_stay(nurida, clock):
    warning = nurida.page.get_by_role("alertdialog", name="อีก 2 นาทีจะออกจากระบบเอง")
    words = nurida.page.locator("textarea")
    words.fill("ช่างไปดู")
    winds(nurida, clock, hours=11, minutes=57)
    expect(warning).to_have_count(0)
    winds(nurida, clock, minutes=1)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="อยู่ต่อ")).to_be_focused()
    nurida.looks()
    nurida.page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    expect(words).to_be_focused()
    assert words.input_value() == "ช่างไปดู"
    winds(nurida, clock, minutes=50)
    nurida.opens("/staff/queue")
    expect(nurida.page.locator("h1")).to_have_text("คิวงาน")


def test_after_the_end_the_form_is_sent_with_the_password(nurida, clock):
    nurida.page.locator("textarea").fill("พรุ่งนี้ช่างไปดู")
    winds(nurida, clock, hours=11, minutes=58)
    winds(nurida, clock, minutes=5)
    nurida.reads("หมดเวลาแล้ว")
    nurida.page.keyboard.press("Escape")
    nurida.page.locator("textarea").locator("xpath=ancestor::form").locator(".button").first.click()
    nurida.page.wait_for_load_state()
    nurida.reads("สิ่งที่คุณพิมพ์ยังอยู่ครบ")
    nurida.looks()
    nurida.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    nurida.presses("เข้าสู่ระบบแล้วทำต่อ")
    nurida.reads("พรุ่งนี้ช่างไปดู")
