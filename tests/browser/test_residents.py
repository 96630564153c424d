"""Residents in a real browser: on a small phone, with scripts and without, and without barriers."""

import pytest

from app.domain.workflow import Outcome, Role
from app.services import tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests.factories import make_office, make_staff, open_complaint, unit

NEXT, SEND = "ไปตรวจคำตอบ", "ส่งเรื่อง"


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
    return live_server


def looks_right(page, axe):
    """No barriers, and nothing wider than the phone."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def goes(page):
    """To the next page, or back with what is to be mended: both come a moment after the press."""
    with page.expect_navigation():
        page.get_by_role("button", name=NEXT).click()


def fill(page):
    page.check("input[value=drain]")
    page.fill("#story", "ท่อตัน น้ำเอ่อเข้าบ้าน")
    page.select_option("#village", "4")
    page.fill("#place", "ข้างร้านชำ")


@pytest.mark.reliability
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_r03_a_complaint_on_a_phone_pressed_twice(served, page, axe, scripts):
    phone = page(360, scripts=scripts)
    check = (lambda: looks_right(phone, axe)) if scripts else (lambda: None)
    phone.goto("/complaints/")
    check()
    phone.get_by_role("link", name="เริ่มแจ้งเรื่อง").click()
    check()
    goes(phone)
    assert phone.locator(".error-summary").is_visible()
    check()
    fill(phone)
    goes(phone)
    check()
    phone.check("#acknowledged")
    phone.get_by_role("button", name=SEND, exact=True).dblclick()
    phone.wait_for_url("**/received**")
    assert phone.get_by_text("รท-2570-0001").first.is_visible()
    check()


def test_a_water_form_on_a_phone(served, page, axe):
    phone = page(360)
    phone.goto("/water/new")
    looks_right(phone, axe)
    goes(phone)
    looks_right(phone, axe)


def test_following_a_case_on_a_phone(served, page, axe, clock):
    with served.app.app_context():
        officer = Actor.staff(make_staff("malee", Role.OFFICER, Role.INTAKE, now=clock(), unit=unit("กองช่าง")))
        asked, done = open_complaint(clock()), open_complaint(clock())
        for ticket in (asked, done):
            tickets.take_step(ticket, "accept", StepInput(), by=officer, now=clock())
        tickets.take_step(asked, "ask", StepInput(message="หลุมอยู่ฝั่งไหน"), by=officer, now=clock())
        answer = StepInput(outcome=Outcome.SOLVED, message="กลบหลุมแล้ว")
        tickets.take_step(done, "answer", answer, by=officer, now=clock())
        links = [f"/t/{ticket.token}" for ticket in (asked, done)]
    phone = page(360)
    for address in ("/track", *links, f"{links[0]}/withdraw"):
        phone.goto(address)
        looks_right(phone, axe)


def test_my_position_goes_into_the_field(served, page):
    phone = page(360)
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 6.712345, "longitude": 101.034567})
    phone.goto("/complaints/new")
    phone.get_by_text("อยากปักหมุดแผนที่ด้วย").click()
    phone.get_by_role("button", name="ใช้ตำแหน่งที่ฉันยืนอยู่").click()
    phone.get_by_text("ใส่ตำแหน่งแล้ว").wait_for()
    assert phone.input_value("#map") == "6.712345, 101.034567"
    fill(phone)
    goes(phone)
    assert phone.get_by_text("มีตำแหน่งบนแผนที่").is_visible()


def test_without_scripts_no_button_is_shown_that_needs_one(served, page):
    phone = page(360, scripts=False)
    phone.goto("/complaints/new")
    phone.get_by_text("อยากปักหมุดแผนที่ด้วย").click()
    assert not phone.get_by_text("ใช้ตำแหน่งที่ฉันยืนอยู่").is_visible()


def test_by_keyboard_alone(served, page):
    desk = page(1280)
    desk.goto("/complaints/new")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    desk.locator("input[name=category]").first.focus()
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate("document.querySelector('input[name=category]:checked').value") == "lamp"
    desk.locator("#story").focus()
    desk.keyboard.type("ไฟดับ")
    desk.locator("#village").focus()
    desk.keyboard.press("ArrowDown")
    desk.locator("#place").focus()
    desk.keyboard.type("หน้าวัด")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/check**")
