"""Texts to start an answer from: fields are filled in, and what could not be filled in is seen and never sent."""

import re

import pytest

from app.domain.replies import EXAMPLE, FIELDS, example, filled, fits, open_gaps, unknown
from app.services.defaults.replies import REPLIES


def test_fields_are_filled_in_and_one_without_a_value_is_a_blank():
    text = "เรื่องที่ {เลขที่} ของคุณ{ ชื่อ }"
    assert filled(text, {"เลขที่": "รท-2570-0001", "ชื่อ": "สมพร"}) == "เรื่องที่ รท-2570-0001 ของคุณสมพร"
    assert filled(text, {"เลขที่": "รท-2570-0001", "ชื่อ": ""}) == "เรื่องที่ รท-2570-0001 ของคุณ……"


def test_a_value_is_not_read_as_a_field():
    assert filled("{เรื่อง}", {"เรื่อง": "หลุม {ชื่อ}", "ชื่อ": "สมพร"}) == "หลุม (ชื่อ)"
    assert filled("{ชื่อ} {วันนี้}", {"ชื่อ": "สมชาย {date}", "วันนี้": "วันนี้"}) == "สมชาย {date} วันนี้"


@pytest.mark.parametrize("name", ["สมชาย {วันนี้}", "สมชาย {date}", "สมชาย ... แก้ว", "สมชาย ……"])
def test_what_a_resident_is_called_is_no_gap(name):
    assert not open_gaps(filled("เรียนคุณ{ชื่อ}", {"ชื่อ": name}))


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("{เลขที่} {โทร}", ()),
        ("{เลขที}", ("เลขที",)),
        ("{name} {name}", ("name",)),
        ("{}", ("",)),
        ("ยังไม่ปิด {เลขที่", ("{",)),
        ("เปิดไม่ครบ เลขที่}", ("}",)),
    ],
)
def test_what_is_no_field_is_named(text, strange):
    assert tuple(unknown(text)) == strange


@pytest.mark.parametrize("words", ["เพราะ ……", "เพราะ …… .", "วันที่ ... พบว่า", "เพราะ .....", "เรียน {ชื่อ}", "kerana ……."])
def test_a_gap_is_seen(words):
    assert open_gaps(words)


@pytest.mark.parametrize("words", ["", "เสร็จแล้ว…", "โทร. 1129", "ใช้คำสั่ง {x} ได้", "รอก่อนนะ..."])
def test_ordinary_words_hold_no_gap(words):
    assert not open_gaps(words)


def test_texts_belong_to_a_channel_or_a_service_and_to_a_language():
    case = {"channel": "eservice", "service": "school-milk", "resident": "ms"}
    assert fits("", "ms", **case)
    assert fits("eservice", "th", **case)
    assert fits("school-milk", "th", **case)
    assert not fits("waste", "th", **case)
    assert not fits("water", "th", **case)
    assert not fits("", "en", **case)


@pytest.mark.parametrize("row", REPLIES, ids=lambda row: f"{row.action}-{row.channel}-{row.language}-{row.title}")
def test_every_text_of_the_first_day_can_be_filled_in(row):
    assert not unknown(row.text)
    assert "{" not in example(row.text, row.language)


def test_officers_read_every_name_in_thai_and_every_act_has_a_text_in_malay():
    assert not [row.title for row in REPLIES if not re.search("[ก-๙]", row.title)]
    malay = [row for row in REPLIES if row.language == "ms"]
    assert not [row.title for row in malay if re.search("[ก-๙]", re.sub(r"{[^}]*}", "", row.text))]
    assert {row.action for row in malay} == {row.action for row in REPLIES}


def test_the_example_has_a_value_for_every_field():
    assert set(EXAMPLE["th"]) == set(FIELDS)
