"""What a resident may still do with their case, and until when."""

from datetime import date, datetime, timedelta

from app.domain.clocks import Calendar
from app.domain.workflow import Outcome

REOPEN_DAYS = 15
WAIT_DAYS = 15


def reopen_until(closed_at: datetime, calendar: Calendar) -> date:
    """The last day on which the resident may say "not solved" and have the case opened again."""
    return calendar.local_day(closed_at) + timedelta(days=REOPEN_DAYS)


def may_reopen(
    closed_at: datetime | None, outcome: Outcome | None, *, reopened_before: bool, calendar: Calendar, now: datetime
) -> bool:
    """Once, within 15 days of the closing; not a case that the resident took back or that lives on as another."""
    if closed_at is None or reopened_before or outcome in {Outcome.WITHDRAWN, Outcome.DUPLICATE}:
        return False
    return calendar.local_day(now) <= reopen_until(closed_at, calendar)


def answer_until(asked_at: datetime, calendar: Calendar) -> date:
    """The day until which we wait for a resident's answer before going on with what we have."""
    return calendar.local_day(asked_at) + timedelta(days=WAIT_DAYS)


# Endings about which "is it solved?" can be asked; the others are answers that a resident may ask us to think over.
JUDGED = frozenset({Outcome.SOLVED, Outcome.PARTLY_SOLVED, Outcome.DELIVERED, Outcome.GRANTED})


def may_judge(
    closed_at: datetime | None, outcome: Outcome | None, *, judged: bool, calendar: Calendar, now: datetime
) -> bool:
    """Whether "is it solved?" is still open: once an ending, within 15 days of it."""
    if closed_at is None or judged or outcome not in JUDGED:
        return False
    return calendar.local_day(now) <= reopen_until(closed_at, calendar)
