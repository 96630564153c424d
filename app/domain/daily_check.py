"""The check of incoming channels, each working day in the morning and in the afternoon (e-government act, s. 10).

It says which checks are due and which one is on now; it does not know who made them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.clocks import Calendar
from app.domain.words import N_

NOON = time(12)


class Half(StrEnum):
    """Half a day at the office."""

    MORNING = "morning"
    AFTERNOON = "afternoon"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _LABELS[self]

    @property
    def due(self) -> time:
        """When somebody is reminded that it was not done yet."""
        return _DUE[self]


_LABELS = {Half.MORNING: N_("รอบเช้า"), Half.AFTERNOON: N_("รอบบ่าย")}
_DUE = {Half.MORNING: time(10), Half.AFTERNOON: time(15)}


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A half of a day."""

    day: date
    half: Half


def present(calendar: Calendar, now: datetime) -> Slot | None:
    """The check that is on now; none on a closed day."""
    local = now.astimezone(calendar.zone)
    if not calendar.is_workday(local.date()):
        return None
    return Slot(local.date(), Half.MORNING if local.time() < NOON else Half.AFTERNOON)


def reminded(calendar: Calendar, now: datetime, done: Collection[Slot]) -> Slot | None:
    """The check that is on now, if it is not done by ten or by three o'clock."""
    slot = present(calendar, now)
    if slot is None or slot in done or now.astimezone(calendar.zone).time() < slot.half.due:
        return None
    return slot


def due(first: date, last: date, calendar: Calendar, now: datetime, done: Collection[Slot]) -> list[Slot]:
    """Every check of these days that had to be made by now, or was made: newest day first, mornings first."""
    local = now.astimezone(calendar.zone)
    days = [last - timedelta(days=n) for n in range((last - first).days + 1)]
    slots = [Slot(day, half) for day in days if calendar.is_workday(day) for half in Half]
    return [s for s in slots if s in done or (s.day, s.half.due) <= (local.date(), local.time())]
