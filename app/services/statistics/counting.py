"""Counting in the database: every measure for every group in one question, every typical time in another."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)

from app.domain.clocks import HolidayBook
from app.domain.periods import Period
from app.domain.statistics import Cut, Times
from app.domain.workflow import Phase
from app.extensions import db
from app.services import calendar
from app.services.statistics import conditions
from app.services.statistics.books import Books, books, minutes_until
from app.services.statistics.counts import DIMENSIONS, EVERYTHING, NONE, TOTAL, Counts, Group
from app.services.statistics.measures import ALL, MEASURES, Measure
from app.services.statistics.rows import Sheet, Sheets, Source

Names = Sequence[str]


@dataclass(frozen=True)
class Counting:
    """Questions about a period, at a cut, for a channel or (None) for all; ``dimensions``: what to tell groups by."""

    period: Period
    cut: Cut
    channel: str | None = None
    dimensions: Names = DIMENSIONS
    known: HolidayBook | None = field(default=None, repr=False)
    beside: "Counting | None" = field(default=None, repr=False)

    def of(self, period: Period) -> "Counting":
        """The same questions about another period at the same cut, read from the same books."""
        return Counting(period, self.cut, self.channel, self.dimensions, self.known, self)

    @cached_property
    def holidays(self) -> HolidayBook:
        """The holiday table with its own history; read once for many cuts."""
        return self.known or calendar.book()

    @cached_property
    def books(self) -> Books:
        """The tables as known at the cut."""
        return self.beside.books if self.beside else books(self.cut, self.holidays)

    @cached_property
    def sheets(self) -> Sheets:
        """The rows to count."""
        return Sheets(self.books, self.period, self.cut, self.channel)

    @cached_property
    def days(self) -> FromClause:
        """The days on which cases came into our hands that are there still, and the office minutes since."""
        if self.beside:
            return self.beside.days
        leg, moment = self.books.leg.c, self.cut.moment
        standing = select(leg.started_on).where(leg.phase == Phase.OURS, leg.started_at < moment)
        days = db.session.scalars(standing.where(leg.ended_at.is_(None) | (leg.ended_at >= moment)).distinct())
        return minutes_until(self.cut, self.books.calendar, days.all())

    def counts(self, measures: Sequence[Measure] = ALL, dimensions: Names | None = None) -> dict[Group, Counts]:
        """Every measure (or some) of every group (or of some dimensions), and of everything."""
        dimensions = self.dimensions if dimensions is None else dimensions
        rows = self._cells(measures)
        flags = [func.sum(rows.c[measure.key]) for measure in measures]
        seconds = [func.coalesce(func.sum(rows.c[name]), 0) for name in ("waited", "lived")]
        found = {EVERYTHING: NONE}
        query = _by_group(rows, [*seconds, *flags], dimensions=dimensions)
        for dimension, key, waited, lived, *numbers in db.session.execute(query):
            counted = {measure.key: int(n or 0) for measure, n in zip(measures, numbers, strict=True)}
            found[dimension, key] = Counts(counted, int(waited), int(lived))
        return found

    def times(self, clock: str, measure: str = "timed", dimensions: Names | None = None) -> dict[Group, list[Times]]:
        """How long the cases of a measure took or have waited so far, by the clock office, resident or acknowledge."""
        dimensions = self.dimensions if dimensions is None else dimensions
        rows = self._rows((Sheet.DONE, Sheet.OPEN), [MEASURES[measure]], self.days)
        found: defaultdict[Group, list[Times]] = defaultdict(list)
        query = _by_group(
            rows, _timed(rows, clock), dimensions=dimensions, by=[rows.c[clock]], where=_in(rows, clock, measure)
        )
        for dimension, key, at, done, pending in db.session.execute(query):
            found[dimension, key].append(Times(at, int(done), int(pending)))
        return found

    def times_of_all(self, *wanted: tuple[str, str]) -> dict[tuple[str, str], list[Times]]:
        """The same for pairs of clock and measure, without groups, in one question."""
        measures = [MEASURES[m] for m in dict.fromkeys(m for _, m in wanted)]
        rows = self._rows((Sheet.DONE, Sheet.OPEN), measures, self.days)
        parts = [
            select(literal(clock).label("clock"), literal(measure).label("measure"), *_timed(rows, clock))
            .where(_in(rows, clock, measure))
            .group_by(rows.c[clock])
            for clock, measure in wanted
        ]
        found: dict[tuple[str, str], list[Times]] = {pair: [] for pair in wanted}
        for clock, measure, at, done, pending in db.session.execute(union_all(*parts)):
            found[clock, measure].append(Times(at, int(done), int(pending)))
        return found

    def by_day(self) -> dict[date, int]:
        """How the number of open cases changed on each day of the period on which it did."""
        stint, ticket = self.books.stint.c, self.books.ticket.c
        joined = self.books.stint.join(self.books.ticket, ticket.id == stint.ticket_id)
        parts = [
            select(day.label("day"), literal(change).label("change"), func.count().label("cases"))
            .select_from(joined)
            .where(moment >= self.period.first_moment, moment < self.cut.moment)
            .where(ticket.channel_slug == self.channel if self.channel else true())
            .group_by(day)
            for moment, day, change in ((stint.opened_at, stint.opened_on, 1), (stint.closed_at, stint.closed_on, -1))
        ]
        found: defaultdict[date, int] = defaultdict(int)
        for day, change, cases in db.session.execute(union_all(*parts)):
            found[day] += change * cases
        return found

    def occurrences(self, measure: str, group: Group = EVERYTHING) -> Select[Any]:
        """Exactly the cases of a figure, one row an occurrence: ``ticket_id``, ``at``, ``late_from``."""
        parts = []
        for sheet, condition in MEASURES[measure].where.items():
            part = self.sheets.read(sheet, where=condition).subquery()
            query = select(part.c.ticket_id, part.c.at, part.c.late_from)
            dimension, key = group
            if dimension != TOTAL:
                trait = cast(part.c[dimension], String)
                query = query.where(trait.is_(None) if key is None else trait == key)
            parts.append(query)
        found = union_all(*parts).subquery("occurrence")
        return select(found.c.ticket_id, found.c.at, found.c.late_from)

    def _cells(self, measures: Sequence[Measure]) -> CTE:
        """The sums of each measure for every combination of groups, sheet by sheet: few rows to add up further."""
        source, parts = self.sheets.source, []
        for sheet in Sheet:
            counted = [measure for measure in measures if sheet in measure.where]
            if not counted:
                continue
            rows = self.sheets.read(sheet, *(_flag(measure, sheet, source) for measure in counted)).subquery()
            groups = [rows.c[name] for name in DIMENSIONS]
            done = rows.c.finished if MEASURES["finished"] in counted and sheet is Sheet.DONE else literal(0)
            seconds = [func.sum(rows.c[name] * done).label(name) for name in ("waited", "lived")]
            sums = [
                (func.sum(rows.c[measure.key]) if measure in counted else literal(0)).label(measure.key)
                for measure in measures
            ]
            parts.append(select(*groups, *seconds, *sums).group_by(*groups))
        return union_all(*parts).cte("cell")

    def _rows(self, sheets: Iterable[Sheet], measures: Sequence[Measure], days: FromClause | None = None) -> CTE:
        """All rows of the sheets, with 1 where a measure counts them; with ``days`` their times."""
        source = self.sheets.source
        parts = [
            self.sheets.read(sheet, *(_flag(measure, sheet, source) for measure in measures), days=days)
            for sheet in sheets
        ]
        return union_all(*parts).cte("occurrence")


def _flag(measure: Measure, sheet: Sheet, source: Source) -> ColumnElement[int]:
    condition = measure.where.get(sheet)
    if condition is None:
        return literal(0).label(measure.key)
    if condition is conditions.every:
        return literal(1).label(measure.key)
    return case((condition(source), 1), else_=0).label(measure.key)


def _timed(rows: CTE, clock: str) -> list[Any]:
    """A time, how many were done then, how many still waited then."""
    pending = rows.c.unacknowledged if clock == "acknowledge" else rows.c.pending
    return [rows.c[clock].label("time"), func.sum(1 - pending).label("done"), func.sum(pending).label("pending")]


def _in(rows: CTE, clock: str, measure: str) -> ColumnElement[bool]:
    return (rows.c[measure] == 1) & rows.c[clock].is_not(None)


def _by_group(
    rows: CTE,
    columns: Sequence[Any],
    *,
    dimensions: Names,
    by: Sequence[Any] = (),
    where: ColumnElement[bool] | None = None,
) -> Any:
    """The columns for everything and for the groups of each dimension, further grouped ``by`` some."""

    def part(name: str, *traits: Any) -> Select[Any]:
        key = cast(traits[0] if traits else null(), String)
        query = select(literal(name).label("dimension"), key.label("key"), *columns).select_from(rows)
        if where is not None:
            query = query.where(where)
        return query.group_by(*traits, *by)

    return union_all(part(TOTAL), *(part(name, rows.c[name]) for name in dimensions))


__all__ = ["DIMENSIONS", "EVERYTHING", "NONE", "TOTAL", "Counting", "Counts", "Group"]
