"""What comes back from the road on paper: the signed sheet keyed in, once; marks mended with a reason."""

from datetime import timedelta

import pytest

from app.domain.water_marks import Result, RoundState
from app.domain.workflow import Status
from app.extensions import db
from app.models import WaterStop
from app.services import chain, upkeep
from app.services.steps import accounts_of
from app.services.water import driving
from app.services.water.driving import Mark
from tests.officers import current, words
from tests.web.water_pages import BOSS, DESK, driven, house, keys, newest, planned, row, stop_ids


def test_the_signed_sheet_is_keyed_in_on_one_page(mana, trucks, clock):
    held = driven(mana, trucks, clock, "ก", "ข", "ค")
    a, b, c = stop_ids(held)
    page = mana.opens(f"{DESK}/{held.id}/marks")
    sent = {**keys(page), **row(a, result="full", recipient="วรรณา", time="๑๐.๐๕")}
    sent |= {**row(b, result="part", litres="1,250", recipient="ยูนุส"), **row(c, result="nobody", time="10:40")}
    for _ in range(2):
        assert mana.sends(f"{DESK}/{held.id}/marks", **sent).status_code == 302
    stops = [db.session.get(WaterStop, n) for n in (a, b, c)]
    assert [(s.result, s.given, s.recipient) for s in stops] == [
        (Result.FULL, 2000, "วรรณา"), (Result.PART, 1250, "ยูนุส"), (Result.NOBODY, 0, ""),
    ]  # fmt: skip
    assert stops[0].marked_at.hour == 3, "10.05 in Bangkok"
    assert [sum(e.data.get("litres", 0) for e in s.point.ticket.events) for s in stops] == [2000, 1250, 0]
    assert newest().state is RoundState.DONE
    assert "ทุกบ้านในรอบนี้บันทึกแล้ว" in words(mana.opens(f"{DESK}/{held.id}/marks"))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"result": "part", "recipient": "ก"}, "ใส่จำนวนลิตรที่ให้จริง"),
        ({"result": "full", "litres": "100", "recipient": "ก"}, "เลือก “ส่งได้บางส่วน”"),
        ({"result": "full"}, "ใส่ชื่อผู้รับน้ำ"),
        ({"result": "nobody", "litres": "20"}, "ผลนี้ไม่มีน้ำที่ให้"),
        ({"result": "full", "recipient": "ก", "time": "23.00"}, "เวลานี้ยังมาไม่ถึง"),
        ({"result": "full", "recipient": "ก", "time": "07.00"}, "ก่อนเวลาออกรถ"),
        ({"result": "full", "recipient": "ก", "time": "เช้า"}, "เช่น 09.30"),
        ({"litres": "200"}, "เลือกผล"),
    ],
)
def test_a_row_that_cannot_be_is_told_beside_its_field_and_no_other_is_saved(mana, trucks, clock, fields, told):
    held = driven(mana, trucks, clock, "ก", "ข")
    good, bad = stop_ids(held)
    sent = {**row(good, result="full", recipient="วรรณา"), **row(bad, **fields)}
    answer = mana.sends(f"{DESK}/{held.id}/marks", **sent)
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert 'value="วรรณา"' in answer.text
    assert newest().stops[0].result is None


def test_a_mark_from_the_drivers_phone_stands(mana, trucks, clock):
    held = driven(mana, trucks, clock, "ก", "ข")
    a, b = stop_ids(held)
    page = mana.opens(f"{DESK}/{held.id}/marks")
    driving.mark(a, Mark(Result.NOBODY, 0, clock(), "phone"), by=BOSS, now=clock())
    sent = {**keys(page), **row(a, result="full", recipient="วรรณา"), **row(b, result="full", recipient="ยูนุส")}
    answer = mana.sends(f"{DESK}/{held.id}/marks", **sent)
    assert answer.status_code == 409
    assert "มีคนบันทึกไปก่อนแล้ว ไม่มีคนอยู่" in words(answer.text)
    assert 'value="ยูนุส"' in answer.text
    mana.sends(f"{DESK}/{held.id}/marks", **keys(answer.text), **row(b, result="full", recipient="ยูนุส"))
    assert [s.result for s in newest().stops] == [Result.NOBODY, Result.FULL]


def test_a_round_on_paper_alone_needs_no_button_to_leave(mana, trucks, clock):
    ticket = house(clock, "ก")
    held = planned(mana, trucks, ticket)
    clock.advance(hours=5)
    (stop,) = stop_ids(held)
    mana.sends(f"{DESK}/{held.id}/marks", **row(stop, result="full", recipient="วรรณา", time="11.00"))
    assert (newest().state, current(ticket).status) == (RoundState.DONE, Status.DELIVERED)
    early = planned(mana, trucks, house(clock, "ข"))
    early.day += timedelta(days=1)
    db.session.commit()
    assert mana.client.get(f"{DESK}/{early.id}/marks").status_code == 302


def balanced(clock, ticket):
    db.session.rollback()
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []
    (account,) = accounts_of(current(ticket)).values()
    assert account.asked == account.delivered + account.outstanding + account.declined
    return account


@pytest.mark.parametrize(
    ("first", "then", "delivered", "status"),
    [
        (("full", "2000"), ("full", "1500"), 1500, Status.DELIVERED),
        (("part", "500"), ("full", "2000"), 2000, Status.DELIVERED),
        (("part", "500"), ("nobody", ""), 0, Status.APPROVED),
        (("not_wanted", ""), ("full", "2000"), 2000, Status.CLOSED),
        (("full", "2000"), ("not_wanted", ""), 0, Status.DELIVERED),
        (("nobody", ""), ("full", "2000"), 2000, Status.DELIVERED),
        (("nobody", ""), ("not_wanted", ""), 0, Status.CLOSED),
    ],
)
def test_a_mark_is_mended_with_a_reason_and_the_books_balance(mana, trucks, clock, first, then, delivered, status):
    held = driven(mana, trucks, clock, "ก")
    (stop,) = stop_ids(held)
    ticket = held.stops[0].point.ticket_id
    result, litres = first
    mana.sends(f"{DESK}/{held.id}/marks", **row(stop, result=result, litres=litres, recipient="วรรณา"))
    path = f"{DESK}/stops/{stop}/correct"
    result, litres = then
    assert "เขียนเหตุผล" in words(mana.sends(path, result=result, litres=litres, recipient="วรรณา").text)
    mana.sends(path, result=result, litres=litres, recipient="วรรณา", reason="อ่านเลขในใบผิด")
    assert balanced(clock, ticket).delivered == delivered
    assert current(ticket).status is status
    event = next(e for e in reversed(current(ticket).events) if e.message and e.message.text == "อ่านเลขในใบผิด")
    assert (event.shown, event.message.public, event.actor_id) == (False, False, mana.staff_id)
    assert "แก้บันทึกการส่งน้ำ" in words(mana.case(current(ticket)))


def test_a_mended_mark_must_make_sense(mana, trucks, clock):
    held = driven(mana, trucks, clock, "ก")
    (stop,) = stop_ids(held)
    path = f"{DESK}/stops/{stop}/correct"
    assert mana.client.get(path).status_code == 302, "nothing was marked yet"
    mana.sends(f"{DESK}/{held.id}/marks", **row(stop, result="full", recipient="วรรณา"))
    assert "ผลนี้ไม่มีน้ำที่ให้" in words(mana.sends(path, result="nobody", litres="20", reason="ผิด").text)
    assert "ใส่ชื่อผู้รับน้ำ" in words(mana.sends(path, result="full", litres="20", recipient="", reason="ผิด").text)
