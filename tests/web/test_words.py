"""How pages write numbers, names, reasons and the menu."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

import app
from app.domain.clocks import Promise, Unit
from app.domain.standing import Standing, Urgency
from app.domain.statuses import Status
from app.domain.timeline import TOLD
from app.domain.workflow import Kind, Role
from app.models import Staff
from app.web import filters, menu, standings

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ภายใน 3 วันทำการ", "ภายใน_3_วันทำการ"),
        ("หมู่ที่ 4 บ้านปุหรน", "หมู่ที่_4 บ้านปุหรน"),
        ("วันจันทร์ที่ 23 พฤศจิกายน 2569", "วันจันทร์ที่_23_พฤศจิกายน_2569"),
        ("๑๕ วัน", "๑๕_วัน"),
        ("เปิด 08.30 น.", "เปิด 08.30_น."),
        ("รูป 2 รูป ยาว 15 เซนติเมตร", "รูป 2_รูป ยาว 15_เซนติเมตร"),
        ("บ้านเลขที่ 45/2 ถนนสาย 4", "บ้านเลขที่_45/2 ถนนสาย 4"),
        ("answer within 15 days", "answer within 15_days"),
    ],
)
def test_numbers_stay_with_their_words(typed, shown):
    assert filters.glue(typed) == shown.replace("_", NBSP)


def test_the_end_of_a_case_has_one_name():
    path = Path(app.__file__).parent / "translations/en/LC_MESSAGES/messages.po"
    sentences = [str(line.id) for line in read_po(BytesIO(path.read_bytes()))]
    assert not [words for words in sentences if re.search("(?<!เ)ปิดเรื่อง", words)]
    assert Status.CLOSED.label == "ยุติเรื่อง"
    assert TOLD[Kind.CLOSED] == "เรายุติเรื่อง"


def test_gluing_neither_escapes_twice_nor_trusts_what_was_typed():
    assert filters.glue(Markup("<b>3 วัน</b>")) == Markup("<b>3\u00a0วัน</b>")
    assert not hasattr(filters.glue("<b>3 วัน</b>"), "__html__")


def test_the_name_of_the_office_is_not_broken_and_is_escaped():
    name = filters.unbroken("องค์การบริหารส่วนตำบลช้างให้ตก")
    assert name == 'องค์การบริหารส่วนตำบล<span class="one">ช้างให้ตก</span>'
    assert filters.unbroken("<i>") == '<span class="one">&lt;i&gt;</span>'


@pytest.mark.parametrize(
    ("urgency", "days", "unit", "kind", "words"),
    [
        (Urgency.OVERDUE, 2, Unit.WORKING, "late", "เกินกำหนด 2 วันทำการ"),
        (Urgency.OVERDUE, 0, Unit.WORKING, "late", "เกินกำหนดแล้ว"),
        (Urgency.TODAY, 0, Unit.WORKING, "today", "ครบกำหนดวันนี้"),
        (Urgency.TOMORROW, 1, Unit.WORKING, "today", "ครบกำหนด จ. 23 พ.ย."),
        (Urgency.WAITING, 3, Unit.WORKING, "wait", "รอผู้ร้อง 3 วัน"),
        (Urgency.IN_TIME, 7, Unit.CALENDAR, "open", "เหลือ 7 วัน"),
        (Urgency.DONE, 0, Unit.WORKING, "done", "เสร็จแล้ว"),
    ],
)
def test_every_standing_has_a_word_and_a_shape(app, urgency, days, unit, kind, words):
    with app.test_request_context():
        seen = standings.seen(Standing(urgency, days, unit, date(2026, 11, 23), overdue=False))
    assert (seen.kind, seen.words.replace(NBSP, " ")) == (kind, words)


def test_a_promise_speaks_english_with_the_right_number(app):
    with app.test_request_context("/?lang=en"):
        assert standings.promised(Promise(1)) == "1 working day"
        assert standings.promised(Promise(15, Unit.CALENDAR)) == "15 days"


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ({Role.OFFICER}, ["/staff/queue", "/staff/field", "/staff/tickets/new", "/staff/water/", "/staff/publishing/"]),
        ({Role.INTEGRITY}, ["/staff/sealed/"]),
        ({Role.ADMINISTRATOR}, ["/staff/water/trucks", "/staff/publishing/", "/admin/"]),
    ],
)
def test_the_menu_shows_only_what_one_may_open(app, roles, shown):
    with app.test_request_context("/staff/queue"):
        assert [item.url for item in menu.for_member(Staff(roles=frozenset(roles)))] == shown
        assert menu.for_member(None) == []


def test_the_menu_marks_the_one_place_where_one_is(app):
    manager = Staff(roles=frozenset({Role.MANAGEMENT}))
    for path, here in {
        "/management/reports/2570/12": "/management/reports/",
        "/management/": "/management/",
        "/staff/tickets/CP-2570-0001": "/staff/queue",
    }.items():
        with app.test_request_context(path):
            assert [item.url for item in menu.for_member(manager) if item.current] == [here]
