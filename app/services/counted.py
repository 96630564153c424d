"""The counts and times of a span that public figures are made of; those of a settled year are counted once for ever."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.periods import Period
from app.domain.quantiles import Times
from app.services import settled
from app.services.statistics import Line, tally
from app.services.statistics.counts import EVERYTHING, NONE, Counts, Group
from app.services.statistics.measures import ALL, Measure


@dataclass(frozen=True, slots=True)
class Counted:
    """By group: its counts, and the times of its cases by the resident's clock."""

    counts: Mapping[Group, Counts]
    times: Mapping[Group, Sequence[Times]]

    def line(self, group: Group = EVERYTHING) -> Line:
        """One row of a table; a group that has no cases has a row of noughts."""
        return Line(group, self.counts.get(group, NONE), lambda _group: ())

    def lines(self, dimension: str) -> dict[str | None, Line]:
        """The rows of a table by the group's key."""
        return {group[1]: self.line(group) for group in self.counts if group[0] == dimension}


def counted(
    of: Period, dimensions: Sequence[str], *, now: datetime, as_of: date, closed: bool,
    measures: Sequence[Measure] = ALL, times: Sequence[str] | None = None,
) -> Counted:  # fmt: skip
    """As known at the end of ``as_of``; ``closed``: of a settled year. ``times``: dimensions, None for no times."""

    def count() -> Any:
        counting = tally(of, now=now, as_of=as_of).counting
        counts = counting.counts(measures, dimensions)
        found = {} if times is None else counting.times("resident", dimensions=times)
        return {
            "counts": [[*group, one.by_measure] for group, one in counts.items()],
            "times": [[*group, [[t.time, t.done, t.waiting] for t in those]] for group, those in found.items()],
        }

    plain = settled.kept(of.code, as_of, count) if closed else count()
    return Counted(
        {(dimension, key): Counts(counts) for dimension, key, counts in plain["counts"]},
        {(dimension, key): [Times(*t) for t in those] for dimension, key, those in plain["times"]},
    )
