"""What the water ledger says of a period: every figure is the sum of its rows, so that figure and list cannot differ.

It knows no database; the ledger it is given holds only what was known at the cut.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from app.domain.quantiles import Times, kaplan_meier
from app.domain.statistics import Quantile, Share
from app.domain.water_entries import Act, Entry, House
from app.domain.workflow import Kind

WITHIN = timedelta(days=3)
_DROVE = {Kind.SET_OUT, Kind.DELIVERED, Kind.PART_DELIVERED, Kind.NOT_DELIVERED}
_OTHERWISE = {Kind.NOT_ACCEPTED, Kind.REFERRED, Kind.MERGED}


@dataclass(frozen=True, slots=True)
class Row:
    """A line behind a figure: the request, house, round or village it is about, when, and how much it adds."""

    at: datetime
    amount: int = 1
    ticket: int | None = None
    house: House | None = None
    round: int | None = None
    village: int | None = None


@dataclass(frozen=True)
class Ledger:
    """All that moved water, or a request for it, before ``until``, in order; without what was over before ``start``."""

    entries: Sequence[Entry]
    acts: Sequence[Act]
    start: datetime
    until: datetime

    def of(self, start: datetime, until: datetime) -> "Ledger":
        """The same ledger for a shorter stretch."""
        return Ledger(self.entries, self.acts, start, until)

    def within(self, start: datetime | None = None) -> Iterator[Entry]:
        """The lines of the stretch; with ``start`` of another beginning."""
        first = self.start if start is None else start
        return (entry for entry in self.entries if first <= entry.at < self.until)

    def changed(self, column: str, *, sign: int = 0) -> list[Row]:
        """By how much a column changed in the stretch, house by house; ``sign``: only what rose, or what fell."""
        return _by_house(
            (entry.house, entry.at, sign * change if sign else change)
            for entry in self.within()
            if (change := getattr(entry, column)) and (not sign or sign * change > 0)
        )

    def standing(self, column: str, moment: datetime) -> list[Row]:
        """What stood in a column just before a moment, house by house, since the request came."""
        found = ((e.house, e.house.received_at, getattr(e, column)) for e in self.entries if e.at < moment)
        return _by_house(found)

    def requests(self, *kinds: Kind) -> list[Row]:
        """Requests to which one of these happened in the stretch, each once, by the last time."""
        last = {act.ticket: act.at for act in self.acts if act.kind in kinds and self.start <= act.at < self.until}
        return [Row(at, ticket=ticket) for ticket, at in last.items()]

    @cached_property
    def brought(self) -> list[Row]:
        """Litres that reached each house in the stretch, asked for or not."""
        return _by_house(
            (entry.house, entry.at, given)
            for entry in self.within()
            if (given := entry.given - entry.given_before)
        )

    @cached_property
    def homes(self) -> list[Row]:
        """Every home that got water in the stretch, once, however often it asked: its latest request, its persons."""
        found: dict[tuple[int | None, str], Row] = {}
        for row in self.brought:
            if row.amount > 0 and row.house:
                key = (row.house.village, row.house.home)
                found[key] = max(found.get(key, row), row, key=lambda r: r.house.id if r.house else 0)
        return [Row(row.at, row.house.persons, row.ticket, row.house) for row in found.values() if row.house]

    @cached_property
    def trips(self) -> list[Row]:
        """Loads that were driven: each round once, at its first sign of life; outside rounds as often as filled."""
        first: dict[int, datetime] = {}
        alone = []
        for act in self.acts:
            if act.kind in _DROVE and act.round is not None:
                first[act.round] = min(first.get(act.round, act.at), act.at)
            elif act.loads:
                alone.append(Row(act.at, act.loads, ticket=act.ticket))
        driven = [Row(at, round=number) for number, at in first.items()]
        return [row for row in (*driven, *alone) if self.start <= row.at < self.until]

    @cached_property
    def waits(self) -> list[tuple[House, int, bool]]:
        """Houses asked for in the stretch: seconds until their first water; False: still waiting, so long by now.

        A house whose request ended without water is left out.
        """
        first: dict[House, datetime] = {}
        left: dict[House, int] = {}
        for entry in self.entries:
            if entry.at < self.until and self.start <= entry.house.received_at:
                left[entry.house] = entry.left
                if entry.given <= 0:
                    first.pop(entry.house, None)
                else:
                    first.setdefault(entry.house, entry.at)
        return [
            (house, int((first.get(house, self.until) - house.received_at).total_seconds()), house in first)
            for house, litres in left.items()
            if house in first or litres
        ]

    def in_time(self) -> dict[str | None, Share]:
        """By village: of the houses asked for long enough before the end, those that had water within ``WITHIN``."""
        counts: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
        for house, quick in self.judged():
            count = counts[None if house.village is None else str(house.village)]
            count[0] += quick
            count[1] += 1
        return {village: Share(*both) for village, both in counts.items()}

    def judged(self) -> list[tuple[House, bool]]:
        """Houses asked for at least ``WITHIN`` before the end, and whether they had water within it."""
        limit = self.until - WITHIN
        return [
            (house, watered and seconds <= WITHIN.total_seconds())
            for house, seconds, watered in self.waits
            if house.received_at <= limit
        ]


FIGURES: dict[str, Callable[[Ledger], list[Row]]] = {
    "requests": lambda of: of.requests(Kind.RECEIVED),
    "approved": lambda of: of.requests(Kind.APPROVED),
    "not_approved": lambda of: of.requests(Kind.NOT_APPROVED),
    "withdrawn": lambda of: of.requests(Kind.WITHDRAWN),
    "otherwise": lambda of: of.requests(*_OTHERWISE),
    "fulfilled": lambda of: of.requests(Kind.DELIVERED),
    "brought_forward": lambda of: of.standing("outstanding", of.start),
    "asked": lambda of: of.changed("asked"),
    "returned": lambda of: of.changed("declined", sign=-1),
    "delivered": lambda of: of.changed("delivered"),
    "declined": lambda of: of.changed("declined", sign=1),
    "outstanding": lambda of: of.standing("outstanding", of.until),
    "extra": lambda of: of.changed("extra"),
    "brought": lambda of: of.brought,
    "trips": lambda of: of.trips,
    "rounds": lambda of: [row for row in of.trips if row.round is not None],
    "points": lambda of: [Row(row.at, 1, row.ticket, row.house) for row in of.brought if row.amount > 0],
    "homes": lambda of: [Row(row.at, 1, row.ticket, row.house) for row in of.homes],
    "persons": lambda of: [row for row in of.homes if row.amount],
    "villages": lambda of: _villages(of.homes),
    "waiting": lambda of: [Row(row.at, 1, row.ticket, row.house) for row in of.standing("outstanding", of.until)],
    "timed": lambda of: [Row(house.received_at, 1, house.ticket, house) for house, _seconds, _done in of.waits],
    "judged": lambda of: [Row(house.received_at, 1, house.ticket, house) for house, _quick in of.judged()],
}


def amount(rows: Iterable[Row]) -> int:
    """The figure that these rows are behind."""
    return sum(row.amount for row in rows)


def village_of(row: Row) -> int | None:
    """The village a row counts for."""
    return row.house.village if row.house else row.village


def typical(waits: Iterable[tuple[House, int, bool]], *percents: int) -> tuple[Quantile, ...]:
    """Times until the first water, in seconds, those who still wait counted as waiting."""
    return kaplan_meier((Times(seconds, int(done), int(not done)) for _, seconds, done in waits), *percents)


def _by_house(changes: Iterable[tuple[House, datetime, int]]) -> list[Row]:
    """Added up for each house; a house whose changes cancel each other has no row."""
    sums: dict[House, list[int]] = {}
    last: dict[House, datetime] = {}
    for house, at, change in changes:
        sums.setdefault(house, [0])[0] += change
        last[house] = at
    return [Row(last[house], sum_, house.ticket, house) for house, (sum_,) in sums.items() if sum_]


def _villages(homes: Iterable[Row]) -> list[Row]:
    """Each village once, by the last home reached there."""
    found: dict[int, Row] = {}
    for row in sorted(homes, key=lambda row: row.at):
        if row.house and row.house.village is not None:
            found[row.house.village] = Row(row.at, village=row.house.village)
    return list(found.values())
