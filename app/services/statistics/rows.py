"""The occurrences that figures count, on five sheets: brought forward, turned, moved away, open at the cut, done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
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
from sqlalchemy.sql import visitors

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
        of_group: ColumnElement[bool] | None = None,
    ) -> Select[Any]:
        """What is asked of the rows of a sheet; case and stint are opened only where something asks for them."""
        ticket, stint, leg = self.books.ticket, self.books.stint, self.books.leg
        wanted = [self._limits(sheet)]
        wanted += [ticket.c.channel_slug == self.channel] if self.channel else []
        wanted += [] if where is None else [where(self.source)]
        wanted += [] if of_group is None else [of_group]
        asked = {getattr(part, "table", None) for found in (*columns, *wanted) for part in visitors.iterate(found)}
        joined = leg
        if ticket in asked:
            joined = joined.join(ticket, ticket.c.id == leg.c.ticket_id)
        if stint in asked:
            joined = joined.join(stint, and_(stint.c.ticket_id == leg.c.ticket_id, stint.c.number == leg.c.stint))
        return select(*columns).select_from(joined).where(*wanted)

    @property
    def source(self) -> Source:
        """What conditions look at."""
        edges = Edges(self.period.first_moment, self.cut, self.books.calendar)
        return Source(self.books.leg.c, self.books.stint.c, self.books.ticket.c, edges)

    def _limits(self, sheet: Sheet) -> ColumnElement[bool]:
        leg = self.books.leg.c
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
                return and_(leg.closed_at >= start, leg.closed_at < moment, _at(leg, moment))

    def traits(self, sheet: Sheet) -> dict[str, ColumnElement[Any]]:
        """Whose row it is, when, the groups it belongs to; when overdue if open, waits and life if closed."""
        leg, stint, ticket = self.books.leg.c, self.books.stint.c, self.books.ticket.c
        left, done, nothing = sheet is Sheet.LEFT, sheet is Sheet.DONE, cast(null(), Integer)
        moments: Mapping[Sheet, Any] = {Sheet.BROUGHT: leg.received_at, Sheet.OPEN: leg.received_at}
        moments = {**moments, Sheet.DONE: leg.closed_at}
        return {
            "ticket_id": leg.ticket_id,
            "at": moments.get(sheet, leg.started_at),
            "unit": leg.from_unit_id if left else leg.unit_id,
            "category": leg.from_category_id if left else leg.category_id,
            "service": func.coalesce(cast(ticket.service_id, String), ticket.channel_slug),
            "village": ticket.village_id,
            "arrival": ticket.arrival,
            "language": ticket.language,
            "late_from": stint.overdue_from if sheet is Sheet.OPEN else cast(null(), Date),
            "waited": stint.waited_seconds if done else nothing,
            "lived": stint.lived_seconds if done else nothing,
        }

    def times(self, sheet: Sheet) -> dict[str, ColumnElement[Any]]:
        """Office minutes, the resident's seconds, minutes until acknowledged; and whether they are still running.

        What is in our hands has been there ``since`` the opening of a day: the minutes until the cut come on top.
        """
        leg, ticket = self.books.leg.c, self.books.ticket.c
        office: ColumnElement[Any] = leg.office_minutes
        resident: ColumnElement[Any] = leg.resident_seconds
        first: ColumnElement[Any] = ticket.acknowledge_minutes
        pending: ColumnElement[Any] = literal(0)
        unacknowledged = pending
        if sheet is Sheet.OPEN:
            acknowledged = ticket.acknowledged_at < self.cut.moment
            office = leg.office_before - case((leg.phase == Phase.OURS, leg.started_minute), else_=0)
            resident = int(self.cut.moment.timestamp()) - _epoch(leg.received_at)
            first = case((acknowledged, ticket.acknowledge_minutes), else_=office)
            pending, unacknowledged = literal(1), case((acknowledged, 0), else_=1)
        return {
            "office": office,
            "resident": resident,
            "acknowledge": first,
            "pending": pending,
            "unacknowledged": unacknowledged,
            "since": case((leg.phase == Phase.OURS, leg.started_on)),
        }


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
