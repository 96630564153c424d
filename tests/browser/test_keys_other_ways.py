"""By keyboard alone along the ways that turn off: a neighbour's case followed, a text to start from, houses, a code."""

import re

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import Follower, Ticket
from app.services import public_words, tickets
from app.services.actors import Actor
from app.services.sealed import reports
from app.services.steps import StepInput
from tests import sealed_cast
from tests.browser.people import Officer
from tests.browser.test_keys_everywhere import presses, types
from tests.factories import make_office, make_staff, open_complaint, unit

KNOWN = "ไฟถนนดับสามดวงใกล้สะพาน"


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
        db.session.remove()
    return live_server


def chooses(page, name, value):
    """Go to a list or a set of choices with the Tab key and along it with the arrows."""
    types(page, name, "")
    for _ in range(30):
        if page.evaluate("document.activeElement.value") == value:
            return page.keyboard.press("Space") if page.evaluate("document.activeElement.type") == "radio" else None
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no way to {value} of {name} by keyboard")


def goes(page, label, address):
    with page.expect_navigation(url=address):
        presses(page, label)


def test_the_case_of_a_neighbour_is_followed_instead(served, page, clock):
    with served.app.app_context():
        known = open_complaint(clock(), category="lamp", village=4, story=KNOWN, public_words=KNOWN)
        public_words.judge(known, passed=True, by=Actor(frozenset({Role.INTAKE})), now=clock())
        db.session.remove()
    phone = page(360)
    phone.goto("/complaints/new")
    chooses(phone, "category", "lamp")
    types(phone, "story", "ไฟดับทั้งซอย")
    chooses(phone, "village", "4")
    types(phone, "place", "ปากซอย")
    goes(phone, "ไปตรวจคำตอบ", "**/check?**")
    expect(phone.locator("main")).to_contain_text(KNOWN)
    goes(phone, "ติดตามเรื่องนี้แทน 1", "**/f/**")
    expect(phone.locator("main")).to_contain_text("มีผู้ติดตาม 1 คน")
    with served.app.app_context():
        assert (db.session.query(Ticket).count(), db.session.query(Follower).count()) == (1, 1)
        db.session.remove()
    phone.evaluate("document.activeElement.blur()")
    goes(phone, "เลิกติดตาม", "**")
    expect(phone.locator("main")).to_contain_text("เลิกติดตามแล้ว")


def test_an_answer_that_starts_from_a_ready_text(served, page, clock):
    with served.app.app_context():
        case = open_complaint(clock(), applicant="สมพร แก้วมณี")
        for step in ("accept", "start"):
            tickets.take_step(case, step, StepInput(), by=Actor(frozenset({Role.MANAGEMENT})), now=clock())
        own = f"/t/{case.token}"
        db.session.remove()
    officer = Officer(page(1280), lambda _found: None)
    officer.signs_in("anan")
    desk = officer.page
    goes(desk, "ถนนหน้าบ้านเป็นหลุม", "**/staff/tickets/**")
    desk.evaluate("document.activeElement.blur()")
    goes(desk, "ตอบพร้อมผล", "**/answer")
    chooses(desk, "outcome", Outcome.SOLVED)
    types(desk, "template", "")
    desk.keyboard.press("ArrowDown")
    presses(desk, "ใส่ข้อความ")
    message = desk.locator("[name=message]")
    expect(message).to_be_focused()
    expect(message).to_have_value(re.compile("เราแก้ไขเรื่อง “ถนนหน้าบ้านเป็นหลุม” เสร็จแล้วเมื่อวันที่ …… .*17 พฤศจิกายน 2569"))
    desk.keyboard.type("1 พฤศจิกายน")
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" ขอบคุณที่แจ้ง")
    goes(desk, "ตอบพร้อมผล", "**/staff/tickets/**")
    phone = page(360)
    phone.goto(own)
    expect(phone.locator("main")).to_contain_text("1 พฤศจิกายน")
    expect(phone.locator("main")).to_contain_text("ขอบคุณที่แจ้ง")


def test_water_for_three_houses(served, page):
    phone = page(360)
    phone.goto("/water/group/new")
    types(phone, "name", "อุสมาน ดอเลาะ")
    types(phone, "role", " ")
    types(phone, "phone", "0800001111")
    chooses(phone, "village", "4")
    chooses(phone, "reason", "drought")
    goes(phone, "ไปที่รายชื่อบ้าน", "**/houses**")
    for row, (name, house) in enumerate((("สมศรี", "45/2"), ("อารี", "46"), ("มาลี", "47"))):
        for column, words in (("name", name), ("house_no", house), ("persons", "4"), ("amount", "1 เที่ยว")):
            types(phone, f"{column}_{row}", words)
    goes(phone, "ไปตรวจคำตอบ", "**/check**")
    expect(phone.locator("main")).to_contain_text("รวม 3 บ้าน")
    types(phone, "acknowledged", " ")
    goes(phone, "ส่งเรื่อง", "**/received**")
    with served.app.app_context():
        assert db.session.query(Ticket).one().details["houses"] == 3
        db.session.remove()


@pytest.mark.sealed
def test_a_sealed_report_sent_opened_with_its_code_and_written_to(served, page, clock):
    with served.app.app_context():
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        db.session.remove()
    phone = page(360)
    phone.goto("/corruption/new")
    code = phone.locator("input[name=code]").input_value()
    for name, words in (("last_four", code[-4:]), ("about", " "), ("what", "ขอเงินค่าเซ็นชื่อ")):
        types(phone, name, words)
    goes(phone, "ตรวจทานก่อนส่ง", "**")
    goes(phone, "ส่งเรื่อง", "**")
    expect(phone.locator("h1")).to_have_text("ส่งแล้ว เก็บรหัสไว้")
    phone.goto("/corruption/")
    types(phone, "code", code)
    goes(phone, "เปิดอ่านคำตอบ", "**/case")
    expect(phone.locator("h1")).to_have_text("เรื่องของคุณ")
    types(phone, "text", "เขาขอเงินอีกครั้งวันนี้")
    goes(phone, "ส่ง", "**")
    expect(phone.locator("main .timeline").first).to_contain_text("เขาขอเงินอีกครั้งวันนี้")
    presses(phone, "ไม่ต้องการให้ทำต่อ")
    types(phone, "sure", " ")
    goes(phone, "ขอถอนเรื่อง", "**")
    expect(phone.locator("main")).to_contain_text("ขอถอนแล้ว")
    with served.app.app_context():
        assert reports.find(code) is not None
        db.session.remove()
