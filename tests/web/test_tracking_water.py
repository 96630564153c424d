"""What a resident sees of their water: approved, planned, on the way, delivered; and calm words when it went wrong."""

from datetime import date

import pytest

from app.domain.rounds import Load
from app.domain.water_marks import Proof, Result, delivery_word
from app.domain.workflow import Role
from app.extensions import db
from app.models import Truck
from app.services import tickets
from app.services.attachments import Accepted
from app.services.points import Point
from app.services.steps import StepInput
from app.services.water import fleet, rounds, telephone
from app.services.water.telephone import Said
from tests import factories
from tests.residents import Resident

DESK = factories.actor(Role.INTAKE, Role.MANAGEMENT)
DAY = date(2026, 11, 3)
SHEET = Accepted("ใบส่งน้ำ.jpg", "image/jpeg", b"signed")
WORD = "บอกเลขนี้กับคนขับเมื่อได้รับน้ำ"


@pytest.fixture
def resident(client, clock):
    factories.make_office(clock())
    fleet.save_truck(Truck(), name="รถน้ำ 1", plate="บม 4410", litres=6000, active=True, by=DESK, now=clock())
    return Resident(client)


def asks(clock, litres=2000, points=()):
    details = {"litres": litres, "persons": 4, "capacity": litres, "house_no": "45/2"}
    return factories.open_water(clock(), details=details, points=tuple(points))


def approve(ticket, clock):
    tickets.take_step(ticket, "check", StepInput(opinion="ควรส่ง"), by=DESK, now=clock())
    tickets.take_step(ticket, "approve", StepInput(), by=DESK, now=clock())
    return ticket


def plan(clock):
    (proposal,) = rounds.propose([Load(fleet.trucks()[0].id, 6000)], by=DESK)
    return rounds.plan(DAY, proposal, None, by=DESK, now=clock())


def mark(stop, clock, result, litres=0):
    """As the driver's telephone does, with a picture of the signed sheet, which is nobody's but the office's."""
    clock.advance(minutes=20)
    who, files = ("ยะโก๊ะ", (SHEET,)) if result.brings else ("", ())
    said = Said(result, litres, clock(), f"k{stop.id}", who, Proof.PAPER, files=files)
    telephone.mark(stop, said, now=clock())


def test_from_approval_to_delivery(resident, clock):
    first, ticket = approve(asks(clock), clock), asks(clock)
    address, word = f"/t/{ticket.token}", delivery_word(ticket.token, 1)
    resident.opens(address).reads("น้ำที่ขอ 2,000 ลิตร").sees_no(WORD, word)
    approve(ticket, clock)
    resident.opens(address).reads("คำร้องของคุณได้รับอนุมัติ", WORD, word)
    held = plan(clock)
    resident.opens(address).reads("วันที่นัดส่งน้ำ วันอังคารที่ 3 พฤศจิกายน 2569", "เที่ยวที่ 1 ของวัน ลำดับที่ 2 จาก 2 จุด", word)
    rounds.set_out(held.id, by=DESK, now=clock())
    resident.opens(address).reads("รถน้ำกำลังไปส่ง", "รถน้ำออกจากสำนักงานแล้ว")
    for stop in held.stops:
        mark(stop, clock, Result.FULL, 2000)
    resident.opens(address).reads("น้ำที่ส่งจริง 2,000 ลิตร", "ผู้รับน้ำ ยะโก๊ะ", "เราส่งน้ำให้คุณ 2,000 ลิตร")
    resident.sees_no(WORD, word, "วันที่นัดส่งน้ำ", "ยังต้องส่งอีก", "คำตอบของเรา", first.token)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Result.NOBODY, "เราไปถึงแล้วแต่ไม่พบคนรับน้ำ"),
        (Result.NO_ACCESS, "รถเข้าไปไม่ถึงจุดส่งน้ำ"),
        (Result.NO_CONTAINER, "ภาชนะยังไม่ว่างพอรับน้ำ"),
    ],
)
def test_a_failure_is_told_calmly_with_what_comes_next(resident, clock, result, words):
    ticket = approve(asks(clock), clock)
    held = plan(clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    mark(held.stops[0], clock, result)
    page = resident.opens(f"/t/{ticket.token}")
    page.reads(f"วันอังคารที่ 3 พฤศจิกายน {words}", "คุณยังอยู่ในคิวที่เดิม", WORD).sees_no("วันที่นัดส่งน้ำ")
    plan(clock)
    page.opens(f"/t/{ticket.token}").reads(words, "วันที่นัดส่งน้ำ").sees_no("เราจะนัดวันใหม่และบอกในหน้านี้")


def test_a_round_that_was_called_off_is_told(resident, clock):
    ticket = approve(asks(clock), clock)
    held = plan(clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    rounds.cancel(held.id, "เกียร์เสีย", by=DESK, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("รถไปไม่ถึงจุดนี้ ขออภัยที่ต้องรอ", "คุณยังอยู่ในคิวที่เดิม", "รถน้ำไปไม่ถึงคุณในรอบนี้")
    resident.sees_no("วันที่นัดส่งน้ำ", "เกียร์เสีย")


def test_a_part_says_what_is_still_to_come(resident, clock):
    ticket = approve(asks(clock), clock)
    held = plan(clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    mark(held.stops[0], clock, Result.PART, 600)
    resident.opens(f"/t/{ticket.token}").reads("เราส่งได้ 600 ลิตร ส่วนที่เหลือจะไปส่งอีก", "ยังต้องส่งอีก 1,400 ลิตร")


def test_each_house_of_a_group_has_its_own_line_and_digits(resident, clock):
    houses = [Point(name, f"{n}/1", factories.village(n), 1000) for n, name in enumerate(("ก้อ", "ขวัญ", "คม"), start=1)]
    ticket = approve(asks(clock, 3000, houses), clock)
    words = [delivery_word(ticket.token, number) for number in (1, 2, 3)]
    held = plan(clock)
    resident.opens(f"/t/{ticket.token}").reads("น้ำที่ขอ 3,000 ลิตร 3 หลัง", "ก้อ 1/1 หมู่ที่ 1", *words)
    rounds.set_out(held.id, by=DESK, now=clock())
    mark(held.stops[0], clock, Result.FULL, 1000)
    mark(held.stops[1], clock, Result.NOBODY)
    done = held.stops[0].point.number
    resident.opens(f"/t/{ticket.token}").reads("เราไปถึงแล้วแต่ไม่พบคนรับน้ำ", "ยังต้องส่งอีก 2,000 ลิตร")
    resident.sees_no(words[done - 1])
    mark(held.stops[2], clock, Result.NOT_WANTED)
    again = plan(clock)
    rounds.set_out(again.id, by=DESK, now=clock())
    mark(again.stops[0], clock, Result.NOT_WANTED)
    resident.opens(f"/t/{ticket.token}").reads("น้ำที่ส่งจริง 1,000 ลิตร", "เราส่งน้ำครบแล้ว")


def test_more_than_twenty_houses_are_folded_and_say_only_what_there_is(resident, clock):
    houses = [Point(f"บ้าน {n}", f"{n}/1", factories.village(1), 1000) for n in range(1, 24)]
    ticket = asks(clock, 23000, houses)
    page = resident.opens(f"/t/{ticket.token}").reads("บ้านที่ 1–20", "บ้านที่ 21–23", "ยังไม่ได้นัด").answer.text
    assert page.count("<details open><summary>บ้านที่") == 1
    assert "–</" not in page.split('id="houses"')[1].split("</section>")[0]


def test_a_wish_is_told_apart_from_the_promise(resident, clock):
    ticket = asks(clock)
    ticket.details = {**ticket.details, "wish_date": "2026-11-04"}
    db.session.commit()
    resident.opens(f"/t/{ticket.token}").reads("วันพุธที่ 4 พฤศจิกายน 2569 วันที่คุณขอไว้ ยังไม่ใช่วันนัด")
    resident.opens("/water/new").reads("ยังไม่ใช่วันนัด วันที่เราสัญญาอยู่ในใบรับเรื่อง")


def test_what_one_round_did_for_many_houses_is_told_once(resident, clock):
    houses = [Point(f"บ้าน {n}", f"{n}/1", factories.village(1), 1000) for n in range(4)]
    ticket = approve(asks(clock, 4000, houses), clock)
    first = plan(clock)
    rounds.set_out(first.id, by=DESK, now=clock())
    mark(first.stops[0], clock, Result.FULL, 1000)
    mark(first.stops[1], clock, Result.FULL, 1000)
    rounds.cancel(first.id, "เกียร์เสีย", by=DESK, now=clock())
    page = resident.opens(f"/t/{ticket.token}")
    page.reads("เราส่งน้ำให้คุณ 2,000 ลิตร และจะไปส่งส่วนที่เหลือ")
    assert page.text.count("รถน้ำไปไม่ถึงคุณในรอบนี้") == 1
    second = plan(clock)
    rounds.set_out(second.id, by=DESK, now=clock())
    mark(second.stops[0], clock, Result.FULL, 1000)
    mark(second.stops[1], clock, Result.PART, 400)
    third = plan(clock)
    rounds.set_out(third.id, by=DESK, now=clock())
    mark(third.stops[0], clock, Result.FULL, 600)
    page.opens(f"/t/{ticket.token}")
    page.reads("เราส่งน้ำให้คุณ 2,000 ลิตร และ", "เราส่งน้ำให้คุณ 1,400 ลิตร และ", "เราส่งน้ำให้คุณ 600 ลิตร")


def test_the_day_of_a_request_without_a_round_is_shown_too(resident, clock):
    ticket = approve(asks(clock), clock)
    tickets.take_step(ticket, "schedule", StepInput(delivery_date=DAY), by=DESK, now=clock())
    resident.opens(f"/t/{ticket.token}").reads("วันที่นัดส่งน้ำ วันอังคารที่ 3 พฤศจิกายน 2569")
