"""One figure told apart: of a period the whole and its groups, or of many periods, each beside its year before.

Only what the figure needs is counted, of all groups in one question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from app.domain.periods import Period
from app.domain.quantiles import Spread
from app.domain.statistics import Share
from app.services import calendar
from app.services.statistics.catalogue import Known
from app.services.statistics.counts import EVERYTHING, NONE, Counts, Group
from app.services.statistics.figures import DURATIONS, RATIOS, Figure, of_ratio, of_times, of_waits
from app.services.statistics.measures import MEASURES
from app.services.statistics.tally import Tally, tally, year_before

_RATIOS = {ratio.key: ratio for ratio in RATIOS}
_DURATIONS = {duration.key: duration for duration in DURATIONS}


@dataclass(frozen=True)
class Split:
    """A figure of a tally's period; ``dimension`` names the groups it is told apart by, None for none."""

    known: Known
    tally: Tally
    dimension: str | None = None

    @property
    def _dimensions(self) -> Sequence[str]:
        return () if self.dimension is None else (self.dimension,)

    @cached_property
    def _times(self) -> Mapping[Group, Spread]:
        of = _DURATIONS[self.known.key]
        return self.tally.counting.times(of.clock, of.measure, self._dimensions)

    @cached_property
    def _counts(self) -> Mapping[Group, Counts]:
        wanted = dict.fromkeys((self.known.part, self.known.whole))
        return self.tally.counting.counts([MEASURES[key] for key in wanted], self._dimensions)

    @cached_property
    def keys(self) -> set[str | None]:
        """The groups that have cases."""
        found = self._times if self.known.timed else self._counts
        return {key for dimension, key in found if dimension == self.dimension}

    @property
    def whole(self) -> Figure:
        """Of everything."""
        return self._of(EVERYTHING)

    def group(self, key: str | None) -> Figure:
        """Of one group; one without cases has a figure of nought."""
        return self._of((self.dimension or "", key))

    def _of(self, group: Group) -> Figure:
        if self.known.timed:
            of = _DURATIONS[self.known.key]
            return of_times(of, self._times.get(group, ()), self.tally.select(of.measure, group))
        return counted(self.known, self._counts.get(group, NONE), self.tally, group)


def counted(known: Known, counts: Counts, of: Tally, group: Group = EVERYTHING) -> Figure:
    """A count, a share or the share of waiting, from the counts of a group."""
    cases = of.select(known.whole, group)
    if known.kind == "share":
        share = Share(counts[known.part], counts[known.whole])
        return of_ratio(_RATIOS[known.key], share, cases, of.select(known.part, group))
    number = counts[known.whole]
    if known.kind == "part_of_time":
        return of_waits(counts.waited, counts.lived, number, cases)
    return Figure(
        known.key, known.kind, known.title, known.formula, number, number, number, cases, n=known.n, to=known.to
    )


def whole(known: Known, of: Tally) -> Figure:
    """A figure of everything, from a tally that has counted already."""
    return of.durations[known.key] if known.timed else counted(known, of.total.counts, of)


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the same a year before."""

    period: Period
    now: Figure
    before: Figure


def over_time(
    known: Known, periods: Sequence[Period], channel: str | None, *, now: datetime, as_of: date | None
) -> Sequence[Pair]:
    """The figure of each period, beside the year before."""
    found, holidays = [], calendar.book()
    for period in periods:
        this = tally(period, channel, now=now, as_of=as_of, holidays=holidays)
        earlier = year_before(this, now=now, as_of=as_of)
        found.append(Pair(period, Split(known, this).whole, Split(known, earlier).whole))
    return found
