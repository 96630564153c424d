"""Rounds of the water trucks: planned, driven, marked once, broken off; and the ledger that balances through it all."""

from datetime import date, timedelta

import pytest

from app.domain.rounds import Load, Proposal, Rank, Stop, Why
from app.domain.water_books import total
from app.domain.water_marks import Proof, Result, RoundState
from app.domain.workflow import Kind, Outcome, Role, Status
from app.extensions import db
from app.models import Driver, Ticket, Truck, WaterRound
from app.services import casework, chain, tickets, upkeep
from app.services.points import Point
from app.services.steps import StepInput, accounts_of
from app.services.water import driving, fleet, rounds, waiting
from app.services.water.driving import AlreadyMarked, BadMark, Mark
from app.services.water.rounds import BadRound, Wish
from tests import factories

DAY = date(2026, 11, 3)
DESK = factories.actor(Role.INTAKE, Role.MANAGEMENT)


@pytest.fixture
def truck(app, clock):
    factories.make_office(clock())
    found = Truck(name="รถน้ำ 1", plate="บม 4410 ปัตตานี", litres=6000, active=True)
    fleet.save_truck(found, name=found.name, plate=found.plate, litres=6000, active=True, by=DESK, now=clock())
    return fleet.trucks()[0]


def request(clock, litres=2000, *, approved=True, points=(), **more) -> Ticket:
    clock.advance(minutes=1)
    details = {"litres": litres, "persons": 4, "capacity": litres, "reason": "dry_tap", "house_no": "45/2"}
    ticket = factories.open_water(clock(), details=details, points=tuple(points), **more)
    if approved:
        tickets.take_step(ticket, "check", StepInput(opinion="ควรส่ง"), by=DESK, now=clock())
        tickets.take_step(ticket, "approve", StepInput(), by=DESK, now=clock())
    return ticket


def house(name, litres, number=1):
    return Point(name, f"{number}/1", factories.village(number), litres)


def planned(truck, clock, *, loads=1) -> list[WaterRound]:
    proposals = rounds.propose([Load(truck.id, truck.litres)] * loads, by=DESK)
    return [rounds.plan(DAY, proposal, None, by=DESK, now=clock()) for proposal in proposals]


def marked(stop, clock, result=Result.FULL, litres=None, *, key="", at=None):
    given = stop.litres if litres is None and result.brings else litres or 0
    said = Mark(result, given, at or clock(), key or f"key {stop.id}", "ผู้รับ" if result.brings else "", Proof.PAPER)
    return driving.mark(stop.id, said, by=DESK, now=clock())


def books():
    return total(account for ticket in db.session.query(Ticket) for account in accounts_of(ticket).values())


def in_order(clock):
    assert chain.verify() == []
    assert list(upkeep.differing(clock())) == []
    sums = books()
    assert sums["asked"] == sums["delivered"] + sums["outstanding"] + sums["declined"]
    return sums


def test_from_approval_to_a_signed_receipt(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    assert (ticket.status, ticket.details["delivery_date"]) == (Status.SCHEDULED, "2026-11-03")
    assert [stop.why for stop in held.stops] == [Why.ORDER]
    assert waiting.queue(DESK) == []
    clock.advance(days=1)
    rounds.set_out(held.id, by=DESK, now=clock())
    assert ticket.status is Status.ON_THE_WAY
    marked(held.stops[0], clock, litres=1900)
    assert (ticket.status, ticket.litres_given) == (Status.APPROVED, 1900), "what is missing waits with its place kept"
    (again,) = planned(truck, clock)
    rounds.set_out(again.id, by=DESK, now=clock())
    marked(again.stops[0], clock)
    assert (ticket.status, ticket.outcome) == (Status.DELIVERED, Outcome.DELIVERED)
    assert again.state is RoundState.DONE
    assert in_order(clock) == {"asked": 2000, "delivered": 2000, "outstanding": 0, "declined": 0, "extra": 0}


def test_nobody_unapproved_is_brought_water_unless_it_is_an_emergency(truck, clock):
    request(clock, approved=False)
    urgent = request(clock, approved=False, emergency=True)
    (only,) = waiting.queue(DESK)
    assert (only.point.ticket.id, only.approved, only.rank) == (urgent.id, False, Rank.EMERGENCY)
    planned(truck, clock)
    assert urgent.status is Status.SCHEDULED
    assert urgent.details["ratified"] is False, "it waits for its approval afterwards"
    tickets.take_step(urgent, "ratify", StepInput(), by=DESK, now=clock())
    assert urgent.status is Status.SCHEDULED


def test_a_failed_delivery_keeps_its_place(truck, clock):
    first, second = request(clock, 4000), request(clock, 4000)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    marked(held.stops[0], clock, Result.NOBODY)
    assert first.status is Status.APPROVED
    assert [w.point.ticket.id for w in waiting.queue(DESK)] == [first.id, second.id]
    assert in_order(clock)["outstanding"] == 8000


def test_a_mark_that_arrives_twice_counts_once_and_another_is_refused(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    for _ in range(3):
        marked(held.stops[0], clock, key="phone 1")
    with pytest.raises(AlreadyMarked):
        marked(held.stops[0], clock, Result.NOBODY, key="phone 2")
    assert (ticket.litres_given, [e.kind for e in ticket.events].count(Kind.DELIVERED)) == (2000, 1)


def test_a_mark_made_without_a_line_counts_at_its_true_time_even_after_the_round_was_ended(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    there = clock() + timedelta(minutes=30)
    clock.advance(hours=5)
    rounds.end(held.id, by=DESK, now=clock())
    assert (ticket.status, held.stops[0].result) == (Status.APPROVED, Result.NOT_REACHED)
    clock.advance(hours=1)
    marked(held.stops[0], clock, at=there)
    assert (ticket.status, held.stops[0].marked_at, held.stops[0].result) == (Status.DELIVERED, there, Result.FULL)
    in_order(clock)


def test_a_truck_that_breaks_down_gives_its_houses_back(truck, clock):
    done, left = request(clock, 3000), request(clock, 3000)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    marked(held.stops[0], clock)
    fleet.stand_still(truck, DAY, None, "เกียร์เสีย", by=DESK, now=clock())
    rounds.cancel(held.id, "เกียร์เสีย", by=DESK, now=clock())
    assert (done.status, left.status, held.state) == (Status.DELIVERED, Status.APPROVED, RoundState.CANCELLED)
    with pytest.raises(BadRound):
        planned(truck, clock)
    fleet.stand_still(truck, None, None, "", by=DESK, now=clock())
    assert [stop.litres for stop in planned(truck, clock)[0].stops] == [3000]
    in_order(clock)


def test_a_cancelled_round_tells_its_houses_that_another_day_comes(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    rounds.cancel(held.id, "น้ำดิบหมด", by=DESK, now=clock())
    assert (ticket.status, ticket.events[-1].kind) == (Status.APPROVED, Kind.UNSCHEDULED)


def test_many_houses_of_one_request_are_each_their_own(truck, clock):
    ticket = request(clock, points=[house("ก", 3000), house("ข", 3000, 2), house("ค", 3000)])
    first, second = planned(truck, clock, loads=2)
    for held in (first, second):
        rounds.set_out(held.id, by=DESK, now=clock())
    marked(first.stops[0], clock)
    assert ticket.status is Status.ON_THE_WAY
    marked(first.stops[1], clock, Result.NO_ACCESS)
    marked(second.stops[0], clock)
    assert ticket.status is Status.APPROVED
    assert sorted(a.outstanding for a in accounts_of(ticket).values()) == [0, 0, 3000]
    (last,) = planned(truck, clock)
    rounds.set_out(last.id, by=DESK, now=clock())
    marked(last.stops[0], clock, Result.NOT_WANTED)
    assert (ticket.status, ticket.outcome) == (Status.DELIVERED, Outcome.DELIVERED)
    assert in_order(clock) == {"asked": 9000, "delivered": 6000, "outstanding": 0, "declined": 3000, "extra": 0}


def test_who_wants_nothing_any_more_has_withdrawn(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    marked(held.stops[0], clock, Result.NOT_WANTED)
    assert (ticket.status, ticket.outcome) == (Status.CLOSED, Outcome.WITHDRAWN)
    assert in_order(clock)["declined"] == 2000


def test_water_brought_to_a_request_that_was_withdrawn_meanwhile_is_not_lost(truck, clock):
    ticket = request(clock)
    (held,) = planned(truck, clock)
    rounds.set_out(held.id, by=DESK, now=clock())
    tickets.take_step(ticket, "withdraw", StepInput(reason="ได้น้ำแล้ว"), by=DESK, now=clock())
    marked(held.stops[0], clock)
    assert (ticket.status, ticket.litres_given) == (Status.CLOSED, 2000)
    assert in_order(clock)["delivered"] == 2000


def test_a_round_is_changed_by_hand_within_the_trucks_capacity(truck, clock):
    first, second, third = (request(clock, 3000) for _ in range(3))
    (held,) = planned(truck, clock)
    points = {t.id: t.points[0].id for t in (first, second, third)}
    too_much = [Wish(point, 3000) for point in points.values()]
    with pytest.raises(BadRound):
        rounds.change(held.id, too_much, version=held.version, by=DESK, now=clock())
    wishes = [Wish(points[third.id], 3000), Wish(points[first.id], 2000)]
    rounds.change(held.id, wishes, version=held.version, by=DESK, now=clock())
    assert [(s.point_id, s.litres, s.why) for s in held.stops] == [
        (points[third.id], 3000, Why.BY_HAND),
        (points[first.id], 2000, Why.ORDER),
    ]
    assert [t.status for t in (first, second, third)] == [Status.SCHEDULED, Status.APPROVED, Status.SCHEDULED]
    assert {w.point.ticket.id: w.litres for w in waiting.queue(DESK)} == {first.id: 1000, second.id: 3000}
    with pytest.raises(BadRound):
        rounds.change(held.id, wishes, version=held.version - 1, by=DESK, now=clock())


def test_two_who_plan_the_same_house_give_it_water_once(truck, clock):
    request(clock)
    (proposal,) = rounds.propose([Load(truck.id, 6000)], by=DESK)
    rounds.plan(DAY, proposal, None, by=DESK, now=clock())
    with pytest.raises(BadRound):
        rounds.plan(DAY, proposal, None, by=DESK, now=clock())
    assert db.session.query(WaterRound).count() == 1


def test_no_load_is_larger_than_its_truck(truck, clock):
    point = request(clock, 9000).points[0]
    with pytest.raises(BadRound):
        rounds.plan(DAY, Proposal(Load(truck.id, 9000), (Stop(point.id, 9000, Why.ORDER),)), None, by=DESK, now=clock())


@pytest.mark.parametrize(
    ("result", "litres", "recipient"), [(Result.FULL, 0, "ก"), (Result.FULL, 100, ""), (Result.NOBODY, 100, "")]
)
def test_a_mark_must_make_sense(truck, clock, result, litres, recipient):
    request(clock)
    (held,) = planned(truck, clock)
    with pytest.raises(BadMark):
        driving.mark(held.stops[0].id, Mark(result, litres, clock(), "k", recipient), by=DESK, now=clock())


def test_urgency_is_computed_and_may_be_changed_with_a_reason(truck, clock):
    plain, care = request(clock), request(clock, points=[Point("ย", "1", factories.village(1), 500, special_care=True)])
    assert [w.point.ticket.id for w in waiting.queue(DESK)] == [care.id, plain.id]
    rounds.prioritise(plain, Rank.EMERGENCY, "บ่อแห้งทั้งซอย", by=DESK, now=clock(), version=plain.version)
    assert [w.rank for w in waiting.queue(DESK)] == [Rank.EMERGENCY, Rank.SPECIAL_CARE]
    assert plain.events[-1].kind is Kind.PRIORITISED
    assert casework.clocks(plain, now=clock()).status is Status.APPROVED


def test_a_driver_is_kept_after_they_left(app, clock):
    factories.make_office(clock())
    fleet.save_driver(Driver(), name="มะแอ", phone="0810000000", active=True, by=DESK, now=clock())
    found = fleet.drivers()[0]
    fleet.save_driver(found, name="มะแอ", phone="0810000000", active=False, by=DESK, now=clock())
    assert (fleet.drivers(), len(fleet.drivers(all_of_them=True))) == ([], 1)
