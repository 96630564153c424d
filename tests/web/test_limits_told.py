"""What ends by itself says so on its page before it does, and what was typed is kept as long as was said."""

import pytest

from app.services import drafts, setup
from tests import sealed_cast
from tests.factories import make_office
from tests.residents import Resident
from tests.web.entrance import code_at, sign_in

KEPT = "เราเก็บคำตอบไว้ให้ 1 วัน"
COMPLAINT = {"category": "lamp", "story": "ไฟดับ", "village": "4", "place": "ปากซอย"}
FILER = {"name": "อุสมาน ดอเลาะ", "role": "head", "phone": "0800001111", "village": "4", "reason": "drought"}


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


def test_answers_are_kept_a_day_after_they_were_typed_last(resident, clock):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ").reads(KEPT)
    check = resident.address
    clock.advance(hours=23)
    resident.follows("กลับไปแก้").types(place="ท้ายซอย").presses("ไปตรวจคำตอบ")
    clock.advance(hours=23)
    drafts.purge(now=clock())
    resident.opens(check).reads("ท้ายซอย", KEPT)
    clock.advance(hours=2)
    resident.opens(check).reads("คำตอบที่เก็บไว้หมดอายุแล้ว")


def test_a_list_of_houses_and_a_question_say_so_too(resident):
    resident.opens("/water/group/new").types(**FILER).presses("ไปที่รายชื่อบ้าน").reads("เก็บสิ่งที่กรอกไว้ให้ 1 วัน")
    resident.types(name_0="ก", house_no_0="1", persons_0="2", amount_0="500").presses("ไปตรวจคำตอบ").reads(KEPT)
    resident.opens("/questions/ask").types(text="ถนนหน้าตลาดจะซ่อมเมื่อไร").presses("ไปตรวจคำถาม").reads(KEPT)


def test_the_first_day_says_how_long_its_steps_are_kept(client):
    setup.issue_code()
    Resident(client).opens("/setup").reads("สิ่งที่กรอกแต่ละขั้นเก็บไว้ 1 วัน")


@pytest.mark.sealed
def test_the_sealed_place_says_before_it_opens_when_it_shuts(resident, clock):
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    clock.advance(seconds=60)
    sign_in(resident.client, "arun", next_address="/staff/sealed/")
    resident.opens("/staff/second-step").reads("มีเวลา 10 นาทีหลังใส่รหัสผ่าน")
    resident.types(code=code_at(sealed_cast.SECOND_STEP, clock())).presses("ยืนยัน")
    resident.reads("ปิดเองเมื่อไม่ใช้ 20 นาที และเมื่อครบ 8 ชั่วโมง", "เตือนก่อน 2 นาที")
