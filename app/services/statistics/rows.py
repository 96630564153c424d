"""The occurrences that figures count, on five sheets: brought forward, turned, moved away, open at the cut, done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
)

from app.domain.clocks import ANSWER_DAYS, Calendar
from app.domain.legs import Turn
from app.domain.periods import Period
from app.domain.statistics import Cut
from app.domain.workflow import Outcome, Phase
from app.services.statistics.books import Books

COUNTED = tuple(outcome for outcome in Outcome if outcome.counts)
HELD = (Phase.OURS, Phase.THEIRS)
AGES = (3, 7, 15, 30)
REOPEN_DAYS = 15


class Sheet(Enum):
    """Where an occurrence is written down."""

    BROUGHT = "brought"
    TURNED = "turned"
    LEFT = "left"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Edges:
    """The moments that conditions compare with."""

    start: datetime
    cut: Cut
    calendar: Calendar

    def days_before(self, days: int) -> datetime:
        """So many days of 24 hours before the cut."""
        return self.cut.moment - timedelta(days=days)

    @property
    def answer_limit(self) -> datetime:
        """Cases received before have had their 15 full days for an answer."""
        return self.calendar.midnight(self.cut.today - timedelta(days=ANSWER_DAYS))

    def age(self, working_days: int) -> datetime:
        """Cases received before are older than so many working days on the last day."""
        day, left = self.cut.last_day + timedelta(days=1), working_days + 2
        while left:
            day -= timedelta(days=1)
            left -= self.calendar.is_workday(day)
        return datetime.combine(day, self.calendar.closes, self.calendar.zone)


@dataclass(frozen=True, slots=True)
class Source:
    """What a condition may look at: columns of the leg, its stint and its case, and the edges."""

    leg: Any
    stint: Any
    ticket: Any
    edges: Edges


Condition = Callable[[Source], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Sheets:
    """All five sheets of a period, of one channel or of all."""

    books: Books
    period: Period
    cut: Cut
    channel: str | None

    def read(
        self,
        sheet: Sheet,
        *columns: ColumnElement[Any],
        where: Condition | None = None,
        days: FromClause | None = None,
    ) -> Select[Any]:
        """The rows of a sheet: case, moment, traits, what else is asked for; and with ``days`` the times."""
        ticket, stint, leg = self.books.ticket, self.books.stint, self.books.leg
        times = [] if days is None else self._times(sheet, days)
        joined = leg.join(ticket, ticket.c.id == leg.c.ticket_id)
        if sheet is not Sheet.BROUGHT:
            joined = joined.join(stint, and_(stint.c.ticket_id == leg.c.ticket_id, stint.c.number == leg.c.stint))
        if sheet is Sheet.OPEN and days is not None:
            joined = joined.outerjoin(days, days.c.day == leg.c.started_on)
        query = select(*self._traits(sheet), *times, *columns).select_from(joined)
        query = query.where(self._limits(sheet))
        if self.channel:
            query = query.where(ticket.c.channel_slug == self.channel)
        return query if where is None else query.where(where(self.source))

    @property
    def source(self) -> Source:
        """What conditions look at."""
        edges = Edges(self.period.first_moment, self.cut, self.books.calendar)
        return Source(self.books.leg.c, self.books.stint.c, self.books.ticket.c, edges)

    def _limits(self, sheet: Sheet) -> ColumnElement[bool]:
        leg, stint = self.books.leg.c, self.books.stint.c
        start, moment = self.period.first_moment, self.cut.moment
        within = and_(leg.started_at >= start, leg.started_at < moment)
        match sheet:
            case Sheet.BROUGHT:
                return _held_at(leg, min(start, moment))
            case Sheet.TURNED:
                return and_(within, leg.turn.in_([Turn.RECEIVED, Turn.REOPENED, Turn.CLOSED, Turn.MOVED]))
            case Sheet.LEFT:
                return and_(within, leg.turn == Turn.MOVED)
            case Sheet.OPEN:
                return _held_at(leg, moment)
            case Sheet.DONE:
                closed = and_(stint.closed_at >= start, stint.closed_at < moment)
                return and_(leg.phase.not_in(HELD), _at(leg, moment), closed)  # not "= done": the closings lead

    def _traits(self, sheet: Sheet) -> list[ColumnElement[Any]]:
        """Whose row it is, when, the groups it belongs to; when overdue if open, waits and life if closed."""
        leg, stint, ticket = self.books.leg.c, self.books.stint.c, self.books.ticket.c
        left, done, nothing = sheet is Sheet.LEFT, sheet is Sheet.DONE, cast(null(), Integer)
        moments: Mapping[Sheet, Any] = {Sheet.BROUGHT: ticket.received_at, Sheet.OPEN: ticket.received_at}
        moments = {**moments, Sheet.DONE: stint.closed_at}
        return [
            leg.ticket_id.label("ticket_id"),
            moments.get(sheet, leg.started_at).label("at"),
            (leg.from_unit_id if left else leg.unit_id).label("unit"),
            (leg.from_category_id if left else leg.category_id).label("category"),
            func.coalesce(cast(ticket.service_id, String), ticket.channel_slug).label("service"),
            ticket.village_id.label("village"),
            ticket.arrival.label("arrival"),
            ticket.language.label("language"),
            (stint.overdue_from if sheet is Sheet.OPEN else cast(null(), Date)).label("late_from"),
            (stint.waited_seconds if done else nothing).label("waited"),
            (stint.lived_seconds if done else nothing).label("lived"),
        ]

    def _times(self, sheet: Sheet, days: FromClause) -> list[ColumnElement[Any]]:
        """Office minutes, the resident's seconds, minutes until acknowledged; and whether they are still running."""
        leg, stint, ticket = self.books.leg.c, self.books.stint.c, self.books.ticket.c
        acknowledged = ticket.acknowledged_at < self.cut.moment
        office: ColumnElement[Any] = stint.office_minutes
        resident: ColumnElement[Any] = stint.resident_seconds
        first: ColumnElement[Any] = ticket.acknowledge_minutes
        pending: ColumnElement[Any] = literal(0)
        unacknowledged = pending
        if sheet is Sheet.OPEN:
            running = days.c.minutes - leg.started_minute
            office = leg.office_before + case((leg.phase == Phase.OURS, running), else_=0)
            resident = int(self.cut.moment.timestamp()) - _epoch(ticket.received_at)
            first = case((acknowledged, ticket.acknowledge_minutes), else_=office)
            pending, unacknowledged = literal(1), case((acknowledged, 0), else_=1)
        return [
            office.label("office"),
            resident.label("resident"),
            first.label("acknowledge"),
            pending.label("pending"),
            unacknowledged.label("unacknowledged"),
        ]


def _at(leg: Any, moment: datetime) -> ColumnElement[bool]:
    """The leg that a case is on at a moment; what happens at the moment itself comes after it."""
    return and_(leg.started_at < moment, or_(leg.ended_at.is_(None), leg.ended_at >= moment))


def _held_at(leg: Any, moment: datetime) -> ColumnElement[bool]:
    """The same of an open case, said so that the index over phase and end is used for both kinds of end."""
    held = leg.phase.in_(HELD)
    ended = or_(and_(held, leg.ended_at.is_(None)), and_(held, leg.ended_at >= moment))
    return and_(leg.started_at < moment, ended)


def _epoch(moment: Any) -> ColumnElement[int]:
    return cast(func.floor(extract("epoch", moment)), Integer)
