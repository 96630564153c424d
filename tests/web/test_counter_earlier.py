"""Earlier cases beside the counter's form: found as one types, only one's own, written down, used with one press."""

import pytest
from sqlalchemy import func, select

from app.extensions import db
from app.models import AuditEntry
from app.services.intake import sent_before
from tests.factories import open_complaint, open_water, unit, village
from tests.officers import OFFICER, Officer, hired, photo, words
from tests.web.test_desk_counter import blank, call, keys_in, made


def typed(officer, **said):
    """The piece of a page that comes while somebody types."""
    officer.client.check_pages = False
    answer = officer.sends("/staff/tickets/earlier", **said)
    officer.client.check_pages = True
    assert answer.status_code == 200
    return words(answer.text)


def seen():
    return db.session.scalar(select(func.count()).where(AuditEntry.action == "saw_earlier"))


@pytest.mark.parametrize(
    "said",
    [
        {"phone": "08-0000-1234"}, {"phone": "๐๘๐๐๐๐๑๒๓๔"}, {"phone": "+66 80 000 1234"}, {"phone": "0800001"},
        {"applicant": "นางสาวมาลี"}, {"applicant": "ศรีสุข มาลี"}, {"applicant": "มาลี"},
    ],
)  # fmt: skip
def test_the_same_person_is_found_however_it_is_typed(clock, nurida, said):
    open_complaint(clock(), applicant="น.ส.มาลี ศรีสุข", phone="0800001234", story="ไฟดับ")
    open_complaint(clock(), applicant="สมพร", phone="0899999999", story="เขียนถึงมาลี ศรีสุข ไว้ในเรื่อง")
    clock.advance(days=3)
    page = typed(nurida, **said)
    assert "รท-2570-0001 เปิดในแท็บใหม่ ไฟดับ" in page
    assert "3 วันก่อน, รับเรื่องแล้ว" in page
    assert "รท-2570-0002" not in page


def test_what_they_have_in_common_is_said_and_the_same_number_stands_first(clock, nurida):
    open_complaint(clock(), applicant="มาลี", phone="0800001234#12")
    open_complaint(clock(), applicant="สมพร มาลี", phone="0899999999")
    page = typed(nurida, phone="0800001234", applicant="มาลี")
    assert page.index("รท-2570-0001") < page.index("รท-2570-0002")
    assert "(เบอร์เดียวกัน · ชื่อคล้ายกัน)" in page
    assert "(เบอร์ขึ้นต้นเหมือนกัน)" in typed(nurida, phone="080000")


@pytest.mark.parametrize("said", [{"phone": "08000"}, {"applicant": "มา"}, {"place": "4"}, {}])
def test_too_little_finds_nobody(clock, nurida, said):
    open_complaint(clock(), applicant="มาลี", phone="0800001234", place="บ้านเลขที่ 4")
    assert "รท-2570-0001" not in typed(nurida, **said)


def test_house_four_is_not_house_forty_four(clock, nurida):
    for place in ("บ้านเลขที่ 4", "บ้านเลขที่ ๔๔", "4/2 ซอยหลังวัด", "หน้าบ้านเลขที่ 14"):
        open_complaint(clock(), place=place, village=3)
    open_complaint(clock(), place="บ้านเลขที่ 4", village=1)
    water = open_water(clock(), village=3, place="บ้านเลขที่ 4 ข้างวัด", details={"litres": 1, "house_no": "๔"})
    page = typed(nurida, place="บ้านเลขที่ ๔", village=str(village(3).id))
    found = {name for name in [*(f"รท-2570-000{n}" for n in range(1, 6)), water.reference] if name in page}
    assert found == {"รท-2570-0001", water.reference}


def test_an_officer_sees_no_other_units_people(app, clock, opened):
    open_complaint(clock(), category="road", applicant="มาลี ศรีสุข", phone="0800001234")
    other = Officer(app.test_client(), hired("suda", OFFICER, now=clock(), unit="กองสาธารณสุขฯ"))
    assert unit("กองสาธารณสุขฯ")
    assert "ไม่พบเรื่องเดิม" in typed(other, phone="0800001234", applicant="มาลี")
    fields = {**blank(other), "use": "CP-2570-0001"}
    page = other.sends("/staff/tickets/new", **fields)
    assert "มาลี" not in page.text
    assert seen() == 0


def test_that_they_were_seen_is_written_down_once_an_hour(clock, nurida):
    open_complaint(clock(), phone="0800001234")
    open_complaint(clock(), phone="0800001234")
    for said in ("0800001", "08000012", "0800001234"):
        typed(nurida, phone=said)
    assert seen() == 2
    clock.advance(hours=2)
    typed(nurida, phone="0800001234")
    assert seen() == 4


def test_without_scripts_a_button_shows_them_and_keeps_everything(clock, nurida):
    open_complaint(clock(), applicant="วรรณา แก้วมณี", phone="0800001111", place="หน้าตลาด", village=2)
    fields = call(nurida, earlier="1", place="", category="", photos=photo("จดหมาย.jpg"))
    page = nurida.sends("/staff/tickets/new", **fields)
    assert page.status_code == 200
    said = words(page.text)
    assert "เคยแจ้ง" in said
    assert "รท-2570-0001" in said
    assert "เก็บไว้แล้ว: จดหมาย.jpg" in said
    assert "ไฟถนนดับสามดวง" in said
    assert "ต้องแก้" not in said
    used = nurida.sends("/staff/tickets/new", **call(nurida, use="CP-2570-0001", key=fields["key"], applicant="ว"))
    said = words(used.text)
    assert "ใส่ข้อมูลจาก รท-2570-0001 แล้ว" in said
    for value in ('value="วรรณา แก้วมณี"', 'value="หน้าตลาด"', 'value="08 0000 1111"'):
        assert value in used.text, value
    assert f'<option selected value="{village(2).id}">' in used.text
    assert sent_before(fields["key"]) is None


def test_a_typed_register_number_in_use_is_pointed_out_and_taken(clock, nurida):
    first = call(nurida, register_number="๑๒/๒๕๖๙")
    keys_in(nurida, first)
    assert "เลขรับ ๑๒/๒๕๖๙ มีอยู่แล้วที่ รท-2570-0001" in typed(nurida, register_number="12/2569")
    again = call(nurida, register_number="12/2569")
    answer = keys_in(nurida, again)
    assert answer.status_code == 302
    assert "มีอยู่แล้วที่ รท-2570-0001" in words(nurida.opens(answer.location))
    assert made(again).register_number == "12/2569"
    clock.advance(days=80)
    assert "มีอยู่แล้ว" not in typed(nurida, register_number="13")


def test_what_is_typed_stands_in_no_address(nurida):
    nurida.opens("/staff/tickets/earlier?phone=0800001234", 404)
