"""The arithmetic of honest figures: shares, quantiles with the open cases counted, a balance that checks itself.

It knows no cases and no database. STATISTICS ("Figures", "Decided") is the source of every rule here.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from app.domain.clocks import MINUTES_A_DAY
from app.domain.dates import local_day
from app.domain.periods import Period

FEWEST = 5
HALF, NINE_IN_TEN = 50, 90
SECONDS_A_DAY = 86400
_DAY = timedelta(days=1)


class Unbalanced(ValueError):
    """Cases that came from nowhere or went nowhere; such a figure is not shown."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where figures stop: events from ``moment`` on are left out, and what was recorded from ``known`` on.

    ``today`` is the day it is then; when a period is over it is the first day after it, so that a due day on the last
    day has passed. ``full_day`` is the last day that is over.
    """

    moment: datetime
    known: datetime
    today: date
    full_day: date

    @property
    def last_day(self) -> date:
        """The day whose state is shown."""
        return local_day(self.moment - timedelta.resolution)


def cut_of(period: Period, *, now: datetime, as_of: date | None = None) -> Cut:
    """The end of the period or of day ``as_of`` (a whole day), whichever is first; while it runs, now."""
    known = now + timedelta.resolution
    if as_of is not None and as_of < local_day(now):
        known = Period(as_of, as_of + _DAY).end_moment
    moment = min(period.end_moment, known)
    today = local_day(moment)
    return Cut(moment, known, today, today - _DAY)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; a percentage only of five or more."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} of {self.whole}")

    @property
    def percent(self) -> int | None:
        """Rounded half up; 100 and 0 are kept for all and none."""
        if self.whole < FEWEST:
            return None
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        if 0 < self.part < self.whole:
            return min(max(rounded, 1), 99)
        return rounded


@dataclass(frozen=True, slots=True)
class Balance:
    """Brought forward + received + reopened − closed (+ moved in − moved out) = carried forward, or ``Unbalanced``."""

    brought: int = 0
    received: int = 0
    reopened: int = 0
    closed: int = 0
    moved_in: int = 0
    moved_out: int = 0
    carried: int = 0

    def __post_init__(self) -> None:
        came = self.brought + self.received + self.reopened + self.moved_in
        if came - self.closed - self.moved_out != self.carried:
            raise Unbalanced(str(self))

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Quantile:
    """The time by which a share of cases is done; ``value`` is None when it is more than ``longest``, seen so far."""

    value: int | None
    longest: int
    of: int

    @property
    def shown(self) -> bool:
        """Whether there are enough cases for a typical time."""
        return self.of >= FEWEST

    @property
    def more_than(self) -> bool:
        """Whether too many still wait for the time to be known."""
        return self.value is None

    def in_units_of(self, size: int) -> float | None:
        """One decimal, in days of ``size`` minutes or seconds; None when there are too few cases."""
        if not self.shown:
            return None
        return tenths(self.longest if self.value is None else self.value, size)

    @property
    def working_days(self) -> float | None:
        """Of a time in office minutes."""
        return self.in_units_of(MINUTES_A_DAY)

    @property
    def days(self) -> float | None:
        """Of a time in seconds."""
        return self.in_units_of(SECONDS_A_DAY)


def tenths(amount: int, size: int) -> float:
    """So many units of a size, to one decimal, half up."""
    return (20 * amount + size) // (2 * size) / 10
