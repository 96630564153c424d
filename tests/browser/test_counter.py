"""The counter by keyboard alone, with a typist whose keys are counted, and what its printers get."""

import io
import time

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from app.domain.workflow import Role
from app.extensions import db
from app.models import Ticket
from tests import factories
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint

A_KEY = 0.3  # seconds: 200 keys a minute, with two fingers
A_MINUTE = 60
FOCUSED = "document.activeElement.name"


@pytest.fixture
def office(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        make_staff("nurida", Role.INTAKE, now=clock(), unit=factories.unit("สำนักปลัด"))
        open_complaint(clock(), applicant="มาลี ศรีสุข", phone="0800009999", place="หน้าตลาด", village=2, story="ไฟดับ")
    clock.advance(days=3)
    return live_server


class Typist:
    """Somebody who never touches the mouse; every key costs what it costs a slow typist."""

    def __init__(self, page):
        self.page, self.keys, self.begun = page, 0, time.monotonic()

    def types(self, words):
        self.keys += len(words)
        self.page.keyboard.type(words)

    def presses(self, *keys):
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def on(self, name):
        assert self.page.evaluate(FOCUSED) == name

    @property
    def seconds(self):
        return self.keys * A_KEY + time.monotonic() - self.begun


@pytest.fixture
def nurida(office, page, axe):
    officer = Officer(page(1280), axe)
    officer.signs_in("nurida")
    officer.opens("/staff/tickets/new")
    return officer


def test_a_walk_in_takes_less_than_a_minute(nurida):
    typist = Typist(nurida.page)
    for name, words in (("applicant", "สมหมาย ใจดี"), ("phone", "0811112222")):
        typist.on(name)
        typist.types(words)
        typist.presses("Enter")
    typist.on("village")
    typist.presses("ArrowDown", "Tab")
    typist.on("place")
    typist.types("หน้าบ้านเลขที่ 45/2 ข้างร้านชำ")
    typist.presses("Enter")
    typist.on("category")
    typist.presses("ArrowDown", "Tab")
    typist.on("story")
    typist.types("ท่อระบายน้ำหน้าบ้านตัน ฝนตกแล้วน้ำเข้าบ้านทุกครั้ง")
    with nurida.page.expect_navigation():
        typist.presses("Control+Enter")
    expect(nurida.page.locator("h1")).to_have_text("ใบรับเรื่อง")
    assert typist.seconds < A_MINUTE, (typist.keys, typist.seconds)
    nurida.looks()


def test_somebody_who_was_here_before_takes_less_than_half_a_minute(office, nurida):
    typist = Typist(nurida.page)
    typist.presses("Enter")
    typist.on("phone")
    typist.types("0800009999")
    expect(nurida.page.locator("#earlier")).to_contain_text("3 วันก่อน".replace(" ", "\u00a0"))
    nurida.looks()
    typist.presses("ArrowDown")
    typist.on("use")
    with nurida.page.expect_navigation():
        typist.presses("Enter")
    typist.on("category")
    nurida.reads("ใส่ข้อมูลจาก รท-2570-0001 แล้ว")
    typist.presses("ArrowDown", "Tab")
    typist.types("ไฟดับอีกแล้วที่เดิม")
    with nurida.page.expect_navigation():
        typist.presses("Control+Enter")
    nurida.reads("มาลี ศรีสุข")
    assert typist.seconds < A_MINUTE / 2, (typist.keys, typist.seconds)
    with office.app.app_context():
        made = db.session.query(Ticket).order_by(Ticket.id.desc()).first()
        assert (made.phone, made.place, made.village.number) == ("0800009999", "หน้าตลาด", 2)


def test_enter_sends_no_half_filled_form(office, nurida, page):
    fields = ["applicant", "phone", "village", "place", "category", "story", "register_number"]
    order = [nurida.page.evaluate(FOCUSED)]
    for _field in fields[1:]:
        nurida.page.keyboard.press("Tab")
        order.append(nurida.page.evaluate(FOCUSED))
    assert order == fields
    for name in ("applicant", "phone", "place", "register_number"):
        nurida.page.locator(f"[name={name}]").focus()
        nurida.page.keyboard.press("Enter")
        assert nurida.page.evaluate(FOCUSED) != name
    assert nurida.page.url.endswith("/staff/tickets/new")
    plain = Officer(page(360, scripts=False), lambda _page: None)
    plain.signs_in("nurida")
    plain.opens("/staff/tickets/new")
    plain.writes("phone", "0800009999")
    with plain.page.expect_navigation():
        plain.page.locator("[name=phone]").press("Enter")
    plain.reads("เคยแจ้ง")
    plain.presses("ใช้ข้อมูลเดิม รท-2570-0001")
    assert plain.page.locator("[name=applicant]").input_value() == "มาลี ศรีสุข"
    with office.app.app_context():
        assert db.session.query(Ticket).count() == 1


def test_the_arrow_goes_in_and_escape_comes_back(nurida):
    nurida.page.locator("[name=applicant]").fill("มาลี")
    expect(nurida.page.locator("#earlier")).to_contain_text("เคยแจ้ง")
    nurida.page.keyboard.press("ArrowDown")
    assert nurida.page.evaluate(FOCUSED) == "use"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert nurida.page.evaluate(outline) == "solid"
    nurida.page.keyboard.press("Escape")
    assert nurida.page.evaluate(FOCUSED) == "applicant"


def millimetres(page, selector):
    return page.evaluate(f"document.querySelector('{selector}').getBoundingClientRect().width") / 96 * 25.4


def printed(page):
    """The widths of the pages that leave the printer, in whole millimetres."""
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [round(float(sheet.mediabox.width) / 72 * 25.4) for sheet in paper.pages]


def test_the_empty_form_is_one_sheet_of_a4_on_its_side(nurida):
    nurida.opens("/staff/tickets/backlog/paper")
    assert printed(nurida.page) == [297]


@pytest.mark.parametrize(("paper", "width", "most"), [("80", 80, 72), ("a5", 148, 124)])
def test_the_receipt_fits_its_paper(nurida, paper, width, most):
    typist = Typist(nurida.page)
    typist.types("เจ๊ะมีนะห์วงศ์สุวรรณรัตนโกสินทร์มหาราชนิเวศน์บวรสถานณอยุธยาเหนือลุ่มน้ำปัตตานีบรมราชูทิศ")
    nurida.page.locator("[name=category]").select_option(label="ไฟถนน")
    nurida.page.locator("[name=story]").fill("ไฟดับ" * 300)
    with nurida.page.expect_navigation():
        typist.presses("Control+Enter")
    nurida.opens(f"{nurida.page.url}?paper={paper}")
    assert printed(nurida.page) == [width]
    nurida.page.set_viewport_size({"width": int(most / 25.4 * 96), "height": 800})
    nurida.page.emulate_media(media="print")
    assert nurida.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert millimetres(nurida.page, "svg.qr") * 33 / 37 >= 25  # without the quiet rim of two modules
    if paper == "80":
        seen = "[...document.querySelectorAll('main *')].filter((it) => it.checkVisibility())"
        colours = set(nurida.page.evaluate(f"{seen}.map((it) => getComputedStyle(it).color)"))
        assert colours == {"rgb(0, 0, 0)"}
