"""Counting in the database: every measure for every group in one question, the times of cases in another."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
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
from app.domain.quantiles import Spread
from app.domain.statistics import Cut
from app.extensions import db
from app.services import calendar
from app.services.statistics import conditions
from app.services.statistics.books import Books, MinutesUntil, Written, books, written
from app.services.statistics.counts import DIMENSIONS, EVERYTHING, NONE, TOTAL, Counts, Group
from app.services.statistics.measures import ALL, MEASURES, Measure
from app.services.statistics.rows import Sheet, Sheets, Source
from app.services.statistics.times import standing, times

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
        return self.beside.books if self.beside else books(self.cut, self.holidays, self.written)

    @cached_property
    def sheets(self) -> Sheets:
        """The rows to count."""
        return Sheets(self.books, self.period, self.cut, self.channel)

    @cached_property
    def written(self) -> Written:
        """How far the story is written, as known at the cut."""
        return self.beside.written if self.beside else written(self.cut, self.holidays)

    @cached_property
    def _own(self) -> Sequence[Any]:
        return standing(self.sheets, self.dimensions)

    def _still(self, dimensions: Names) -> Callable[[], Sequence[Any]]:
        """What is standing, read once for the tally's own groups."""
        return lambda: self._own if {*dimensions} <= {*self.dimensions} else standing(self.sheets, dimensions)

    @cached_property
    def minutes(self) -> MinutesUntil:
        """The office minutes of what is in our hands still."""
        return self.beside.minutes if self.beside else MinutesUntil(self.cut, self.books.calendar)

    def counts(self, measures: Sequence[Measure] = ALL, dimensions: Names | None = None) -> dict[Group, Counts]:
        """Every measure (or some) of every group (or of some dimensions), and of everything."""
        dimensions = self.dimensions if dimensions is None else dimensions
        rows = self._cells(measures, dimensions)
        flags = [func.sum(rows.c[measure.key]) for measure in measures]
        seconds = [func.coalesce(func.sum(rows.c[name]), 0) for name in ("waited", "lived")]
        found = {EVERYTHING: NONE}
        query = _by_group(rows, [*seconds, *flags], dimensions)
        for dimension, key, waited, lived, *numbers in db.session.execute(query):
            counted = {measure.key: int(n or 0) for measure, n in zip(measures, numbers, strict=True)}
            found[dimension, key] = Counts(counted, int(waited), int(lived))
        return found

    def times(self, clock: str, measure: str = "timed", dimensions: Names | None = None) -> dict[Group, Spread]:
        """How long the cases of a measure took or have waited so far, by the clock office, resident or acknowledge."""
        dimensions = self.dimensions if dimensions is None else dimensions
        return times(self.sheets, self._still(dimensions), self.minutes, [(clock, measure)], dimensions)[clock, measure]

    def times_of_all(self, *wanted: tuple[str, str]) -> dict[tuple[str, str], Spread]:
        """The same for pairs of clock and measure, without groups, in one question."""
        found = times(self.sheets, self._still(()), self.minutes, wanted, ())
        return {pair: groups.get(EVERYTHING, Spread()) for pair, groups in found.items()}

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
        parts, (dimension, key) = [], group
        for sheet, condition in MEASURES[measure].where.items():
            traits = self.sheets.traits(sheet)
            columns = [traits[name].label(name) for name in ("ticket_id", "at", "late_from")]
            trait = null() if dimension == TOTAL else cast(traits[dimension], String)
            of_group = trait.is_(None) if key is None else trait == key
            parts.append(self.sheets.read(sheet, *columns, where=condition, of_group=of_group))
        found = union_all(*parts).subquery("occurrence")
        return select(found.c.ticket_id, found.c.at, found.c.late_from)

    def _cells(self, measures: Sequence[Measure], dimensions: Names) -> CTE:
        """The sums of each measure for every combination of groups, sheet by sheet: few rows to add up further."""
        source, parts = self.sheets.source, []
        for sheet in Sheet:
            counted = [measure for measure in measures if sheet in measure.where]
            if not counted:
                continue
            traits = self.sheets.traits(sheet)
            asked = [traits[name].label(name) for name in (*dimensions, "waited", "lived")]
            rows = self.sheets.read(sheet, *asked, *(_flag(measure, sheet, source) for measure in counted)).subquery()
            groups = [rows.c[name] for name in dimensions]
            done = rows.c.finished if MEASURES["finished"] in counted and sheet is Sheet.DONE else literal(0)
            seconds = [func.sum(rows.c[name] * done).label(name) for name in ("waited", "lived")]
            sums = [
                (func.sum(rows.c[measure.key]) if measure in counted else literal(0)).label(measure.key)
                for measure in measures
            ]
            parts.append(select(*groups, *seconds, *sums).group_by(*groups))
        return union_all(*parts).cte("cell")


def _flag(measure: Measure, sheet: Sheet, source: Source) -> ColumnElement[int]:
    condition = measure.where.get(sheet)
    if condition is None:
        return literal(0).label(measure.key)
    if condition is conditions.every:
        return literal(1).label(measure.key)
    return case((condition(source), 1), else_=0).label(measure.key)


def _by_group(rows: CTE, columns: Sequence[Any], dimensions: Names) -> Any:
    """The columns for everything and for the groups of each dimension."""

    def part(name: str, *traits: Any) -> Select[Any]:
        key = cast(traits[0] if traits else null(), String)
        query = select(literal(name).label("dimension"), key.label("key"), *columns).select_from(rows)
        return query.group_by(*traits)

    return union_all(part(TOTAL), *(part(name, rows.c[name]) for name in dimensions))


__all__ = ["DIMENSIONS", "EVERYTHING", "NONE", "TOTAL", "Counting", "Counts", "Group"]
