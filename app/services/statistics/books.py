"""The tables that figures are read from, as they were known at the cut.

Cases about which something was recorded later, or whose calendar was changed in hindsight, are read anew from their
stories; for all others the columns kept beside the case hold. So the same period and day give the same figures for
ever.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import FromClause, Select, Table, column, func, or_, select, union_all, values
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import selectinload

from app.domain.clocks import MINUTES_A_DAY, Calendar, HolidayBook, KnownHoliday
from app.domain.facts import Facts, facts
from app.domain.history import Event, as_known
from app.domain.statistics import Cut
from app.domain.workflow import Phase
from app.extensions import db
from app.models import Ticket, TicketEvent, TicketLeg, TicketStint
from app.services import calendar, scope

_TICK = timedelta.resolution
LEG, STINT = cast(Table, TicketLeg.__table__), cast(Table, TicketStint.__table__)


@dataclass(frozen=True, slots=True)
class Books:
    """Cases, their stints and their legs (use ``.c``), and the office's calendar, as known at the cut."""

    ticket: FromClause
    stint: FromClause
    leg: FromClause
    calendar: Calendar


def books(cut: Cut, holidays: HolidayBook, found: "Written") -> Books:
    """Open the books at a cut; ``holidays`` is the whole table with its own history."""
    known = holidays_known(cut, holidays)
    counted = scope.for_counting()
    untouched = Books(counted.subquery("ticket"), STINT, LEG, known.at(cut.moment - _TICK))
    if not found.anew:
        return untouched
    touched = _touched(cut, holidays)
    read_anew = list(_as_known(touched, cut, known))
    columns = list(counted.selected_columns)
    rows = [[getattr(read if hasattr(read, c.name) else ticket, c.name) for c in columns] for ticket, read in read_anew]
    tickets = _mended(columns, counted.where(Ticket.id.not_in(touched)), rows, "ticket")
    stints = _part(STINT, touched, [(t.id, stint) for t, read in read_anew for stint in read.stints])
    legs = _part(LEG, touched, [(t.id, leg) for t, read in read_anew for leg in read.legs])
    return Books(tickets, stints, legs, untouched.calendar)


@dataclass(frozen=True, slots=True)
class Written:
    """How far the story of all cases is written: the same ``key`` gives the same figures at the cut for ever.

    ``anew``: whether there are cases to be read from their stories for it.
    """

    key: Hashable
    anew: bool


def written(cut: Cut, holidays: HolidayBook) -> Written:
    """Asked of the database at a cut."""
    newest = select(TicketEvent.hash).order_by(TicketEvent.id.desc()).limit(1).scalar_subquery()
    last_at = select(func.max(TicketEvent.recorded_at)).scalar_subquery()
    link, last, anew = db.session.execute(select(newest, last_at, _touched(cut, holidays).exists())).one()
    return Written((link, cut.moment, None if last is None or last < cut.known else cut.known), bool(anew))


def _touched(cut: Cut, holidays: HolidayBook) -> Select[Any]:
    """The cases whose kept columns know more than was known at the cut, or lack what the version before left out."""
    later = select(TicketEvent.ticket_id).where(TicketEvent.recorded_at >= cut.known, TicketEvent.at < cut.moment)
    unread = select(TicketLeg.ticket_id).where(TicketLeg.received_at.is_(None))
    if not _hindsight(cut, holidays):
        return select(union_all(later, unread).subquery().c.ticket_id)
    standing = select(TicketLeg.ticket_id).where(
        TicketLeg.phase != Phase.DONE,
        TicketLeg.started_at < cut.moment,
        or_(TicketLeg.ended_at.is_(None), TicketLeg.ended_at >= cut.moment),
    )
    return select(union_all(later, unread, standing).subquery().c.ticket_id)


def _hindsight(cut: Cut, holidays: HolidayBook) -> bool:
    """Whether a day before the cut was declared closed, or open, only after it."""
    return any(
        row.recorded_at >= cut.moment or (row.removed_at is not None and row.removed_at >= cut.moment)
        for row in holidays.rows
        if row.day < cut.today
    )


def holidays_known(cut: Cut, holidays: HolidayBook | None = None) -> HolidayBook:
    """The holiday table (``holidays``, if read already) without what was entered or taken back later."""
    rows = (row for row in (holidays or calendar.book()).rows if row.recorded_at < cut.known)
    return HolidayBook(
        tuple(
            row if row.removed_at is None or row.removed_at < cut.known else KnownHoliday(row.day, row.recorded_at)
            for row in rows
        )
    )


def _as_known(touched: Select[Any], cut: Cut, known: HolidayBook) -> Iterator[tuple[Ticket, Facts]]:
    """The touched cases that existed then, read from the story as it was known."""
    query = scope.everything().where(Ticket.id.in_(touched)).options(selectinload(Ticket.events))
    for ticket in db.session.scalars(query).unique():
        story: tuple[Event, ...] = as_known(ticket.history, until=cut.moment, known=cut.known)
        if any(event.status for event in story):
            yield ticket, facts(story, ticket.promise, known, cut.moment - _TICK)


def _part(table: Table, touched: Select[Any], read: Sequence[tuple[int, Any]]) -> FromClause:
    """A table with the touched cases' rows exchanged."""
    columns = [c for c in table.columns if c.name != "id"]
    kept = select(*columns).where(table.c.ticket_id.not_in(touched))
    rows = [[of if c.name == "ticket_id" else getattr(one, c.name) for c in columns] for of, one in read]
    return _mended(columns, kept, rows, table.name)


def _mended(columns: Sequence[Any], kept: Select[Any], rows: Sequence[Sequence[Any]], name: str) -> FromClause:
    if not rows:
        return kept.subquery(name)
    named = values(*(column(c.name, c.type) for c in columns), name=f"{name}_known", literal_binds=True)
    known = named.data([tuple(row) for row in rows]).cte(f"{name}_as_known")
    return union_all(kept, select(*map(_typed, known.c))).subquery(name)


def _typed(column: Any) -> Any:
    """PostgreSQL takes a row's values for text unless told; SQLite would make a number of a date if told."""
    told = db.session.get_bind().dialect.name == "postgresql"
    return sql_cast(column, column.type).label(column.name) if told else column


class MinutesUntil:
    """The working minutes from a day's opening until the cut, reckoned back as far as somebody asks."""

    def __init__(self, cut: Cut, book: Calendar) -> None:
        self.book, self.day = book, cut.last_day
        self.found = {self.day: book.reading(cut.moment - _TICK)}

    def __getitem__(self, day: date) -> int:
        while self.day > day:
            later, self.day = self.found[self.day], self.day - timedelta(days=1)
            self.found[self.day] = later + (MINUTES_A_DAY if self.book.is_workday(self.day) else 0)
        return self.found[day]
