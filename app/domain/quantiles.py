"""The time in which half, or nine in ten, of cases are done: of those that are done, or with the open ones counted.

It knows no cases and no database. STATISTICS ("Figures", "Decided") is the source of every rule here.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, islice
from operator import gt
from typing import NamedTuple

from app.domain.statistics import Quantile

_numbers = partial(array, "q")  # eight bytes each, where a list of numbers takes five times as much


class Times(NamedTuple):
    """How many cases were done, and how many still waited, at one time."""

    time: int
    done: int
    waiting: int = 0


@dataclass(slots=True)
class Spread:
    """The times of many cases, in any order: how many were done at each, and of each that waits how long it does."""

    times: "array[int]" = field(default_factory=_numbers)
    done: "array[int]" = field(default_factory=_numbers)
    waits: list[int] = field(default_factory=list)

    def add(self, time: int, done: int, waiting: int = 0) -> None:
        """So many more cases."""
        if done:
            self.times.append(time)
            self.done.append(done)
        self.waits += [time] * waiting

    def __iter__(self) -> Iterator[Times]:
        """Each time once, in order."""
        done, waiting = Counter[int](), Counter(self.waits)
        for time, cases in zip(self.times, self.done, strict=True):
            done[time] += cases
        return (Times(time, done[time], waiting[time]) for time in sorted({*done, *waiting}))

    def rising(self) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """The times in order, how many cases were done up to each, the waits in order."""
        times, done = self.times, self.done
        if any(map(gt, times, islice(times, 1, None))):  # most come in order from the database
            order = sorted(range(len(times)), key=times.__getitem__)
            times, done = (_numbers(map(column.__getitem__, order)) for column in (times, done))
        return times, _numbers(accumulate(done)), sorted(self.waits)


def spread(times: Iterable[Times]) -> Spread:
    """Times from anywhere as a spread."""
    if isinstance(times, Spread):
        return times
    found = Spread()
    for each in times:
        found.add(*each)
    return found


def joined(parts: Iterable[Spread]) -> Spread:
    """The cases of several groups together."""
    whole = Spread()
    for part in parts:
        whole.times.extend(part.times)
        whole.done.extend(part.done)
        whole.waits.extend(part.waits)
    return whole


def nearest_rank(times: Iterable[Times], percent: int) -> Quantile:
    """The smallest time by which so many per cent of the done cases were done; waiting ones are left out."""
    at, passed, _ = spread(times).rising()
    if not at:
        return Quantile(None, 0, 0)
    rank = -(-passed[-1] * percent // 100)
    return Quantile(at[bisect_left(passed, rank)], at[-1], passed[-1])


def kaplan_meier(times: Iterable[Times], *percents: int) -> tuple[Quantile, ...]:
    """For each of ``percents``, rising: the smallest time t with S(t) ≤ the rest. Exact, in whole numbers.

    Cases still waiting count as waiting at least so long; at equal times closings come before waits. Between two waits
    S falls by the same step with each case that is done, so that the time is found by its rank.
    """
    at, passed, waits = spread(times).rising()
    of = (passed[-1] if passed else 0) + len(waits)
    longest = max([*at[-1:], *waits[-1:]], default=0)
    found: list[Quantile] = []
    alive, all_ = 1, 1  # S where a stretch begins = alive / all_
    for first, last, at_risk, left in _stretches(at, passed, waits):
        for percent in percents[len(found) :]:
            rest = all_ * at_risk * (100 - percent)
            if alive * left * 100 > rest:
                break
            rank = passed[last - 1] + left - rest // (alive * 100)
            found.append(Quantile(at[bisect_left(passed, rank, first, last)], longest, of))
        if len(found) == len(percents):
            break
        alive, all_ = alive * left, all_ * at_risk
    return (*found, *[Quantile(None, longest, of)] * (len(percents) - len(found)))


def _stretches(
    at: Sequence[int], passed: Sequence[int], waits: Sequence[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Times with no wait between them: the first, the one after the last, the cases at risk before them and left."""
    first, before = 0, 0
    for waited, wait in enumerate([*waits, *at[-1:]]):
        last = bisect_right(at, wait, first)
        if last > first:
            of = passed[-1] + len(waits) - waited
            yield first, last, of - before, of - passed[last - 1]
            first, before = last, passed[last - 1]
