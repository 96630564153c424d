"""A copy of one's data for people: labels of the form, days in words, columns of the old book; programs get keys."""

import io
import json
import re
import zipfile
from datetime import date

import pytest

from app.domain import eservices
from app.domain.eservices import FieldKind, Question
from app.domain.workflow import Role
from app.extensions import db
from app.models import OldRegister, OldRegisterLine
from app.services.actors import Actor
from app.services.personal import answers, chosen, copying
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_water


@pytest.fixture
def boss(app, clock):
    make_office(clock())
    return Actor.staff(make_staff("palad", Role.MANAGEMENT, now=clock()))


def taken(keys, boss, clock):
    packed = zipfile.ZipFile(io.BytesIO(copying.take(chosen.read(keys, by=boss), by=boss, now=clock())))
    page = re.sub("<[^>]+>", "", packed.read("data.html").decode()).replace("\u00a0", " ")
    return page, json.loads(packed.read("data.json"))


def test_answers_about_water_stand_under_the_words_of_the_form(boss, clock):
    details = {"litres": 6000, "persons": 4, "containers": ["jar", "tank"], "road": "hose", "width": "narrow",
               "reason": "dry_tap", "wish_date": "2026-11-03", "time": "morning", "special_care": True}  # fmt: skip
    case = open_water(clock(), details=details)
    page, data = taken([f"case-{case.id}"], boss, clock)
    for words in ("ต้องการน้ำ (ลิตร): 6,000", "ภาชนะ: โอ่ง, แท็งก์น้ำ", "จอดได้ใกล้ ๆ ต้องลากสาย", "น้ำประปาไม่ไหล",
                  "วันที่อยากได้น้ำ: 3 พฤศจิกายน 2569", "ช่วงเวลา: เช้า", "ดูแลเป็นพิเศษ: ใช่"):  # fmt: skip
        assert words in page, words
    for key in ("litres", "containers", "dry_tap", "special_care", "wish_date", "contact_by"):
        assert key not in page, key
    assert data["cases"][0]["answers"]["reason"] == "dry_tap"


def test_answers_of_an_own_service_stand_under_its_questions():
    asked = [Question("born", FieldKind.DATE, "วันเกิด"), Question("card", FieldKind.YES_NO, "มีบัตรประจำตัว")]
    details = eservices.kept(asked, {"born": "1950-02-01", "card": True})
    told = answers.told(details)
    assert list(told) == ["วันเกิด", "มีบัตรประจำตัว"]
    assert "2493" in told["วันเกิด"]
    assert told["มีบัตรประจำตัว"] == "ใช่"


def line_of(headers, cells, boss, clock):
    with transaction():
        book = OldRegister(
            name="สมุด 2560", fingerprint="", headers=headers, mapping={}, choices={}, state="taken",
            lines_in_file=1, loaded_at=clock(), loaded_by_id=boss.staff_id,
        )  # fmt: skip
        db.session.add(book)
        db.session.flush()
        line = OldRegisterLine(
            register_id=book.id, line=1, cells=cells, faults={}, taken=True, number="12",
            received_on=date(2017, 1, 3), closed_on=None, kind="", subject="ไฟดับ", person="ซารีนา", phone="",
            village_id=None, place="", result="", search_text="",
        )  # fmt: skip
        db.session.add(line)
    return line


def test_a_line_of_an_old_book_has_its_day_and_its_columns(boss, clock):
    line = line_of(["ที่", "วันที่", "เรื่อง"], ["12", "3 ม.ค. 60", ""], boss, clock)
    page, data = taken([f"line-{line.id}"], boss, clock)
    assert "3 มกราคม 2560" in page
    assert "วันที่: 3 ม.ค. 60" in page
    assert data["old_lines"][0]["cells"] == {"ที่": "12", "วันที่": "3 ม.ค. 60"}


def test_headings_that_stand_twice_or_nowhere_lose_no_cell(boss, clock):
    heads = ["โทร", "ชื่อ", "โทร", "", "โทร (2)", ""]
    cells = ["0811111111", "ซารีนา", "0822222222", "บ้านแดง", "0833333333", "ผู้ใหญ่บ้าน"]
    page, data = taken([f"line-{line_of(heads, cells, boss, clock).id}"], boss, clock)
    assert list(data["old_lines"][0]["cells"].values()) == cells
    for words in ("โทร: 0811111111", "โทร (2): 0822222222", "คอลัมน์ 4: บ้านแดง", "คอลัมน์ 6: ผู้ใหญ่บ้าน"):
        assert words in page, words
    assert "0833333333" in page
