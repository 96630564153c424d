"""The queue: what waits, most pressing first; counted and ordered in the database just as domain.standing judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.domain.clocks import Calendar, Unit
from app.domain.standing import Standing, Urgency, standing
from app.domain.workflow import Phase
from app.extensions import db
from app.models import Ticket
from app.services import following, scope
from app.services.actors import Actor
from app.services.selections import CLOSED_DAYS, Selection, View, conditions

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A case, the reason why it is here now, how many neighbours follow it."""

    ticket: Ticket
    standing: Standing
    followers: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks, at what time, by which calendar."""

    actor: Actor
    calendar: Calendar
    now: datetime

    @property
    def today(self) -> date:
        """The day it is in the office."""
        return self.calendar.local_day(self.now)


def counts(desk: Desk, selection: Selection) -> Mapping[Urgency, int]:
    """How many cases each group of a selection holds; groups without a case are left out."""
    urgency = _urgency(desk)
    query = select(urgency, func.count()).where(*_selected(desk, selection)).group_by(urgency)
    return {Urgency(group): number for group, number in db.session.execute(query).all()}


def lines(desk: Desk, selection: Selection, group: Urgency, *, page: int = 1) -> Sequence[Line]:
    """One page of a group, most pressing first."""
    query = _query(desk, selection).where(_urgency(desk) == group).order_by(*_order(group))
    found = db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)).unique().all()
    followers = following.counts([ticket.id for ticket in found])
    return [Line(t, standing_of(t, desk.calendar, desk.now), followers.get(t.id, 0)) for t in found]


def tabs(desk: Desk, views: Sequence[View]) -> Mapping[View, int]:
    """How many cases stand behind each view; all of them counted in one reading."""
    return dict(zip(views, totals(desk, [Selection(view=view) for view in views]), strict=True))


def totals(desk: Desk, selections: Sequence[Selection]) -> Sequence[int]:
    """How many cases each selection holds, none of them a search; all of them counted in one reading."""
    open_or_fresh = or_(Ticket.phase != Phase.DONE, Ticket.closed_at > desk.now - timedelta(days=CLOSED_DAYS))
    sums = [func.coalesce(func.sum(case((and_(*_chosen(desk, one)), 1), else_=0)), 0) for one in selections]
    return [int(n) for n in db.session.execute(select(*sums).where(scope.seen_by(desk.actor), open_or_fresh)).one()]


def facet(desk: Desk, selection: Selection, name: Literal["unit", "channel"]) -> Mapping[object, int]:
    """How many cases a selection would hold for each value of one of its parts ("unit", "channel")."""
    column = {"unit": Ticket.unit_id, "channel": Ticket.channel_slug}[name]
    wider = selection.without(name)
    query = select(column, func.count()).where(*_selected(desk, wider)).group_by(column)
    return {row[0]: row[1] for row in db.session.execute(query)}


def standing_of(ticket: Ticket, calendar: Calendar, now: datetime) -> Standing:
    """How a case stands today, by the facts kept beside it."""
    return standing(
        phase=ticket.phase,
        due=ticket.due_on,
        overdue_from=ticket.overdue_from,
        waiting_since=ticket.waiting_since,
        emergency=ticket.emergency,
        unit=ticket.promise_unit,
        calendar=calendar,
        now=now,
    )


def _query(desk: Desk, selection: Selection) -> Select[Ticket]:
    return scope.for_staff(desk.actor).where(*conditions(selection, desk.actor, today=desk.today, now=desk.now))


def _selected(desk: Desk, selection: Selection) -> list[ColumnElement[bool]]:
    return [scope.seen_by(desk.actor), *_chosen(desk, selection)]


def _chosen(desk: Desk, selection: Selection) -> list[ColumnElement[bool]]:
    return conditions(selection, desk.actor, today=desk.today, now=desk.now)


def _urgency(desk: Desk) -> ColumnElement[int]:
    """The words of ``app.domain.standing`` in SQL; a test compares the two on every kind of case."""
    today = desk.today
    workdays = desk.calendar.days_after(today, Unit.WORKING)
    first, second = next(workdays), next(workdays)
    tomorrow = or_(
        and_(Ticket.promise_unit == Unit.WORKING, Ticket.due_on >= first, Ticket.due_on < second),
        and_(Ticket.promise_unit == Unit.CALENDAR, Ticket.due_on == today + timedelta(days=1)),
    )
    return case(
        (Ticket.phase == Phase.DONE, Urgency.DONE.value),
        (and_(Ticket.emergency, Ticket.phase == Phase.OURS), Urgency.EMERGENCY.value),
        (and_(Ticket.overdue_from <= today, Ticket.due_on.is_not(None)), Urgency.OVERDUE.value),
        (and_(Ticket.phase == Phase.THEIRS, Ticket.waiting_since.is_not(None)), Urgency.WAITING.value),
        (Ticket.due_on <= today, Urgency.TODAY.value),
        (tomorrow, Urgency.TOMORROW.value),
        else_=Urgency.IN_TIME.value,
    )


def _order(group: Urgency) -> Sequence[ColumnElement[Any]]:
    if group is Urgency.DONE:
        return (Ticket.closed_at.desc(), Ticket.id.desc())
    if group is Urgency.WAITING:
        return (Ticket.waiting_since.asc(), Ticket.id.asc())
    return (Ticket.due_on.is_(None), Ticket.due_on.asc(), Ticket.received_at.asc(), Ticket.id.asc())
