"""Rounds as an officer may read them: whoever has a house on a round needs all of it, nobody else sees any."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, true

from app.domain.water_marks import RoundState
from app.extensions import db
from app.models import Ticket, Truck, WaterPoint, WaterRound, WaterStop
from app.services import audit, scope
from app.services.actors import Actor

_ONE_READING = timedelta(hours=1)
_RUNNING = (RoundState.PLANNED, RoundState.OUT)


def on_day(day: date, *, by: Actor, now: datetime) -> Sequence[WaterRound]:
    """The rounds of a day that this person may see, in order; that they looked is written down, once an hour."""
    query = select(WaterRound).where(WaterRound.day == day, _theirs(by)).order_by(WaterRound.number)
    found = db.session.scalars(query).unique().all()
    if found:
        audit.record_once("read_rounds", f"rounds {day}", by=by, now=now, within=_ONE_READING)
    return found


def find(round_id: int, *, by: Actor, now: datetime) -> WaterRound | None:
    """One round to read, with the people on it."""
    query = select(WaterRound).where(WaterRound.id == round_id, _theirs(by))
    found = db.session.scalars(query).unique().one_or_none()
    if found is not None:
        audit.record_once("read_round", f"round {found.id}", by=by, now=now, within=_ONE_READING)
    return found


def stop(stop_id: int, *, by: Actor) -> WaterStop | None:
    """One stop of a round that this person may see."""
    query = select(WaterStop).join(WaterStop.round).where(WaterStop.id == stop_id, _theirs(by))
    return db.session.scalars(query).unique().one_or_none()


def house(point_id: int, *, by: Actor) -> WaterPoint | None:
    """A house of a request that this person may see."""
    theirs = WaterPoint.ticket.has(scope.seen_by(by))
    return db.session.scalars(select(WaterPoint).where(WaterPoint.id == point_id, theirs)).unique().one_or_none()


def last_number(day: date) -> int:
    """The number of the day's last round, 0 if it has none."""
    return db.session.scalar(select(func.max(WaterRound.number)).where(WaterRound.day == day)) or 0


def of_case(ticket: Ticket) -> Sequence[WaterStop]:
    """Every stop there ever was at this request's houses, first round first."""
    query = select(WaterStop).join(WaterStop.round).join(WaterStop.point).where(WaterPoint.ticket_id == ticket.id)
    return db.session.scalars(query.order_by(WaterRound.day, WaterRound.number)).unique().all()


def hit(truck: Truck) -> Sequence[WaterRound]:
    """Rounds not yet driven to their end, on days on which their truck stands still."""
    query = select(WaterRound).where(WaterRound.truck_id == truck.id, WaterRound.state.in_(_RUNNING))
    found = db.session.scalars(query.order_by(WaterRound.day, WaterRound.number)).unique()
    return [held for held in found if not truck.runs_on(held.day)]


def _theirs(by: Actor) -> ColumnElement[bool]:
    if by.sees_all_units:
        return true()
    mine = WaterRound.stops.any(WaterStop.point.has(WaterPoint.ticket.has(scope.seen_by(by))))
    return or_(mine, ~WaterRound.stops.any())
