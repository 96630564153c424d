"""Texts to start from: offered where they fit, filled in from the case, never sent with gaps."""

import re
from html import unescape

import pytest

from app.extensions import db
from app.models import ReplyTemplate
from app.services.actors import RESIDENT
from app.services.steps import Incomplete, StepInput
from app.services.tickets import take_step
from tests import eservices
from tests.factories import open_complaint, open_water
from tests.officers import INTAKE, OFFICER, Officer, address, current, hired, words

OPTION = re.compile(r"<option [^>]*?value=\"(\d+)\"[^>]*>([^<]+)</option>")


@pytest.fixture
def anan(app, clock, opened):
    return Officer(app.test_client(), hired("anan", OFFICER, INTAKE, now=clock(), unit="กองช่าง"))


def texts(page):
    """Titles on offer, in order, and the value of each."""
    return {title: value for value, title in OPTION.findall(page.split('name="template"')[1].split("</select>")[0])}


def test_a_step_offers_the_texts_of_its_act_and_channel_only(clock, anan):
    complaint, water = open_complaint(clock()), open_water(clock())
    anan.steps(complaint, "accept")
    assert "แก้ไขเสร็จแล้ว" in texts(anan.opens(f"{address(complaint)}/answer"))
    assert "คำขอผ่านแล้ว" not in texts(anan.opens(f"{address(complaint)}/answer"))
    assert "ถามภาชนะและทางเข้า" in texts(anan.opens(f"{address(water)}/ask"))
    assert "ถามจุดที่เกิดเหตุ" not in texts(anan.opens(f"{address(water)}/ask"))


def test_the_text_of_one_service_is_offered_with_that_service(clock, anan):
    service = eservices.define(clock())
    row = db.session.query(ReplyTemplate).filter_by(title="เอกสารยังไม่ครบ", language="th").one()
    row.channel_slug = eservices.SLUG
    db.session.commit()
    case = eservices.ask(service, clock())
    assert "เอกสารยังไม่ครบ" in texts(anan.opens(f"{address(case)}/ask"))
    assert "เอกสารยังไม่ครบ" not in texts(anan.opens(f"{address(open_complaint(clock()))}/ask"))


def test_the_language_of_the_resident_comes_first_then_thai(clock, anan):
    page = anan.opens(f"{address(open_complaint(clock(), language='ms'))}/ask")
    assert next(iter(texts(page))) == "ขอข้อมูลเพิ่ม · ภาษามลายู"
    assert "ขอข้อมูลเพิ่ม" in texts(page)
    assert "ขอข้อมูลเพิ่ม · ภาษาอังกฤษ" not in texts(page)
    assert page.index('label="ภาษามลายู"') < page.index('label="ภาษาไทย"')
    thai = anan.opens(f"{address(open_complaint(clock()))}/ask")
    assert "ขอข้อมูลเพิ่ม · ภาษามลายู" not in texts(thai)
    assert "optgroup" not in thai.split('name="template"')[1].split("</select>")[0]


def test_choosing_fills_the_message_and_keeps_what_was_typed(clock, anan):
    case = open_complaint(clock(), applicant="สมพร แก้วมณี")
    value = texts(anan.opens(f"{address(case)}/ask"))["ขอข้อมูลเพิ่ม"]
    answer = anan.steps(case, "ask", message="สวัสดีครับ", template=value, fill="1")
    assert answer.status_code == 200
    page = words(answer.text)
    assert "สวัสดีครับ เราต้องรู้เพิ่มว่า ……" in page
    assert f"แจ้งเลขที่ {current(case).reference} เรารอคำตอบถึงวันที่ 17 พฤศจิกายน 2569" in page
    assert len(current(case).events) == 1


@pytest.mark.parametrize("name", ["สมชาย {date}", "สมชาย {วันนี้}"])
def test_a_name_that_looks_like_a_field_leaves_no_gap(clock, anan, name):
    case = open_complaint(clock(), applicant=name)
    db.session.query(ReplyTemplate).filter_by(title="ขอข้อมูลเพิ่ม", language="th").one().text = "เรียนคุณ{ชื่อ} จุดนั้นอยู่ตรงไหน"
    db.session.commit()
    page = anan.steps(case, "ask", template=texts(anan.opens(f"{address(case)}/ask"))["ขอข้อมูลเพิ่ม"], fill="1").text
    message = unescape(page.split('name="message"')[1].split(">")[1].split("<")[0]).strip()
    assert message.startswith("เรียนคุณสมชาย")
    assert anan.steps(case, "ask", message=message).status_code == 302


def test_dates_are_written_in_the_language_of_the_text(clock, anan):
    case = open_complaint(clock(), language="en")
    value = texts(anan.opens(f"{address(case)}/ask"))["ขอข้อมูลเพิ่ม · ภาษาอังกฤษ"]
    page = words(anan.steps(case, "ask", template=value, fill="1").text)
    assert "until 17 November 2026" in page
    assert current(case).latin in page


@pytest.mark.parametrize("gap", ["เพราะ ……", "เรียนคุณ{ชื่อ}"])
def test_a_message_with_a_gap_is_refused_beside_its_field(clock, anan, gap):
    case = open_complaint(clock())
    refused = anan.steps(case, "ask", message=gap)
    assert refused.status_code == 422
    assert "เติมส่วนที่เป็น …… ให้ครบ หรือลบออกก่อนส่ง" in words(refused.text)
    assert 'aria-describedby="e-message' in refused.text
    assert anan.sends(f"{address(case)}/message", message=gap).status_code == 422
    with pytest.raises(Incomplete):
        take_step(current(case), "ask", StepInput(message=gap), by=anan.actor, now=clock())
    assert len(current(case).events) == 1


def test_a_resident_may_write_dots(clock, anan):
    case = open_complaint(clock())
    anan.steps(case, "ask", message="ที่ไหน")
    take_step(current(case), "reply", StepInput(message="ก็…… ข้างร้านชำ"), by=RESIDENT, now=clock())
    assert current(case).status == "in_progress"


def test_a_field_that_no_case_can_fill_in_is_refused_where_it_is_written(admin):
    form = {"title": "ลอง", "wanted": "ask", "channel": "", "language": "th", "text": "เรียนคุณ{นามสกุล} เลขที่ {เลขที่}"}
    answer = admin.post("/admin/replies", data=form)
    assert "ไม่รู้จักช่อง {นามสกุล}" in answer.text
    assert 'aria-describedby="e-text' in answer.text
    assert db.session.query(ReplyTemplate).filter_by(title="ลอง").count() == 0


def test_a_text_is_looked_at_with_an_example_before_it_is_saved(admin):
    form = {"title": "ลอง", "wanted": "ask", "channel": "water", "language": "en", "look": "1"}
    form["text"] = "Case {เลขที่}, {วันนี้}"
    page = words(admin.post("/admin/replies", data=form).text)
    assert "Case รท-2570-0024, 4 November 2026" in page
    assert db.session.query(ReplyTemplate).filter_by(title="ลอง").count() == 0
    del form["look"]
    admin.post("/admin/replies", data=form)
    row = db.session.query(ReplyTemplate).filter_by(title="ลอง").one()
    assert (row.channel_slug, row.language) == ("water", "en")
    assert '<option selected value="water">' in admin.get(f"/admin/replies/{row.id}").text
