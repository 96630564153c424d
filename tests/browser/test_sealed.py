"""The sealed channel in a real browser: a phone without scripts, a double press, a desk behind the passphrase."""

import pytest
from playwright.sync_api import expect

from app.extensions import db
from app.models import SealedCase
from app.services.sealed import reports
from tests import factories, sealed_cast
from tests.photos import picture
from tests.web.entrance import code_at

pytestmark = pytest.mark.sealed
WHAT = "เจ้าหน้าที่ขอเงินค่าเซ็นชื่อ"


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        factories.make_office(clock())
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        db.session.remove()
    return live_server


def looks_right(page, axe):
    """No barriers, and nothing wider than the screen."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def press(page, name, *, twice=False):
    button = page.get_by_role("button", name=name, exact=True).first
    button.dblclick() if twice else button.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_c09_a_report_from_a_phone_pressed_twice(served, page, axe, tmp_path, scripts):
    phone = page(360, scripts=scripts)
    check = (lambda: looks_right(phone, axe)) if scripts else (lambda: None)
    phone.goto("/corruption/")
    check()
    phone.get_by_role("link", name="เริ่มเขียนเรื่อง").click()
    press(phone, "ตรวจทานก่อนส่ง")
    check()
    code = phone.locator("input[name=code]").input_value()
    assert code == "".join(phone.locator(".secret-code > span:not(.hidden)").all_inner_texts())
    phone.locator("[name=last_four]").fill(code[-4:])
    phone.check("input[value=palad]")
    phone.locator("[name=what]").fill(WHAT)
    press(phone, "ตรวจทานก่อนส่ง")
    check()
    picture().save(tmp_path / "หลักฐาน.jpg")
    phone.set_input_files("[name=files]", tmp_path / "หลักฐาน.jpg")
    press(phone, "ส่งเรื่อง", twice=True)
    expect(phone.locator("h1")).to_have_text("ส่งแล้ว เก็บรหัสไว้")
    check()
    press(phone, "เปิดเรื่องนี้ด้วยรหัส")
    check()
    expect(phone.locator("h1")).to_have_text("เรื่องของคุณ")
    assert code not in phone.url
    with served.app.app_context():
        assert db.session.query(SealedCase).count() == 1
        assert len(reports.find(code).story) == 1
        db.session.remove()
    assert {cookie["name"] for cookie in phone.context.cookies()} == {"khamrong"}


def test_the_way_out_is_always_in_sight(served, page):
    phone = page(360)
    phone.goto("/corruption/new")
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(phone.get_by_role("link", name="ออกจากหน้านี้ทันที")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_c11_a_desk_behind_the_passphrase_and_back_shows_nothing(served, page, axe, clock, width):
    with served.app.app_context():
        sealed_cast.send(clock(), what=WHAT)
        db.session.remove()
    desk = page(width)
    clock.advance(seconds=60)
    desk.goto("/staff/sealed/")
    desk.locator("[name=username]").fill("arun")
    desk.locator("[name=password]").fill(factories.PASSWORD)
    press(desk, "เข้าสู่ระบบ")
    desk.locator("[name=code]").fill(code_at(sealed_cast.SECOND_STEP, clock()))
    desk.locator("main form button").first.click()
    desk.wait_for_url("**/staff/sealed/unlock")
    looks_right(desk, axe)
    desk.locator("[name=passphrase]").fill(sealed_cast.PHRASE)
    press(desk, "เปิด")
    looks_right(desk, axe)
    desk.get_by_role("link", name=WHAT).click()
    desk.wait_for_load_state()
    looks_right(desk, axe)
    press(desk, "ลงทะเบียนลับและเริ่มตรวจ")
    expect(desk.locator("h1")).to_have_text("ตรวจสอบเบื้องต้น")
    for place in ("new", "readers"):
        desk.goto(f"/staff/sealed/{place}")
        looks_right(desk, axe)
    press(desk, "ล็อกเดี๋ยวนี้")
    desk.go_back()
    expect(desk.locator("body")).not_to_contain_text(WHAT)
