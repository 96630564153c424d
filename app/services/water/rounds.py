"""Rounds of the water trucks: proposed, planned, changed by hand, sent out, ended, cancelled."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from app.domain import rounds as rule
from app.domain.rounds import Load, Proposal, Rank, Why
from app.domain.water_marks import Result, RoundState
from app.domain.words import N_
from app.domain.workflow import Kind, Status
from app.extensions import db
from app.models import Driver, Ticket, Truck, WaterRound, WaterStop
from app.services import audit, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.tickets import Entry
from app.services.transaction import transaction
from app.services.water import driving, waiting

_TOO_MUCH = N_("รวมแล้วเกินความจุของรถ")
_NOT_WAITING = N_("บ้านนี้ไม่ได้รอน้ำแล้ว หรือมีรอบอื่นรับไปแล้ว")
_TRUCK_OUT = N_("รถคันนี้งดใช้ในวันนั้น")
_MOVED_ON = N_("รอบนี้ออกไปแล้วหรือยกเลิกแล้ว แก้ไม่ได้")
_CHANGED = N_("มีคนแก้รอบนี้หลังจากคุณเปิดหน้า ดูอีกครั้งก่อนบันทึก")


class BadRound(ValueError):
    """A round that cannot be; the message is a Thai msgid, ``point`` the house it is about. Nothing was changed."""

    def __init__(self, message: str, point: int | None = None) -> None:
        super().__init__(message)
        self.point = point


@dataclass(frozen=True, slots=True)
class Wish:
    """A stop as an officer wants it: which house, how much."""

    point: int
    litres: int


def propose(loads: Sequence[Load], *, by: Actor) -> tuple[Proposal, ...]:
    """Rounds for these loads from everybody who waits; nothing is written."""
    return rule.propose((w.wanted for w in waiting.queue(by)), loads)


def plan(day: date, proposal: Proposal, driver: Driver | None, *, by: Actor, now: datetime) -> WaterRound:
    """Write one round down and tell its houses the day; ``BadRound`` if somebody was faster or the truck cannot."""
    with transaction():
        truck = _at_the_board(proposal.load.truck)
        if not truck.runs_on(day):
            raise BadRound(_TRUCK_OUT)
        number = (db.session.scalar(select(func.max(WaterRound.number)).where(WaterRound.day == day)) or 0) + 1
        made = WaterRound(
            day=day, number=number, truck_id=truck.id, driver_id=driver.id if driver else None,
            litres=min(proposal.load.litres, truck.litres), state=RoundState.PLANNED, token=secrets.token_urlsafe(16),
            created_at=now, created_by_id=by.staff_id, cancel_reason="", version=0,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        _fill(made, [(stop.point, stop.litres, stop.why) for stop in proposal.stops], by, now)
    return made


def change(round_id: int, wishes: Sequence[Wish], *, version: int, by: Actor, now: datetime) -> WaterRound:
    """Give a planned round these stops in this order, by hand. Who is taken off keeps their place in the queue."""
    with transaction():
        held = hold(round_id)
        if held.state is not RoundState.PLANNED:
            raise BadRound(_MOVED_ON)
        if held.version != version:
            raise BadRound(_CHANGED)
        before = {stop.point_id: stop for stop in held.stops}
        waiting.hold_requests([*before, *(wish.point for wish in wishes)])
        kept = {wish.point for wish in wishes}
        for point_id, stop in before.items():
            if point_id not in kept:
                _take_off(held, stop, N_("เจ้าหน้าที่จัดรอบใหม่"), by, now)
        why = {point_id: stop.why for point_id, stop in before.items()}
        _fill(held, [(w.point, w.litres, why.get(w.point, Why.BY_HAND)) for w in wishes], by, now)
    return held


def assign(round_id: int, truck: Truck, driver: Driver | None, *, by: Actor, now: datetime) -> None:
    """Another truck or driver for a planned round; a smaller truck must still carry what is planned."""
    with transaction():
        held = hold(round_id)
        if held.state is not RoundState.PLANNED:
            raise BadRound(_MOVED_ON)
        if not truck.runs_on(held.day):
            raise BadRound(_TRUCK_OUT)
        if held.planned > truck.litres:
            raise BadRound(_TOO_MUCH)
        held.truck_id, held.litres, held.driver_id = truck.id, truck.litres, driver.id if driver else None
        held.version += 1
        audit.record("round_assigned", f"round {held.id}", by=by, now=now, truck=truck.id)


def set_out(round_id: int, *, by: Actor, now: datetime, at: datetime | None = None) -> None:
    """The truck leaves (``at``: it left then, which is heard only now); its houses are told. Twice is once."""
    with transaction():
        held = hold(round_id)
        if held.state is RoundState.OUT:
            return
        if held.state is not RoundState.PLANNED:
            raise BadRound(_MOVED_ON)
        held.state, held.set_out_at = RoundState.OUT, min(at or now, now)
        for ticket in waiting.hold_requests([stop.point_id for stop in held.stops]):
            if ticket.status is Status.SCHEDULED:
                given, left = StepInput(round_id=held.id), driving.in_order(ticket, held.set_out_at, now)
                tickets.take_step(ticket, "set_out", given, by=driving.driver(by), now=now, at=left)


def end(round_id: int, *, by: Actor, now: datetime) -> None:
    """The truck is back; where it did not come goes back to the queue with its place kept."""
    with transaction():
        held = hold(round_id)
        if held.state is not RoundState.OUT:
            return
        waiting.hold_requests([stop.point_id for stop in held.stops])
        for stop in [s for s in held.stops if s.result is None]:
            driving.not_reached(stop, by=by, now=now)
        held.state, held.ended_at = RoundState.DONE, now


def cancel(round_id: int, reason: str, *, by: Actor, now: datetime) -> None:
    """The round is not driven, or not driven on: what was delivered stays delivered, the rest goes back."""
    with transaction():
        held = hold(round_id)
        if held.state not in {RoundState.PLANNED, RoundState.OUT}:
            return
        out = held.state is RoundState.OUT
        waiting.hold_requests([stop.point_id for stop in held.stops])
        for stop in [s for s in held.stops if s.result is None]:
            if out:
                driving.not_reached(stop, by=by, now=now)
            else:
                _take_off(held, stop, reason, by, now, keep=True)
        held.state, held.ended_at, held.cancel_reason = RoundState.CANCELLED, now, reason


def on_day(day: date) -> Sequence[WaterRound]:
    """The rounds of a day, in order."""
    return db.session.scalars(select(WaterRound).where(WaterRound.day == day).order_by(WaterRound.number)).all()


def by_token(token: str) -> WaterRound | None:
    """The round of a driver's link."""
    return db.session.scalar(select(WaterRound).where(WaterRound.token == token))


def hold(round_id: int) -> WaterRound:
    """A round, held for writing and read anew."""
    return db.session.get_one(WaterRound, round_id, with_for_update={"of": WaterRound}, populate_existing=True)


def _fill(held: WaterRound, wanted: Sequence[tuple[int, int, Why]], by: Actor, now: datetime) -> None:
    """Write the stops in this order and schedule their requests; all must be waiting, and fit."""
    if sum(litres for _, litres, _ in wanted) > held.litres:
        raise BadRound(_TOO_MUCH)
    waiting.hold_requests([point_id for point_id, _, _ in wanted])
    stops = {stop.point_id: stop for stop in held.stops}
    free = {w.point.id: w.litres for w in waiting.queue(by)}
    for position, (point_id, litres, why) in enumerate(wanted, start=1):
        stop = stops.get(point_id)
        room = free.get(point_id, 0) + (stop.litres if stop else 0)
        if litres < 1 or litres > room:
            raise BadRound(_NOT_WAITING, point_id)
        if stop is None:
            stop = WaterStop(point_id=point_id, recipient="", note="")
            held.stops.append(stop)
        stop.position, stop.litres, stop.why = position, litres, why
    held.version += 1
    db.session.flush()
    for ticket in waiting.hold_requests([point_id for point_id, _, _ in wanted if point_id not in stops]):
        _schedule(ticket, held, by, now)


def _at_the_board(truck_id: int) -> Truck:
    """The truck as it stands now. One planner at a time: two would give their rounds the same number."""
    every = select(Truck).order_by(Truck.id).with_for_update().execution_options(populate_existing=True)
    return next(truck for truck in db.session.scalars(every).all() if truck.id == truck_id)


def _schedule(ticket: Ticket, held: WaterRound, by: Actor, now: datetime) -> None:
    given = StepInput(delivery_date=held.day, round_id=held.id)
    early = ticket.status in {Status.RECEIVED, Status.CHECKED}
    if ticket.status in {Status.APPROVED, Status.SCHEDULED} or early:
        action = "schedule_emergency" if early else "schedule"
        tickets.take_step(ticket, action, given, by=driving.driver(by) if early else by, now=now)


def _take_off(held: WaterRound, stop: WaterStop, reason: str, by: Actor, now: datetime, *, keep: bool = False) -> None:
    """Off this round; a request with no stop left waits for another day. ``keep``: the stop stays on paper."""
    ticket = stop.point.ticket
    if keep:
        stop.result, stop.recorded_at = Result.NOT_REACHED, now
    else:
        held.stops.remove(stop)
    db.session.flush()
    if not waiting.open_stops(ticket) and ticket.status in {Status.SCHEDULED, Status.ON_THE_WAY}:
        tickets.take_step(ticket, "unschedule", StepInput(reason=reason, round_id=held.id), by=by, now=now)


def prioritise(ticket: Ticket, rank: Rank, reason: str, *, by: Actor, now: datetime, version: int) -> None:
    """Put a request under another urgency than the computed one; who did and why is in its story."""
    with transaction():
        entry = Entry(Kind.PRIORITISED, text=reason, data={"rank": int(rank)})
        tickets.add(ticket, entry, by=by, now=now, version=version)
        ticket.details = {**ticket.details, "rank": int(rank)}
        ticket.emergency = rank is Rank.EMERGENCY
