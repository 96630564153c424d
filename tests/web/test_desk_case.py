"""A case on the officers' side: everything that was said and done, and nothing of other units."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.domain.channels import Arrival
from app.extensions import db
from app.models import Attachment, AuditEntry
from app.services import attachments, drafts, tickets
from app.services.actors import RESIDENT
from app.services.steps import StepInput
from tests.factories import open_complaint, open_water
from tests.officers import INTAKE, OFFICER, Officer, address, current, hired, words
from tests.photos import jpeg


@pytest.fixture
def suda(app, clock, opened):
    return Officer(app.test_client(), hired("suda", OFFICER, now=clock(), unit="กองสาธารณสุขฯ"))


def pictured(now, **overrides):
    """A complaint with one photo."""
    kept = (attachments.accept("หลุม.jpg", jpeg()),)
    draft = drafts.save(drafts.new_key(), "complaints", {}, kept, now=now)
    return open_complaint(now, attachments=tuple(draft.attachments), **overrides)


def test_a_case_says_what_was_promised_and_where_the_time_went(clock, anan):
    ticket = open_complaint(clock(), applicant="วรรณา แก้วมณี", phone="0800001111", latitude=6.71, longitude=101.03)
    clock.advance(days=1)
    tickets.take_step(ticket, "accept", StepInput(), by=anan.actor, now=clock())
    tickets.take_step(ticket, "ask", StepInput(message="หลุมอยู่ฝั่งไหน"), by=anan.actor, now=clock())
    clock.advance(days=2)
    page = words(anan.case(ticket))
    for said in (
        "ถนนหน้าบ้านเป็นหลุม", "จุด หน้าบ้านเลขที่ 45/2", "6.71, 101.03", "08 0000 1111", "รอผู้ร้อง 2 วัน",
        "หยุดนับระหว่างรอผู้ร้อง", "ตอบครั้งแรกภายใน 15 วัน 17 พ.ย. 2569 ยังไม่ได้ตอบ", "เวลาของเรา 1 วันทำการ", "เวลารอผู้ร้อง 2 วัน",
        "หลุมอยู่ฝั่งไหน", "รับไว้ดำเนินการ",
    ):  # fmt: skip
        assert said in page, said


def test_buttons_are_those_of_the_workflow(clock, anan):
    ticket = open_complaint(clock())
    page = words(anan.case(ticket))
    assert "รับไว้ดำเนินการ ถามผู้ร้อง มอบหมาย แจ้งล่าช้า ส่งต่อหน่วยงานอื่น เป็นเรื่องซ้ำ ผู้ร้องขอถอนเรื่อง" in page
    assert "ตอบพร้อมผล" not in page
    assert "ไม่รับไว้พิจารณา" not in page  # for intake and management only


def test_late_is_said_in_words_and_on_top_of_the_story(clock, anan):
    ticket = open_complaint(clock())
    clock.advance(days=14)
    page = words(anan.case(ticket))
    assert "เกินกำหนด 3 วันทำการ" in page
    assert page.index("ลำดับเหตุการณ์ เกินกำหนด") < page.index("ผู้ร้อง", page.index("ลำดับเหตุการณ์"))


def test_true_time_and_time_of_writing_are_both_told(clock, anan):
    received = clock() - timedelta(days=3)
    ticket = open_complaint(
        clock(), by=anan.actor, arrival=Arrival.LETTER, received_at=received, backdate_reason="จดหมายถึงวันศุกร์"
    )
    page = words(anan.case(ticket))
    assert "ศุกร์ 30 ต.ค. 2569 09.00 น. คุณanan · บันทึกเมื่อ 2 พ.ย. 2569 09.00 น." in page
    assert "จดหมายถึงวันศุกร์" in page


def test_another_units_case_does_not_exist(clock, anan, suda):
    ticket = pictured(clock())
    photo_id = ticket.attachments[0].id
    here = address(ticket)
    for path in (
        "",
        "/sheet",
        "/receipt",
        "/message",
        "/note",
        "/category",
        "/emergency",
        "/reissue",
        "/accept",
        "/answer",
    ):
        suda.opens(f"{here}{path}", 404)
    for action in ("accept", "note", "message", "category"):
        assert suda.sends(f"{here}/{action}", version="1", note="x", message="x").status_code == 404
    suda.opens(f"/staff/files/{photo_id}", 404)
    assert len(current(ticket).events) == 1
    anan.opens(here)


@pytest.mark.parametrize(
    "path", ["CP-2570-9999", "XX-1", "รท-2570-0001x", "%00", "CP-2570-0001/nothing", "CP-2570-0001/noted"]
)
def test_unknown_addresses(clock, anan, path):
    open_complaint(clock())
    anan.opens(f"/staff/tickets/{path}", 404)


def test_reading_is_written_down_once_an_hour(clock, anan):
    ticket = open_complaint(clock())
    here = address(ticket)
    query = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "read_case")
    for minutes, lines in ((0, 1), (20, 1), (39, 1), (2, 2)):
        clock.advance(minutes=minutes)
        anan.opens(here)
        assert db.session.scalar(query) == lines
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "read_case")).first()
    assert (entry.subject, entry.actor_id) == ("รท-2570-0001", anan.staff_id)


def test_photos_are_shown_to_the_desk_only_as_pictures(app, clock, anan):
    ticket = pictured(clock())
    answer = anan.client.get(f"/staff/files/{ticket.attachments[0].id}")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    waiting = drafts.save(drafts.new_key(), "complaints", {}, (attachments.accept("a.jpg", jpeg("blue")),), now=clock())
    anan.opens(f"/staff/files/{waiting.attachments[0].id}", 404)
    assert app.test_client().get(f"/staff/files/{ticket.attachments[0].id}").status_code == 302
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 2


def test_what_a_resident_writes_stays_text(clock, anan):
    ticket = open_complaint(clock(), story="<script>alert(1)</script>", applicant='"><img src=x>', place="{{ 7*7 }}")
    tickets.write(ticket, "<b>หนา</b>", public=True, by=RESIDENT, now=clock())
    page = anan.case(ticket)
    assert "<script>alert" not in page
    assert "&lt;b&gt;หนา" in page
    assert "{{ 7*7 }}" in page


def test_the_case_sheet_leaves_cells_for_the_pen_unless_keyed(app, clock, opened):
    mana = Officer(app.test_client(), hired("mana", OFFICER, now=clock(), unit="งานป้องกันฯ"))
    palad = Officer(app.test_client(), hired("palad", "management", now=clock()))
    ticket = open_water(clock())
    blank = mana.opens(f"{address(ticket)}/sheet")
    for said in ("นอ-๒๕๗๐-๐๐๐๑", "ขอน้ำ ๖,๐๐๐ ลิตร", "สำหรับเจ้าหน้าที่ ความคิดเห็นปลัด คำอนุมัติ / คำสั่ง", "๐๘ ๐๐๐๐ ๑๑๑๑"):
        assert said in words(blank), said
    assert blank.count('class="pen"') == 4 * 3 + 3
    tickets.take_step(ticket, "check", StepInput(opinion="เห็นควรสนับสนุน"), by=mana.actor, now=clock())
    tickets.take_step(ticket, "approve", StepInput(), by=palad.actor, now=clock())
    keyed = mana.opens(f"{address(ticket)}/sheet")
    assert "เห็นควรสนับสนุน คุณmana" in words(keyed)
    assert "อนุมัติ คุณpalad" in words(keyed)
    assert keyed.count('class="pen"') == 4 + 3


def test_intake_changes_the_category_and_the_promise_stays(app, clock, opened):
    nurida = Officer(app.test_client(), hired("nurida", INTAKE, now=clock()))
    ticket = open_complaint(clock())
    due, page = ticket.due_on, nurida.opens(f"{address(ticket)}/category")
    noise = page.split("เหตุรำคาญ")[0].rsplit('value="', 1)[1].split('"')[0]
    assert nurida.steps(ticket, "category", category=noise).status_code == 302
    assert (current(ticket).category.key, current(ticket).due_on) == ("noise", due)
    assert "เปลี่ยนประเภทเป็นเหตุรำคาญ" in words(nurida.case(ticket))
    assert nurida.steps(ticket, "category", category="999").status_code == 422
    late = nurida.steps(ticket, "category", category=noise.replace(noise, str(int(noise) - 1)), version=1)
    assert late.status_code == 409
    assert "คุณnurida · เปลี่ยนประเภทเป็นเหตุรำคาญ" in words(late.text)


def test_an_emergency_goes_to_the_top_with_a_reason(clock, anan):
    ticket = open_complaint(clock())
    assert anan.steps(ticket, "emergency").status_code == 422
    assert anan.steps(ticket, "emergency", reason="เสาไฟจะล้มใส่บ้าน").status_code == 302
    assert current(ticket).emergency
    page = words(anan.case(ticket))
    assert "เสาไฟจะล้มใส่บ้าน" in page
    assert "ฉุกเฉิน" in page
    assert anan.steps(ticket, "emergency", reason="ค้ำไว้แล้ว").status_code == 302
    assert not current(ticket).emergency


def test_how_the_resident_wants_to_hear_the_result_is_said(clock, anan):
    called = open_complaint(clock(), phone="0800001111", contact_by="phone")
    alone = open_complaint(clock(), phone="0800001111", contact_by="page")
    assert "บอกผลทางโทรศัพท์" in words(anan.case(called))
    assert "บอกผลทางโทรศัพท์" not in words(anan.case(alone))
