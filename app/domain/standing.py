"""How a case stands against its promise today: the reason why it is where it is in the queue."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from app.domain.clocks import Calendar, Unit
from app.domain.workflow import Phase


class Urgency(IntEnum):
    """The groups of the queue, most pressing first."""

    EMERGENCY = 0
    OVERDUE = 1
    TODAY = 2
    TOMORROW = 3
    WAITING = 4
    IN_TIME = 5
    DONE = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """``days``: days overdue, days left or days waited, in the promise's unit (waiting: calendar days)."""

    urgency: Urgency
    days: int
    unit: Unit
    due_on: date | None
    overdue: bool


def standing(
    *,
    phase: Phase,
    due: date | None,
    overdue_from: date | None,
    waiting_since: datetime | None,
    emergency: bool,
    unit: Unit,
    calendar: Calendar,
    now: datetime,
) -> Standing:
    """Judge a case by the facts kept beside it."""
    today = calendar.local_day(now)
    if phase is Phase.DONE:
        return Standing(Urgency.DONE, 0, unit, due, overdue=False)
    late = overdue_from is not None and overdue_from <= today
    if late and due is not None:
        urgency, days = Urgency.OVERDUE, calendar.days_between(due, today, unit)
    elif phase is Phase.THEIRS and waiting_since is not None:
        urgency, days = Urgency.WAITING, (today - calendar.local_day(waiting_since)).days
    elif due is None:
        urgency, days = Urgency.IN_TIME, 0
    else:
        days = calendar.days_between(today, due, unit)
        urgency = Urgency.TODAY if due <= today else Urgency.TOMORROW if days == 1 else Urgency.IN_TIME
    if emergency and phase is Phase.OURS:
        urgency = Urgency.EMERGENCY
    return Standing(urgency, days, unit, due, overdue=late)
