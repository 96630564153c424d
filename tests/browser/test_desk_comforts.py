"""The desk with scripts: keys on a case, the window of keys, acts on many and back, words kept while they are typed."""

import re

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Role
from app.services import casework, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests import factories
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint


@pytest.fixture
def office(live_server, clock):
    """Two officers and three cases."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, now=clock(), unit=factories.unit("สำนักปลัด"))
        make_staff("anan", Role.OFFICER, now=clock(), unit=factories.unit("กองช่าง"))
        for story in ("ไฟดับ", "ถนนทรุด", "ท่อตัน"):
            open_complaint(clock(), story=story)
    return live_server


@pytest.fixture
def nurida(office, page, axe):
    officer = Officer(page(1280), axe)
    officer.signs_in("nurida")
    return officer


def case(number):
    return f"/staff/tickets/CP-2570-000{number}"


def test_the_window_of_keys_opens_closes_and_gives_the_focus_back(nurida):
    nurida.opens("/staff/queue")
    keys, window = nurida.page.keyboard, nurida.page.get_by_role("dialog", name="แป้นพิมพ์ลัด")
    keys.press("j")
    keys.press("?")
    expect(window).to_be_visible()
    expect(window).to_contain_text("เลือกเรื่องไว้ทำพร้อมกัน")
    expect(window.get_by_role("heading", name="แป้นพิมพ์ลัด")).to_be_focused()
    nurida.looks()
    keys.press("Escape")
    expect(window).to_be_hidden()
    assert nurida.page.evaluate("document.activeElement.textContent") == "ไฟดับ"
    nurida.page.locator("details.keys summary").click()
    expect(window).to_be_visible()
    window.get_by_role("button", name="ปิด", exact=True).click()
    expect(window).to_be_hidden()


def test_two_strokes_in_the_message_lead_to_the_texts(nurida):
    nurida.opens(f"{case(1)}/message")
    keys, page = nurida.page.keyboard, nurida.page
    message, texts = page.locator("textarea[name=message]"), page.locator("select[name=template]")
    message.focus()
    keys.type("เรียนคุณวรรณา https://a ")
    expect(message).to_be_focused()
    keys.type("//")
    expect(texts).to_be_focused()
    keys.press("Escape")
    expect(message).to_have_value("เรียนคุณวรรณา https://a ")
    keys.type("//")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(message).to_be_focused()
    chosen = texts.locator("option").nth(1).get_attribute("data-text")
    assert message.input_value() == f"เรียนคุณวรรณา https://a \n{chosen}".strip()
    assert page.url.endswith("/message"), "nothing was sent"
    keys.press("Tab")
    page.locator("h1").first.click()
    keys.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("เลือกข้อความสำเร็จรูป")


def test_keys_are_not_told_of_where_there_are_none(nurida, page):
    known = nurida.page.context.storage_state()
    phone = nurida.page.context.browser.new_context(
        base_url=nurida.page.url.partition("/staff")[0], storage_state=known, is_mobile=True, has_touch=True
    )
    silent = page(1280, scripts=False)
    silent.context.add_cookies(known["cookies"])
    for found in (phone.new_page(), silent):
        found.goto("/staff/queue")
        expect(found.locator("main h1")).to_have_text("คิวงาน")
        expect(found.locator("details.keys")).to_be_hidden()
    phone.close()


def test_a_case_by_keyboard_through_the_queue_and_back(nurida):
    nurida.opens("/staff/queue?channel=complaints")
    keys = nurida.page.keyboard
    keys.press("j")
    with nurida.page.expect_navigation():
        keys.press("Enter")
    with nurida.page.expect_navigation():
        keys.press("n")
    assert nurida.page.url.endswith(case(2))
    nurida.looks()
    keys.press("c")
    assert nurida.page.evaluate("document.activeElement.textContent") == "รับไว้ดำเนินการ"
    with nurida.page.expect_navigation():
        keys.press("Enter")
    keys.press("i")
    keys.type("g q n r m")
    assert nurida.page.input_value("#note") == "g q n r m"
    nurida.page.locator("h1").click()
    with nurida.page.expect_navigation():
        keys.press("r")
    assert nurida.page.url.endswith("/ask")
    nurida.page.go_back()
    with nurida.page.expect_navigation():
        keys.press("p")
    assert nurida.page.url.endswith(case(1))
    nurida.page.get_by_role("link", name="กลับคิวงาน").click()
    nurida.page.wait_for_url("**/staff/queue?channel=complaints")
    keys.press("g")
    with nurida.page.expect_navigation():
        keys.press("n")
    assert nurida.page.url.endswith("/staff/tickets/new")


def test_a_keyboard_that_writes_thai_has_the_same_keys(nurida):
    nurida.opens("/staff/queue")
    nurida.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '่', code: 'KeyJ', bubbles: true}))"
    )
    assert nurida.page.evaluate("document.activeElement.textContent") == "ไฟดับ"


def test_keys_that_were_turned_off_do_nothing(nurida):
    nurida.opens("/staff/queue")
    nurida.page.keyboard.press("?")
    nurida.page.get_by_role("dialog").get_by_role("button", name="ปิดแป้นพิมพ์ลัดในเครื่องนี้").click()
    nurida.page.wait_for_load_state()
    nurida.page.keyboard.press("j")
    nurida.page.keyboard.press("?")
    assert nurida.page.evaluate("document.activeElement.tagName") == "BODY"
    nurida.page.locator("details.keys summary").click()
    expect(nurida.page.get_by_role("dialog")).to_contain_text("เปิดใช้แป้นพิมพ์ลัด")


@pytest.mark.parametrize("width", [360, 1280])
def test_marked_handed_over_and_taken_back(office, page, axe, width):
    officer = Officer(page(width), axe)
    officer.signs_in("nurida")
    officer.opens("/staff/queue")
    for key in ("j", "x", "j", "x"):
        officer.page.keyboard.press(key)
    officer.reads("เลือกไว้ 2 เรื่อง")
    officer.looks()
    officer.page.get_by_role("button", name="เลือกทั้งกลุ่ม").click()
    officer.reads("เลือกไว้ 3 เรื่อง")
    officer.presses("มอบหมาย")
    officer.page.locator("select[name=officer]").select_option(label="คุณanan")
    officer.presses("มอบหมาย 3 เรื่อง")
    officer.reads("มอบ 3 เรื่องให้คุณananแล้ว")
    officer.presses("เลิกทำ")
    officer.reads("คืน 3 เรื่องให้ผู้ที่รับผิดชอบก่อนหน้า")


def test_accepting_many_without_a_script(office, page):
    officer = Officer(page(360, scripts=False), lambda _page: None)
    officer.signs_in("nurida")
    officer.opens("/staff/queue")
    for box in officer.page.locator(".pick input").all()[:2]:
        box.check()
    officer.presses("รับไว้ดำเนินการ")
    officer.reads("ผู้ร้อง 2 คนจะเห็นในหน้าติดตามว่า")
    officer.presses("รับไว้ดำเนินการ 2 เรื่อง")
    officer.reads("รับไว้ดำเนินการ 2 เรื่องแล้ว")


def test_what_is_typed_is_kept_and_offered_again(nurida):
    nurida.opens(f"{case(1)}/ask")
    nurida.page.locator("#message").press_sequentially("หลุมอยู่ตรงไหน")
    with nurida.page.expect_response(re.compile("/ask/draft")):
        pass
    nurida.reads("เก็บร่างแล้ว 09.00 น.")
    nurida.opens("/staff/queue")
    nurida.opens(f"{case(1)}/ask")
    assert nurida.page.input_value("#message") == "หลุมอยู่ตรงไหน"
    nurida.reads("ร่างของคุณจาก 2 พ.ย. 2569 09.00 น.")
    nurida.presses("ทิ้งร่าง")
    assert nurida.page.input_value("#message") == ""


def test_the_page_says_that_somebody_acted_before_anything_is_typed(nurida, office, clock):
    nurida.opens(f"{case(1)}/ask")
    with office.app.app_context():
        anan = Actor(frozenset({Role.OFFICER}), staff_id=2, unit_id=factories.unit("กองช่าง").id)
        found = casework.find("รท-2570-0001", by=anan)
        tickets.take_step(found, "accept", StepInput(), by=anan, now=clock())
    nurida.page.locator("#message").focus()
    nurida.reads("มีคนทำเรื่องนี้หลังจากคุณเปิดหน้านี้: คุณanan · รับไว้ดำเนินการ")
    nurida.looks()
