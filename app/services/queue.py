"""The queue: what waits, most pressing first; counted and ordered in the database just as domain.standing judges it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true

from app.domain.clocks import Calendar, Unit
from app.domain.standing import Standing, Urgency, standing
from app.domain.workflow import Phase
from app.extensions import db
from app.models import ENDED, OPEN, Ticket
from app.services import finding, following, scope
from app.services.actors import Actor
from app.services.selections import CLOSED_DAYS, Selection, View, conditions

PAGE = 50
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Line:
    """A case, the reason why it is here now, how many neighbours follow it."""

    ticket: Ticket
    standing: Standing
    followers: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A case where a page begins, or (``back``) ends; the case itself is not on it."""

    ticket: Ticket
    back: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a group, and whether there are others before and after them."""

    lines: Sequence[Line]
    earlier: bool
    later: bool


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


def lines(
    desk: Desk, selection: Selection, group: Urgency, *, place: Place | None = None, most: int = PAGE
) -> Page:
    """One page of a group, most pressing first: its beginning, or what comes after a case, or before it."""
    keys, back = _keys(group), place is not None and place.back
    query = _query(desk, selection).where(_urgency(desk) == group).order_by(*_order(keys, back=back))
    if place is not None:
        query = query.where(_beyond(keys, place))
    found = list(db.session.scalars(query.limit(most + 1)).unique())
    more, found = len(found) > most, found[:most]
    if back:
        found.reverse()
    followers = following.counts([ticket.id for ticket in found])
    standings = [Line(t, standing_of(t, desk.calendar, desk.now), followers.get(t.id, 0)) for t in found]
    return Page(standings, earlier=more if back else place is not None, later=back or more)


def found(desk: Desk, selection: Selection) -> Selection:
    """A search that was made: the newest cases that hold what was typed."""
    those = scope.for_staff(desk.actor).where(*_chosen(desk, replace(selection, q="")))
    made = finding.newest(those, selection.q)
    return replace(selection, found=made.ids, more=made.more)


def tabs(desk: Desk, views: Sequence[View]) -> Mapping[View, int]:
    """How many cases stand behind each view; all of them counted in one reading."""
    return dict(zip(views, totals(desk, [Selection(view=view) for view in views]), strict=True))


def totals(desk: Desk, selections: Sequence[Selection]) -> Sequence[int]:
    """How many cases each selection holds, none of them a search: the open ones in one reading, the closed in one."""
    fresh = and_(ENDED, Ticket.closed_at > desk.now - timedelta(days=CLOSED_DAYS))
    counted: dict[Selection, int] = {}
    for shelf, ended in ((OPEN, False), (fresh, True)):
        here = [one for one in dict.fromkeys(selections) if (one.view is View.CLOSED) is ended]
        sums = [func.coalesce(func.sum(case((and_(*_chosen(desk, one)), 1), else_=0)), 0) for one in here]
        if sums:
            query = select(*sums).where(scope.seen_by(desk.actor), shelf)
            counted |= zip(here, map(int, db.session.execute(query).one()), strict=True)
    return [counted[one] for one in selections]


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


def _keys(group: Urgency) -> Sequence[tuple[ColumnElement[Any], bool]]:
    """What the cases of a group are ordered by, and whether the largest comes first; no two are alike."""
    if group is Urgency.DONE:
        return ((Ticket.closed_at, True), (Ticket.id, True))  # type: ignore[return-value]
    if group is Urgency.WAITING:
        return ((Ticket.waiting_since, False), (Ticket.id, False))  # type: ignore[return-value]
    due = func.coalesce(Ticket.due_on, _NEVER)
    return ((due, False), (Ticket.received_at, False), (Ticket.id, False))  # type: ignore[return-value]


def _order(keys: Sequence[tuple[ColumnElement[Any], bool]], *, back: bool) -> Sequence[ColumnElement[Any]]:
    return [key.desc() if largest is not back else key.asc() for key, largest in keys]


def _beyond(keys: Sequence[tuple[ColumnElement[Any], bool]], place: Place) -> ColumnElement[bool]:
    """Cases that come after a case in this order (before it, when the page goes back)."""
    at = place.ticket
    told = {2: (at.closed_at or at.waiting_since, at.id), 3: (at.due_on or _NEVER, at.received_at, at.id)}[len(keys)]
    if None in told:  # it left the group meanwhile: from the beginning
        return true()
    beyond: ColumnElement[bool] = false()
    for (key, largest), value in reversed(list(zip(keys, told, strict=True))):
        further = key < value if largest is not place.back else key > value
        beyond = or_(further, and_(key == value, beyond))
    return beyond
