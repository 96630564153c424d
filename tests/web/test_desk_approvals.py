"""Management approves water: one or many, each on its own; what went out before approval is approved afterwards."""

import pytest

from app.domain.workflow import Status
from app.services import tickets
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import open_water
from tests.officers import MANAGEMENT, OFFICER, Officer, address, current, hired, words

HERE = "/management/approvals"


@pytest.fixture
def palad(app, clock, opened):
    return Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock(), unit="สำนักปลัด"))


@pytest.fixture
def mana(app, clock, opened):
    return Officer(app.test_client(), hired("mana", OFFICER, now=clock(), unit="งานป้องกันฯ"))


def checked(now, mana, **overrides):
    ticket = open_water(now, **overrides)
    tickets.take_step(ticket, "check", StepInput(opinion="เห็นควรสนับสนุน"), by=mana.actor, now=now)
    return ticket


def value(ticket):
    """A case as the page's form names it."""
    return f"{current(ticket).latin}.{current(ticket).version}"


def test_what_waits_stands_there_with_the_opinion(clock, palad, mana):
    checked(clock(), mana)
    open_water(clock(), subject="ยังไม่ตรวจ")
    page = words(palad.opens(HERE))
    for said in ("รอการอนุมัติ 1", "ขอน้ำ 6,000 ลิตร", "เห็นควรสนับสนุน คุณmana", "เหตุผล น้ำประปาไม่ไหล", "วรรณา แก้วมณี"):
        assert said in page, said
    assert "ยังไม่ตรวจ" not in page


def test_one_by_its_button_or_many_by_ticking(clock, palad, mana):
    first, second, third = [checked(clock(), mana) for _n in range(3)]
    palad.sends(HERE, one=value(first), chosen=[value(second)])
    assert [current(t).status for t in (first, second, third)] == [Status.APPROVED, Status.CHECKED, Status.CHECKED]
    palad.sends(HERE, chosen=[value(second), value(third)])
    assert {current(t).status for t in (first, second, third)} == {Status.APPROVED}
    page = words(palad.opens(HERE))
    assert "อนุมัติแล้ว 2 เรื่อง" in page
    assert "ไม่มีคำร้องขอน้ำที่รออนุมัติ" in page


def test_what_changed_meanwhile_is_not_approved_unseen(clock, palad, mana):
    first, second = checked(clock(), mana), checked(clock(), mana)
    seen = [value(first), value(second)]
    tickets.write(first, "ผู้ขอโทรมาบอกว่ามีน้ำแล้ว", public=False, by=mana.actor, now=clock())
    palad.sends(HERE, chosen=seen)
    assert [current(t).status for t in (first, second)] == [Status.CHECKED, Status.APPROVED]
    page = words(palad.opens(HERE))
    assert "ยังไม่ได้อนุมัติ: WR-2570-0001 มีคนทำเรื่องนี้ไปก่อนแล้ว" in page


def test_not_approving_says_why(clock, palad, mana):
    ticket = checked(clock(), mana)
    assert f"{address(ticket)}/not_approve" in palad.opens(HERE)
    assert palad.steps(ticket, "not_approve").status_code == 422
    palad.steps(ticket, "not_approve", message="ส่งไปเมื่อวาน รอบหน้าวันศุกร์")
    assert current(ticket).outcome == "not_approved"


def test_an_emergency_is_approved_afterwards_even_when_closed(clock, palad, mana):
    ticket = open_water(clock())
    mana.steps(ticket, "deliver_emergency", litres="6000", recipient="อารี", reason="มีงานศพ")
    tickets.take_step(ticket, "close", StepInput(), by=mana.actor, now=clock())
    page = words(palad.opens(HERE))
    assert "รออนุมัติภายหลัง 1" in page
    assert "เหตุที่ส่งก่อนอนุมัติ มีงานศพ" in page
    palad.sends(HERE, action="ratify", one=value(ticket))
    assert current(ticket).details["ratified"] is True
    assert current(ticket).status is Status.CLOSED
    assert "ไม่มีคำร้องขอน้ำที่รออนุมัติ" in words(palad.opens(HERE))


@pytest.mark.parametrize("chosen", ["", "WR-2570-0001", "WR-2570-0001.x", "CP-1.2", "'.1", "WR-2570-0009.2"])
def test_what_is_made_by_hand_approves_nothing(clock, palad, mana, chosen):
    ticket = checked(clock(), mana)
    assert palad.sends(HERE, chosen=[chosen] if chosen else []).status_code == 302
    assert current(ticket).status is Status.CHECKED
    palad.opens(HERE)


def test_officers_have_no_such_room(clock, mana):
    ticket = checked(clock(), mana)
    mana.opens(HERE, 404)
    assert mana.sends(HERE, one=value(ticket)).status_code == 404
    assert current(ticket).status is Status.CHECKED


def test_the_most_urgent_comes_first_with_the_reason(clock, palad, mana):
    care = {"litres": 2000, "persons": 4, "reason": "drought", "special_care": True, "house_no": "9"}
    for more in ({"subject": "ธรรมดา"}, {"subject": "ดูแล", "details": care}, {"subject": "ด่วน", "emergency": True}):
        clock.advance(hours=1)
        checked(clock(), mana, **more)
    page = words(palad.opens(HERE))
    places = [page.index(said) for said in ("ด่วน", "ดูแล วรรณา", "ธรรมดา วรรณา")]
    assert places == sorted(places)
    assert "ฉุกเฉิน" in page
    assert "ตามลำดับคำร้อง" in page


def test_who_asks_again_is_shown_with_what_they_got(clock, palad, mana):
    first = open_water(clock())
    clock.advance(days=2)
    checked(clock(), mana)
    assert f"{first.reference} เบอร์โทรเดียวกัน ขอ 6,000 ลิตร 2 พ.ย. · ยังไม่ได้รับน้ำ" in words(palad.opens(HERE))


def test_the_clerk_agrees_and_whoever_may_approves(app, clock, palad, mana):
    ticket, other = checked(clock(), mana), checked(clock(), mana)
    with transaction():
        palad.member.approves = False
    page = palad.opens(HERE)
    assert "อนุมัติเรื่องนี้" not in words(page)
    palad.sends(HERE, chosen=[value(ticket)], action="agree")
    assert current(ticket).status is Status.CHECKED
    assert "เห็นชอบแล้ว คุณpalad" in words(palad.opens(HERE))
    palad.sends(HERE, chosen=[value(ticket), value(other)])
    assert {current(t).status for t in (ticket, other)} == {Status.CHECKED}, "who only agrees approves nothing"
    assert palad.steps(ticket, "approve").status_code == 409
    head = Officer(app.test_client(), hired("nayok", MANAGEMENT, now=clock(), unit="สำนักปลัด"))
    head.sends(HERE, one=value(ticket))
    assert current(ticket).status is Status.APPROVED
    sheet = words(head.opens(f"{address(ticket)}/sheet"))
    assert "เห็นชอบ เสนออนุมัติ คุณpalad" in sheet
    assert "เห็นชอบ เสนออนุมัติ" not in words(head.opens(f"{address(other)}/sheet")), "blank for the pen"
