"""Nothing is asked twice in one process (WCAG 3.3.7): what was answered stands on the next page and on the way back."""

import re

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Ticket
from app.services import public_words, setup
from tests import eservices, sealed_cast
from tests.factories import PASSWORD, actor, category, make_office, make_staff, open_complaint, unit, village
from tests.residents import Resident, photo
from tests.web.entrance import sign_in

COMPLAINT = {
    "category": "lamp", "story": "ไฟถนนดับ", "village": "4", "place": "ปากซอย", "name": "มาลี", "phone": "08 0000 1234",
}  # fmt: skip
WATER = {
    "category": "water-household", "reason": "dry_tap", "persons": "4", "amount": "1", "containers": ["tank"],
    "capacity": "6,000", "road": "yes", "name": "วรรณา", "phone": "08 0000 1111", "house_no": "12/3", "village": "1",
}  # fmt: skip
FILER = {"name": "อุสมาน ดอเลาะ", "role": "head", "phone": "08 0000 1111", "village": "4", "reason": "drought"}
HOUSE = {"name_0": "สมศรี", "house_no_0": "45/2", "persons_0": "4", "amount_0": "2000"}


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


@pytest.fixture
def nurida(app, resident, clock):
    make_staff("nurida", Role.INTAKE, Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    desk = Resident(app.test_client())
    sign_in(desk.client, "nurida")
    return desk


def single(answers):
    """Without the answers that are several: a form's values are read one by one."""
    return {name: value for name, value in answers.items() if isinstance(value, str)}


@pytest.mark.parametrize(("door", "answers"), [("complaints", COMPLAINT), ("water", WATER)])
def test_a_form_its_check_another_language_and_back(resident, door, answers):
    resident.opens(f"/{door}/new").types(**answers, photos=photo()).presses("ไปตรวจคำตอบ").reads("1 รูป")
    resident.follows("กลับไปแก้").finds_typed(**single(answers)).reads("เก็บไว้แล้ว")
    resident.reads_on_in("English").finds_typed(**single(answers)).presses("Check my answers")
    resident.reads_on_in("ไทย").types(acknowledged="y").presses("ส่งเรื่อง").reads("รับเรื่องของคุณแล้ว")
    assert len(db.session.query(Ticket).one().attachments) == 1


def test_an_own_service(resident, clock):
    eservices.define(clock())
    given = {
        "q_f1": "สมศรี แก้วดี", "q_f2-day": "12", "q_f2-year": "2509", "q_f3": "45/2", "q_f5": "โอนเข้าบัญชี",
        "name": "วรรณา แก้วดี", "phone": "08 0000 1111",
    }  # fmt: skip
    more = {"q_f2-month": "5", "q_f4": str(village(4).id)}
    resident.opens(f"/services/{eservices.SLUG}/new").types(**given, **more).presses("ไปตรวจคำตอบ")
    resident.follows("กลับไปแก้").finds_typed(**given, **more)


@pytest.mark.parametrize("door", ["/water/group", "/staff/tickets/group"])
def test_many_houses(resident, nurida, door):
    who = nurida if door.startswith("/staff") else resident
    called = {"arrival": "phone"} if door.startswith("/staff") else {}
    who.opens(f"{door}/new").types(**FILER, **called).presses("ไปที่รายชื่อบ้าน")
    who.types(**HOUSE, more="1").presses("เพิ่มแถว").finds_typed(**HOUSE)
    who.types(back="1").presses("ไปตรวจคำตอบ").finds_typed(**FILER, **called).reads("เก็บรายชื่อไว้แล้ว 1 บ้าน")
    who.presses("ไปที่รายชื่อบ้าน").finds_typed(**HOUSE).presses("ไปตรวจคำตอบ").reads("อุสมาน ดอเลาะ", "สมศรี")
    who.follows("กลับไปแก้").finds_typed(**HOUSE)


def test_a_question(resident):
    asked = {"text": "ถนนหน้าตลาดจะซ่อมเมื่อไร"}
    resident.opens("/questions/ask").types(**asked).presses("ไปตรวจคำถาม").reads(asked["text"])
    resident.follows("กลับไปแก้").finds_typed(**asked).reads_on_in("English", status=422).finds_typed(**asked)


def test_another_case_instead_of_ones_own_asks_nothing_more(resident, clock):
    known = open_complaint(clock(), category="lamp", village=4, public_words="ไฟดับสามดวงใกล้สะพาน")
    public_words.judge(known, passed=True, by=actor(Role.INTAKE), now=clock())
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ").presses("ติดตามเรื่องนี้แทน 1")
    resident.reads("มีผู้ติดตาม 1 คน")
    assert not [box for box in resident.tree.iter("input") if box.get("type") != "hidden"]


@pytest.mark.sealed
def test_a_sealed_report(resident, clock):
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    resident.opens("/corruption/new")
    code = re.search(r'name="code" value="(\d+)"', resident.answer.text)[1]
    said = {"what": "ขอเงินค่าเซ็นชื่อ", "where": "ชั้นล่าง", "last_four": code[-4:]}
    resident.types(**said, about="other").presses("ตรวจทานก่อนส่ง")
    resident.types(edit="1").presses("กลับไปแก้ไข").finds_typed(**said, code=code)
    resident.presses("ตรวจทานก่อนส่ง").presses("ส่งเรื่อง").presses("เปิดเรื่องนี้ด้วยรหัส")
    resident.reads("เรื่องของคุณ", "ชั้นล่าง")
    resident.types(text="เขาขออีกครั้ง").presses("ส่ง").reads("เขาขออีกครั้ง")


def test_a_call_keyed_in(nurida):
    said = {
        "arrival": "phone", "applicant": "วรรณา แก้วมณี", "phone": "08 0000 1111", "village": str(village(4).id),
        "place": "ทางโค้งก่อนสะพาน", "category": str(category("lamp").id),
    }  # fmt: skip
    nurida.opens("/staff/tickets/new?channel=complaints").types(**said)
    nurida.presses("รับเรื่องและออกใบรับ", status=422).finds_typed(**said)
    nurida.types(story="ไฟถนนดับสามดวง").presses("รับเรื่องและออกใบรับ")
    nurida.opens(f"/staff/tickets/{db.session.query(Ticket).one().latin}")
    nurida.reads("วรรณา แก้วมณี", "08 0000 1111", "ทางโค้งก่อนสะพาน", "ไฟถนนดับสามดวง")


def test_a_form_that_came_too_late(nurida, clock):
    case = open_complaint(clock())
    nurida.opens(f"/staff/tickets/{case.latin}/ask").types(message="หลุมอยู่ฝั่งไหน")
    clock.advance(hours=13)
    nurida.presses("ถามผู้ร้อง").types(again_password=PASSWORD).presses("เข้าสู่ระบบแล้วทำต่อ")
    nurida.reads("หลุมอยู่ฝั่งไหน")


def test_the_first_day_of_an_office(client):
    someone = Resident(client)
    office = {
        "name": "องค์การบริหารส่วนตำบลทดสอบ", "subdistrict": "ทดสอบ", "district": "โคกโพธิ์", "province": "ปัตตานี",
        "phone": "0 7300 0100",
    }  # fmt: skip
    someone.opens("/setup").types(code=setup.issue_code()).presses("เริ่มตั้งค่า").types(**office)
    someone.reads_on_in("English").finds_typed(**office).reads_on_in("ไทย").presses("ต่อไป")
    villages = {"number_0": "1", "name_0": "บ้านหนึ่ง", "number_1": "2", "name_1": "บ้านสอง"}
    someone.types(**villages, more="1").presses("เพิ่มอีก 6 แถว").finds_typed(**villages).presses("ต่อไป")
    someone.follows("หมู่บ้าน").finds_typed(**villages).follows("สำนักงานของเรา").finds_typed(**office)
    someone.presses("ต่อไป").presses("ต่อไป").presses("ต่อไป")
    people = {"name_0": "อรุณี ดูแลดี", "username_0": "arunee", "name_1": "นูรีดา สาและ"}
    someone.types(**people).presses("เปิดระบบ").finds_typed(**people)
