"""Promises and days. One rule: a day counts if the case was in our hands when the day began.

The caller always supplies ``now``. STATISTICS ("Clocks", "Decided") is the source of every rule here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import count
from zoneinfo import ZoneInfo

from app.domain.dates import BANGKOK
from app.domain.history import Spell, phase_at
from app.domain.workflow import Phase

ANSWER_DAYS = 15
MINUTES_A_DAY = 480


class Unit(StrEnum):
    """Office standards count working days; the law counts every day."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Promise:
    """So many days, of one kind."""

    days: int
    unit: Unit = Unit.WORKING


@dataclass(frozen=True, slots=True)
class KnownHoliday:
    """A closed day and when the office learned of it, or that it is none."""

    day: date
    recorded_at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True)
class Calendar:
    """When the office is open: office hours [opens, closes), weekdays, holidays."""

    holidays: frozenset[date] = frozenset()
    zone: ZoneInfo = BANGKOK
    opens: time = time(8, 30)
    closes: time = time(16, 30)

    def is_workday(self, day: date) -> bool:
        """Whether the office opens on this day."""
        return day.weekday() < 5 and day not in self.holidays

    def is_open(self, moment: datetime) -> bool:
        """Whether the office is open at this moment."""
        local = moment.astimezone(self.zone)
        return self.is_workday(local.date()) and self.opens <= local.time() < self.closes

    def local_day(self, moment: datetime) -> date:
        """The day it is in the office at this moment."""
        return moment.astimezone(self.zone).date()

    def receipt_day(self, moment: datetime, unit: Unit) -> date:
        """The day a case counts as received: for working promises, after closing or on a closed day, the next one."""
        local = moment.astimezone(self.zone)
        if unit is Unit.CALENDAR or (self.is_workday(local.date()) and local.time() < self.closes):
            return local.date()
        return next(self.days_after(local.date(), unit))

    def days_after(self, day: date, unit: Unit) -> Iterator[date]:
        """Every later day of this kind."""
        later = (day + timedelta(days=n) for n in count(1))
        return (d for d in later if unit is Unit.CALENDAR or self.is_workday(d))

    def begin(self, day: date) -> datetime:
        """When a day begins: at opening time, on closed days too."""
        return datetime.combine(day, self.opens, self.zone)

    def midnight(self, day: date) -> datetime:
        """The first moment of a day."""
        return datetime.combine(day, time(), self.zone)

    def days_between(self, after: date, until: date, unit: Unit) -> int:
        """How many days of this kind lie in (after, until]."""
        span = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        return sum(1 for d in span if unit is Unit.CALENDAR or self.is_workday(d))

    def reading(self, moment: datetime) -> int:
        """The office minutes that are over on this day: 0 to 480 on a working day, 0 on a closed one."""
        local = moment.astimezone(self.zone)
        if not self.is_workday(local.date()):
            return 0
        minutes = (local - self.begin(local.date())) // timedelta(minutes=1)
        return min(max(minutes, 0), MINUTES_A_DAY)

    def office_minutes(self, start: datetime, end: datetime) -> int:
        """Working minutes from ``start`` to ``end``: 480 a working day, no lunch break.

        Whole minutes of the office clock, so that stretches that follow each other add up to the minute.
        """
        if end <= start:
            return 0
        first, last = self.local_day(start), self.local_day(end)
        days = self.days_between(first, last, Unit.WORKING) - self.is_workday(last) + self.is_workday(first)
        return days * MINUTES_A_DAY + self.reading(end) - self.reading(start)


@dataclass(frozen=True)
class HolidayBook:
    """The holiday table with its own history, so that old figures use the table as it was known."""

    rows: tuple[KnownHoliday, ...] = ()

    def at(self, moment: datetime) -> Calendar:
        """The calendar as known at a moment."""
        return self._newest if moment >= self._changed else self._known(moment)

    @cached_property
    def _changed(self) -> datetime:
        """When the table was changed last."""
        changes = (when for row in self.rows for when in (row.recorded_at, row.removed_at) if when)
        return max(changes, default=datetime.min.replace(tzinfo=UTC))

    @cached_property
    def _newest(self) -> Calendar:
        return self._known(self._changed)

    def _known(self, moment: datetime) -> Calendar:
        return Calendar(
            frozenset(
                r.day for r in self.rows if r.recorded_at <= moment and (r.removed_at is None or r.removed_at > moment)
            )
        )


def due_on(line: Sequence[Spell], promise: Promise, calendar: Calendar, now: datetime) -> date | None:
    """The n-th day that counts, then it stands still.

    None while it lies ahead and the case is not in our hands, and while we wait unless it was over before the wait.
    """
    day = calendar.receipt_day(line[0].start, promise.unit)
    held = 0
    following = calendar.days_after(day, promise.unit)
    while held < promise.days:
        day = next(following)
        began = calendar.begin(day)
        phase = phase_at(line, min(began, now))
        if phase is Phase.OURS:
            held += 1
        elif began > now:
            return None
    present = next((s for s in reversed(line) if s.start <= now), line[0])
    if present.phase is Phase.THEIRS and calendar.local_day(present.start) <= day:
        return None
    return day


def overdue_from(line: Sequence[Spell], due: date | None, calendar: Calendar) -> date | None:
    """The first day on which the case is overdue: the day after the due day, or the later day it came back to us."""
    if due is None:
        return None
    ended = calendar.midnight(due + timedelta(days=1))
    if phase_at(line, ended - timedelta.resolution) is Phase.OURS:
        return due + timedelta(days=1)
    return next((calendar.local_day(s.start) for s in line if s.phase is Phase.OURS and s.start >= ended), None)


def answer_due(received_at: datetime, calendar: Calendar) -> date:
    """The last day for a first answer: 15 days, the first not counted (good-governance decree s. 38)."""
    return calendar.local_day(received_at) + timedelta(days=ANSWER_DAYS)


def minutes_in(line: Iterable[Spell], phase: Phase, calendar: Calendar, until: datetime) -> int:
    """Working minutes spent in a phase up to a moment."""
    return sum(
        calendar.office_minutes(s.start, min(s.end or until, until))
        for s in line
        if s.phase is phase and s.start < until
    )
