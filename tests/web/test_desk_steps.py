"""Steps at the desk: what they ask for, two officers at once, requests made by hand, nothing typed lost."""

import pytest

from app.domain.workflow import Outcome, Role, Status
from tests.factories import category, make_staff, open_complaint, open_water, unit
from tests.officers import MANAGEMENT, OFFICER, Officer, address, current, hired, photo, words


@pytest.fixture
def mana(app, clock, opened):
    return Officer(app.test_client(), hired("mana", OFFICER, now=clock(), unit="งานป้องกันฯ"))


def last(ticket):
    """The newest event of a case."""
    return max(current(ticket).events, key=lambda event: event.id)


def test_a_complaint_from_acceptance_to_answer(clock, anan):
    ticket = open_complaint(clock())
    for action in ("accept", "start"):
        answer = anan.steps(ticket, action)
        assert answer.location == address(ticket)
    answer = anan.steps(ticket, "answer", outcome="solved", message="กลบหลุมแล้ว", photos=photo("หลัง.jpg"))
    assert answer.status_code == 302
    done = current(ticket)
    assert (done.status, done.outcome) == (Status.ANSWERED, Outcome.SOLVED)
    assert [file.name for file in last(ticket).attachments] == ["หลัง.jpg"]
    assert "แก้ไขแล้ว" in words(anan.case(ticket))
    assert anan.steps(ticket, "reopen", reason="ทรุดอีก").status_code == 302
    assert current(ticket).status is Status.IN_PROGRESS


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(clock, anan):
    ticket = open_complaint(clock())
    anan.steps(ticket, "accept")
    answer = anan.steps(ticket, "answer", message="กลบหลุมแล้ว", photos=photo("หลัง.jpg"))
    assert answer.status_code == 422
    page = words(answer.text)
    assert "เลือกผลการดำเนินการ" in page
    assert "กลบหลุมแล้ว" in answer.text
    assert "เก็บไว้แล้ว: หลัง.jpg" in page
    assert 'aria-describedby="e-outcome"' in answer.text
    assert current(ticket).status is Status.ACCEPTED


def test_referring_names_the_agency_and_its_number(clock, anan):
    ticket = open_complaint(clock())
    anan.steps(ticket, "refer", agency="การไฟฟ้าส่วนภูมิภาค", agency_number="กฟภ. 12/2569", message="ส่งต่อแล้ว")
    event = last(ticket)
    assert (event.data["agency"], event.data["agency_number"]) == ("การไฟฟ้าส่วนภูมิภาค", "กฟภ. 12/2569")
    assert "ส่งต่อการไฟฟ้าส่วนภูมิภาค" in words(anan.case(ticket))


def test_not_accepting_needs_a_coded_reason_with_its_law(clock, nurida):
    ticket = open_complaint(clock())
    assert "พ.ศ. 2552" in words(nurida.opens(f"{address(ticket)}/not_accept"))
    unknown = nurida.steps(ticket, "not_accept", refusal="whim", message="ไม่รับ")
    assert unknown.status_code == 422
    assert "เลือกจากรายการ" in words(unknown.text)
    nurida.steps(ticket, "not_accept", refusal="court", message="อยู่ในศาล")
    assert last(ticket).data["refusal"] == "court"
    assert last(ticket).data["refusal_text"].startswith("อยู่ระหว่างการพิจารณาของศาล")


@pytest.mark.parametrize("typed", ["รท-2570-0001", "รท ๒๕๗๐ ๑", "cp25701"])
def test_a_duplicate_is_named_in_any_spelling(clock, anan, typed):
    open_complaint(clock())
    ticket = open_complaint(clock())
    assert anan.steps(ticket, "merge", duplicate_of=typed).status_code == 302
    assert last(ticket).data["duplicate_of"] == "รท-2570-0001"


@pytest.mark.parametrize("typed", ["รท-2570-0001", "รท-2570-0002", "นอ-2570-0001", "รท-2570-0099", "ไม่รู้", ""])
def test_a_duplicate_of_itself_of_another_unit_or_of_nothing_is_refused(clock, anan, typed):
    ticket = open_complaint(clock())
    open_complaint(clock(), category="noise")
    open_water(clock())
    assert anan.steps(ticket, "merge", duplicate_of=typed).status_code == 422
    assert len(current(ticket).events) == 1


def test_assigning_to_another_unit_leads_back_to_the_queue(clock, anan):
    ticket = open_complaint(clock())
    health = unit("กองสาธารณสุขฯ")
    suda = make_staff("suda", Role.OFFICER, now=clock(), unit=health)
    health_id, suda_id, clerks_id = health.id, suda.id, unit("สำนักปลัด").id
    wrong = anan.steps(ticket, "assign", unit=str(clerks_id), officer=str(suda_id))
    assert "เจ้าหน้าที่คนนี้ไม่ได้อยู่ในหน่วยงานที่เลือก" in words(wrong.text)
    answer = anan.steps(ticket, "assign", unit="", officer=str(suda_id), reason="น้ำเสียจากคอกเป็ด")
    assert answer.location == "/staff/queue"
    moved = current(ticket)
    assert (moved.unit_id, moved.officer_id) == (health_id, suda_id)
    anan.case(ticket, 404)


def test_changing_only_the_unit_or_only_the_officer_is_enough(clock, anan, nurida):
    ticket = open_complaint(clock())
    health, works = unit("กองสาธารณสุขฯ"), unit("กองช่าง")
    suda = make_staff("suda", Role.OFFICER, now=clock(), unit=health)
    health_id, works_id, suda_id, anan_id = str(health.id), str(works.id), str(suda.id), str(anan.staff_id)
    nurida.steps(ticket, "assign", unit=works_id, officer=anan_id)
    nurida.steps(ticket, "assign", unit=health_id, officer=anan_id)
    assert (current(ticket).unit.short_name, current(ticket).officer_id) == ("กองสาธารณสุขฯ", None)
    nurida.steps(ticket, "assign", unit=health_id, officer=anan_id)
    assert (current(ticket).unit.short_name, current(ticket).officer_id) == ("กองช่าง", anan.staff_id)
    nurida.steps(ticket, "assign", unit=works_id, officer=suda_id)
    assert (current(ticket).unit.short_name, str(current(ticket).officer_id)) == ("กองสาธารณสุขฯ", suda_id)


def test_a_new_date_lies_ahead_and_the_promise_stays(clock, anan):
    ticket = open_complaint(clock())
    due = ticket.due_on
    parts = {"new_date-day": "๒", "new_date-month": "11", "new_date-year": "๒๕๖๙"}
    past = anan.steps(ticket, "extend", message="รออะไหล่", **parts)
    assert "วันใหม่ต้องเป็นวันหลังจากวันนี้" in words(past.text)
    assert "ไม่มีวันนี้ในปฏิทิน" in words(anan.steps(ticket, "extend", message="x", **{**parts, "new_date-day": "31"}).text)
    anan.steps(ticket, "extend", message="รออะไหล่", **{**parts, "new_date-day": "๓๐"})
    assert (current(ticket).extended_to.isoformat(), current(ticket).due_on) == ("2026-11-30", due)


def test_an_answer_by_telephone_restarts_our_clock_when_it_came(clock, anan):
    ticket = open_complaint(clock())
    anan.steps(ticket, "ask", message="หลุมอยู่ตรงไหน")
    clock.advance(days=3)
    told = {"reason": "โทรมาบอกว่าหน้าบ้าน 45/2", "at_time": "๙.๐๕ น."}
    before = {"at_day-day": "1", "at_day-month": "11", "at_day-year": "2569"}
    assert "เวลาที่เกิดขึ้นจริงต้องไม่ก่อนขั้นตอนล่าสุด" in words(anan.steps(ticket, "resume", **told, **before).text)
    anan.steps(ticket, "resume", **told, **{**before, "at_day-day": "4"})
    assert last(ticket).at.isoformat() == "2026-11-04T02:05:00+00:00"
    assert current(ticket).status is Status.IN_PROGRESS
    assert "บันทึกเมื่อ 5 พ.ย. 2569 09.00 น." in words(anan.case(ticket))


def test_water_from_check_to_delivery(app, clock, mana):
    palad = Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock()))
    ticket = open_water(clock())
    mana.steps(ticket, "check", opinion="เห็นควรสนับสนุน")
    assert mana.steps(ticket, "approve").status_code == 409
    palad.steps(ticket, "approve")
    yesterday = {"delivery_date-day": "1", "delivery_date-month": "11", "delivery_date-year": "2569"}
    assert "วันส่งน้ำต้องเป็นวันนี้หรือหลังจากวันนี้" in words(mana.steps(ticket, "schedule", **yesterday).text)
    mana.steps(ticket, "schedule", **{**yesterday, "delivery_date-day": "3"})
    clock.advance(days=1, hours=2)
    assert 'value="6,000"' in mana.opens(f"{address(ticket)}/deliver")
    silent = mana.steps(ticket, "deliver", litres="๕,๕๐๐", recipient="วรรณา", at_time="09.00")
    assert "เขียนเหตุผลที่บันทึกย้อนหลัง" in words(silent.text)
    mana.steps(ticket, "deliver", litres="๕,๕๐๐", recipient="วรรณา", at_time="09.00", reason="รถกลับมาแล้ว")
    done = current(ticket)
    assert (done.status, done.litres_given, done.details["recipient"]) == (
        Status.DELIVERED,
        5500,
        "วรรณา",
    )
    assert "อนุมัติภายหลัง" not in words(palad.case(ticket))


@pytest.mark.parametrize("litres", ["", "ศูนย์", "0", "-5", "99999999", "1.5"])
def test_litres_are_a_sensible_number(clock, mana, litres):
    ticket = open_water(clock())
    answer = mana.steps(ticket, "deliver_emergency", litres=litres, recipient="วรรณา", reason="ไม่มีน้ำ")
    assert answer.status_code == 422
    assert current(ticket).status is Status.RECEIVED


def test_a_category_that_is_gone_does_not_break_old_cases(clock, anan):
    ticket = open_complaint(clock())
    category("road").active = False
    anan.case(ticket)
