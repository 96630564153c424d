"""The figures of a period put together: balance, shares and times of the whole and of every row of every table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from app.domain.clocks import HolidayBook
from app.domain.equality import Compared, compare_all
from app.domain.periods import Period
from app.domain.quantiles import kaplan_meier
from app.domain.statistics import HALF, NINE_IN_TEN, Balance, Cut, Quantile, Share, cut_of
from app.services.keeping import keep
from app.services.statistics.counting import DIMENSIONS, EVERYTHING, NONE, TOTAL, Counting, Counts, Group
from app.services.statistics.figures import (
    DURATIONS,
    RATIOS,
    Duration,
    Figure,
    Selection,
    of_duration,
    of_ratio,
    of_waits,
    quantiles,
)

Counted = TypeVar("Counted")
_MOVES = {"unit", "category"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: a group, its counts, and its typical times in office minutes (asked for only when read)."""

    group: Group
    counts: Counts
    typical: Callable[[Group], Sequence[Quantile]]

    @property
    def half(self) -> Quantile:
        """The time in which half of its cases are done, the open ones counted as waiting."""
        return self.typical(self.group)[0]

    @property
    def nine(self) -> Quantile:
        """The same for nine in ten."""
        return self.typical(self.group)[1]

    @property
    def balance(self) -> Balance:
        """Checked when it is made."""
        dimension, counts = self.group[0], self.counts
        moved = {name: counts[f"{name}_{dimension}"] if dimension in _MOVES else 0 for name in ("in", "out")}
        return Balance(
            counts["brought"],
            counts["received"],
            counts["reopened"],
            counts["closed"],
            moved["in"],
            moved["out"],
            counts["open"],
        )

    @property
    def on_time(self) -> Share:
        """On time, of all that were closed or are overdue."""
        return self.share("on_time", "judged")

    def share(self, part: str, whole: str) -> Share:
        """One measure of another."""
        return Share(self.counts[part], self.counts[whole])

    @property
    def empty(self) -> bool:
        """Nothing came, nothing went, nothing is there."""
        return not any(self.counts.by_measure.values())


@dataclass(frozen=True)
class Tally:
    """All figures of a period, at a cut, for a channel or for all; each question is asked of the database once."""

    counting: Counting

    @property
    def period(self) -> Period:
        """The period it is about."""
        return self.counting.period

    @property
    def cut(self) -> Cut:
        """Where its figures stop."""
        return self.counting.cut

    @property
    def running(self) -> bool:
        """Whether the period is not over at the cut."""
        return self.cut.moment < self.period.end_moment

    def once(self, what: str, count: Callable[[], Counted]) -> Counted:
        """Of a period that is over, what was counted before, as long as nothing was written since."""
        if self.running:
            return count()
        of = self.counting
        return keep((what, of.period, of.channel, tuple(of.dimensions), of.written.key, of.holidays), count)

    @cached_property
    def _counts(self) -> Mapping[Group, Counts]:
        return self.once("counts", self.counting.counts)

    @cached_property
    def _office(self) -> Mapping[Group, Sequence[Quantile]]:
        return self.once("office", self._count_office)

    def _count_office(self) -> Mapping[Group, Sequence[Quantile]]:
        times = self.counting.times("office")
        return {group: kaplan_meier(found, HALF, NINE_IN_TEN) for group, found in times.items()}

    def line(self, group: Group = EVERYTHING) -> Line:
        """One row; a group that has no cases has a row of noughts."""
        return Line(group, self._counts.get(group, NONE), self._typical)

    def _typical(self, group: Group) -> Sequence[Quantile]:
        return self._office.get(group) or kaplan_meier((), HALF, NINE_IN_TEN)

    def lines(self, dimension: str) -> dict[str | None, Line]:
        """The rows of a table by the group's key; their columns add up to ``line()``."""
        if dimension not in self.counting.dimensions:
            raise LookupError(f"This tally was not told apart by {dimension}.")
        return {group[1]: self.line(group) for group in self._counts if group[0] == dimension}

    @cached_property
    def total(self) -> Line:
        """Everything."""
        return self.line()

    def equality(self, *dimensions: str) -> dict[str, dict[str | None, Compared]]:
        """Every group's share on time beside that of all others; judged together over all these dimensions."""
        return compare_all({
            name: {key: line.on_time for key, line in self.lines(name).items()} for name in dimensions
        })  # fmt: skip

    def daily(self) -> list[tuple[date, int]]:
        """The open cases at the end of each day, up to the last day shown."""
        changes, open_cases = self.once("days", self.counting.by_day), self.total.counts["brought"]
        days = (self.period.start + timedelta(days=n) for n in range((self.cut.last_day - self.period.start).days + 1))
        found = []
        for day in days:
            open_cases += changes.get(day, 0)
            found.append((day, open_cases))
        return found

    def select(self, measure: str, group: Group = EVERYTHING) -> Selection:
        """The cases behind a count."""
        return Selection(measure, self.period, self.counting.channel, group)

    @cached_property
    def ratios(self) -> dict[str, Figure]:
        """All shares."""
        return {
            ratio.key: of_ratio(
                ratio, self.total.share(ratio.part, ratio.whole), self.select(ratio.whole), self.select(ratio.part)
            )
            for ratio in RATIOS
        }

    @cached_property
    def durations(self) -> dict[str, Figure]:
        """All typical times."""
        return {
            duration.key: of_duration(duration, time, self.select(duration.measure))
            for duration, time in self.once("durations", self._count_durations)
        }

    def _count_durations(self) -> Sequence[tuple[Duration, Quantile]]:
        pairs = list(dict.fromkeys((d.clock, d.measure) for d in DURATIONS))
        found: dict[tuple[str, str], Mapping[int, Quantile]] = {}
        for measure in dict.fromkeys(measure for _, measure in pairs):  # one at a time: nearly every case has its own
            asked = [pair for pair in pairs if pair[1] == measure]
            for pair, times in self.counting.times_of_all(*asked).items():
                found[pair] = quantiles(times, waiting=pair[1] == "timed")
        return [(d, found[d.clock, d.measure][d.percent]) for d in DURATIONS]

    @property
    def waits(self) -> Figure:
        """The share of time spent waiting for residents."""
        counts = self.total.counts
        return of_waits(counts.waited, counts.lived, counts["finished"], self.select("finished"))


def tally(
    period: Period,
    channel: str | None = None,
    *,
    now: datetime,
    as_of: date | None = None,
    dimensions: Sequence[str] = DIMENSIONS,
    holidays: HolidayBook | None = None,
) -> Tally:
    """The figures of a period as known now, or at the end of day ``as_of``.

    ``dimensions``: told apart by these only; ``holidays``: the table with its history, if it was read before.
    """
    return Tally(Counting(period, cut_of(period, now=now, as_of=as_of), channel, dimensions, holidays))


def year_before(this: Tally, *, now: datetime, as_of: date | None = None) -> Tally:
    """The same span a year earlier; while the period runs, only up to the same day."""
    span, of = this.period.previous_until(this.cut.last_day) if this.running else this.period.previous(), this.counting
    return tally(span, of.channel, now=now, as_of=as_of, dimensions=of.dimensions, holidays=of.holidays)


__all__ = ["TOTAL", "Line", "Tally", "tally", "year_before"]
