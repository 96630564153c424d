"""At the counter: a case keyed in within a minute, at its true time, once; the receipt with its code, once."""

import re

import pytest
from sqlalchemy import func, select

from app.domain.channels import Arrival
from app.domain.references import tracking_code
from app.domain.workflow import Kind
from app.extensions import db
from app.models import AuditEntry
from app.services import intake
from tests.factories import category, open_complaint, village
from tests.officers import OFFICER, Officer, address, current, hired, photo, words


def blank(officer, channel="complaints"):
    """The values a fresh form comes with."""
    page = officer.opens(f"/staff/tickets/new?channel={channel}")
    found = dict(re.findall(r'name="(key|day-day|day-year|time)"[^>]*? value="([^"]*)"', page))
    found["day-month"] = re.search(r'<option selected value="(\d+)">', page)[1]
    return found


def call(officer, **changes):
    """What an officer keys in while somebody is on the telephone."""
    said = {
        "arrival": "phone", "applicant": "วรรณา แก้วมณี", "phone": "๐๘-๐๐๐๐-๑๑๑๑", "village": str(village(4).id),
        "place": "ทางโค้งก่อนสะพาน", "category": str(category("lamp").id), "story": "ไฟถนนดับสามดวง",
    }  # fmt: skip
    return {**blank(officer), **said, **changes}


def water(officer, **changes):
    """The same for water."""
    said = {
        "arrival": "walk_in", "applicant": "อารี", "phone": "0800002222", "village": str(village(3).id), "place": "45/2",
        "category": str(category("water-household").id), "reason": "dry_tap", "litres": "๖,๐๐๐", "persons": "4",
        "capacity": "2000",
    }  # fmt: skip
    return {**blank(officer, "water"), **said, **changes}


def keys_in(officer, fields, channel="complaints"):
    return officer.sends(f"/staff/tickets/new?channel={channel}", **fields)


def made(fields):
    """The case that a form made."""
    return intake.sent_before(fields["key"])


def test_a_call_becomes_a_case_with_a_receipt(clock, nurida):
    fields = call(nurida, register_number="1234/2569", photos=photo("จดหมาย.jpg"))
    answer = keys_in(nurida, fields)
    ticket = made(fields)
    assert answer.location == f"{address(ticket)}/receipt"
    assert (ticket.arrival, ticket.phone, ticket.category.key) == (Arrival.PHONE, "0800001111", "lamp")
    assert (ticket.received_at, ticket.events[0].actor_id) == (clock(), nurida.staff_id)
    assert [file.name for file in ticket.attachments] == ["จดหมาย.jpg"]
    page = nurida.opens(answer.location)
    for said in (ticket.reference, tracking_code(ticket.token), "วันพุธที่ 11 พฤศจิกายน 2569", "๒ พฤศจิกายน ๒๕๖๙"):
        assert said in words(page), said
    assert "<svg" in page.split('class="qr-figure"')[1]


def test_water_by_telephone_asks_the_least_and_keeps_the_keys(clock, nurida):
    fields = water(nurida, special_care="y", emergency="y")
    keys_in(nurida, fields, "water")
    ticket = made(fields)
    assert ticket.subject == "ขอน้ำ 6,000 ลิตร น้ำประปาไม่ไหล"
    assert (ticket.emergency, ticket.place) == (True, "บ้านเลขที่ 45/2")
    assert ticket.details == {
        "litres": 6000, "trips": 1, "persons": 4, "capacity": 2000, "reason": "dry_tap", "special_care": True,
        "house_no": "45/2", "moo": 3,
    }  # fmt: skip
    assert "ฉุกเฉิน" in words(nurida.opens("/staff/queue"))


def test_pressed_twice_it_is_one_case_with_one_receipt(clock, nurida):
    fields = call(nurida)
    answers = [keys_in(nurida, fields).location for _press in range(2)]
    assert answers == ["/staff/tickets/CP-2570-0001/receipt"] * 2
    assert len(current(made(fields)).events) == 1


def test_everything_wrong_is_said_at_once_and_nothing_is_lost(nurida):
    fields = call(nurida, arrival="", phone="12", category="", story="", applicant="วรรณา", photos=photo("จดหมาย.jpg"))
    answer = keys_in(nurida, fields)
    assert answer.status_code == 422
    page = words(answer.text)
    for said in (
        "ยังส่งไม่ได้ มี 4 ข้อที่ต้องแก้", "เลือกว่าเรื่องมาทางไหน", "เบอร์มือถือมี 10 หลัก", "เลือกประเภทเรื่อง",
        "เขียนว่าเกิดอะไรขึ้น", "เก็บไว้แล้ว: จดหมาย.jpg",
    ):  # fmt: skip
        assert said in page, said
    assert 'value="วรรณา"' in answer.text
    mended = call(nurida, key=fields["key"])
    assert keys_in(nurida, mended).status_code == 302
    assert [file.name for file in made(mended).attachments] == ["จดหมาย.jpg"]


def test_water_lacks_what_the_truck_needs(nurida):
    answer = keys_in(
        nurida, water(nurida, village="", place="", litres="มาก", persons="0", capacity="", reason="x"), "water"
    )
    page = words(answer.text)
    for said in ("เลือกหมู่บ้านที่จะส่งน้ำ", "กรอกบ้านเลขที่หรือจุดส่งน้ำ", "ใส่เป็นตัวเลข", "เลือกจากรายการ", "กรอกจำนวนลิตรที่ภาชนะรับได้"):
        assert said in page, said


def test_keying_in_later_needs_a_reason_and_stays_visible(clock, nurida):
    letter = {"arrival": "letter", "day-day": "๓๐", "day-month": "10", "time": "๑๖.๔๕ น."}
    silent = keys_in(nurida, call(nurida, **letter))
    assert "บอกเหตุผลที่คีย์ย้อนหลัง" in words(silent.text)
    fields = call(nurida, backdate_reason="จดหมายถึงวันศุกร์เย็น", **letter)
    keys_in(nurida, fields)
    ticket = made(fields)
    assert ticket.received_at.isoformat() == "2026-10-30T09:45:00+00:00"
    assert (ticket.recorded_at, ticket.due_on.isoformat()) == (clock(), "2026-11-11")
    page = words(nurida.case(ticket))
    assert "บันทึกเมื่อ 2 พ.ย. 2569 09.00 น." in page
    assert "จดหมายถึงวันศุกร์เย็น" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"time": "09.01"}, "เวลารับเรื่องอยู่ในอนาคต"),
        ({"day-day": "3"}, "เวลารับเรื่องอยู่ในอนาคต"),
        ({"day-year": "2560", "backdate_reason": "x"}, "ย้อนหลังเกิน 1 ปี"),
        ({"day-day": "31"}, "ไม่มีวันนี้ในปฏิทิน"),
        ({"day-day": "", "day-month": "", "day-year": ""}, "กรอกวันที่รับเรื่อง"),
        ({"time": "เช้า"}, "ใส่เวลาเป็นชั่วโมงและนาที"),
        ({"time": ""}, "กรอกเวลา"),
    ],
)
def test_impossible_times_are_refused(nurida, changes, said):
    fields = call(nurida, **changes)
    answer = keys_in(nurida, fields)
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert made(fields) is None


def test_an_officer_hands_out_the_receipt_of_another_units_case_once(clock, anan):
    fields = call(anan, category=str(category("noise").id))
    answer = keys_in(anan, fields)
    ticket = made(fields)
    page = anan.opens(answer.location)
    assert tracking_code(ticket.token) in page
    assert "เปิดเรื่องนี้" not in words(page)
    anan.case(ticket, 404)
    keys_in(anan, call(anan))
    assert anan.client.get(f"{address(ticket)}/receipt").status_code == 302
    anan.opens(f"{address(ticket)}/reissue", 404)


def test_a_receipt_is_issued_again_only_by_an_act_that_is_written_down(clock, nurida):
    ticket = open_complaint(clock())
    here = address(ticket)
    assert nurida.client.get(f"{here}/receipt").location == f"{here}/reissue"
    assert tracking_code(ticket.token) not in nurida.case(ticket)
    nurida.opens(f"{here}/reissue")
    assert "เลือกว่าตรวจตัวผู้ร้องอย่างไร" in words(nurida.sends(f"{here}/reissue").text)
    assert len(current(ticket).events) == 1
    answer = nurida.sends(f"{here}/reissue", checked="known")
    assert tracking_code(current(ticket).token) in nurida.opens(answer.location)
    assert [event.kind for event in current(ticket).events] == [Kind.RECEIVED, Kind.RECEIPT_REISSUED]
    assert db.session.scalar(select(func.count()).where(AuditEntry.action == "reissue_receipt")) == 1


def test_a_stranger_does_not_get_the_receipt(app, clock, anan, opened):
    suda = Officer(app.test_client(), hired("suda", OFFICER, now=clock(), unit="กองสาธารณสุขฯ"))
    fields = call(anan)
    location = keys_in(anan, fields).location
    suda.opens(location, 404)
    assert keys_in(suda, fields).status_code == 404


@pytest.mark.parametrize("channel", ["corruption", "nothing"])
def test_other_channels_have_no_counter_form(nurida, channel):
    nurida.opens(f"/staff/tickets/new?channel={channel}", 404)
