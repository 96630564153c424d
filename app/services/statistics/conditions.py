"""Conditions on a case, its stint and its leg: what measures are made of (STATISTICS, "Decided")."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from app.domain.legs import Turn
from app.domain.workflow import Outcome, Phase
from app.services.statistics.rows import COUNTED, REOPEN_DAYS, Condition, Source

Found = ColumnElement[bool]
_QUICK = 600


def every(_: Source) -> Found:
    """All rows of the sheet."""
    return true()


def both(*conditions: Condition) -> Condition:
    """All of several conditions."""
    return lambda of: and_(*(condition(of) for condition in conditions))


def turned(turn: Turn) -> Condition:
    """Legs that began in this way."""
    return lambda of: _is(of.leg.turn == turn)


def changed(column: str) -> Condition:
    """Legs on which an open case came to another unit or category."""
    moved = turned(Turn.MOVED)
    return lambda of: and_(moved(of), of.leg[column].is_distinct_from(of.leg[f"from_{column}"]))


def waiting(of: Source) -> Found:
    """In the resident's hands."""
    return _is(of.leg.phase == Phase.THEIRS)


def overdue(of: Source) -> Found:
    """The due day has ended while the case was ours, or it came back after it."""
    return _is(of.stint.overdue_from <= of.edges.cut.today)


def counts(of: Source) -> Found:
    """Withdrawn cases and duplicates leave on-time and times."""
    return _is(of.leg.outcome.in_(COUNTED))


def ended(outcome: Outcome) -> Condition:
    """Closed with this outcome."""
    return lambda of: _is(of.leg.outcome == outcome)


def on_time(of: Source, *, really: bool = True) -> Found:
    """Closed on or before the due day of the first promise."""
    return and_(counts(of), of.stint.on_time.is_(really))


late = partial(on_time, really=False)


def extended(of: Source) -> Found:
    """The resident was told of a later day."""
    return _is(of.stint.extended_at < of.edges.cut.moment)


def received(of: Source) -> Found:
    """Received in the period, by the true time of receipt."""
    return _is(of.leg.received_at >= of.edges.start)


def received_before(days: int) -> Condition:
    """Received in the period and at least so many days before the cut."""
    return lambda of: and_(received(of), of.leg.received_at <= of.edges.days_before(days))


def closed_within(days: int) -> Condition:
    """Closed within so many days of the resident's time."""
    return lambda of: and_(counts(of), of.leg.resident_seconds <= days * 86400)


def older(than: int | None, to: int | None) -> Condition:
    """More than ``than`` working days since receipt, at most ``to``."""

    def condition(of: Source) -> Found:
        above = true() if than is None else of.leg.received_at < of.edges.age(than)
        return and_(above, true() if to is None else of.leg.received_at >= of.edges.age(to))

    return condition


def acknowledged(of: Source) -> Found:
    """An officer has done something that the resident can see."""
    return and_(received(of), of.ticket.acknowledged_at < of.edges.cut.moment)


def answerable(of: Source) -> Found:
    """The law's 15 days for an answer are over."""
    return and_(received(of), of.leg.received_at < of.edges.answer_limit)


def answered(of: Source) -> Found:
    """Answered for the first time within the law's 15 days."""
    in_time = and_(of.ticket.answered_in_time.is_(True), of.ticket.answered_at < of.edges.cut.moment)
    return and_(answerable(of), in_time)


def asked(of: Source) -> Found:
    """A closing on which the resident was asked for a verdict."""
    return and_(of.leg.turn == Turn.CLOSED, counts(of))


def rated(of: Source) -> Found:
    """The resident gave one."""
    return and_(asked(of), of.stint.rated_at < of.edges.cut.moment)


def solved(of: Source) -> Found:
    """It was: solved."""
    return and_(rated(of), of.stint.solved.is_(True))


def reopenable(of: Source) -> Found:
    """A closing whose 15 days for opening again are over."""
    last = of.edges.cut.full_day - timedelta(days=REOPEN_DAYS)
    return and_(of.leg.turn == Turn.CLOSED, of.stint.closed_on <= last)


def reopened_soon(of: Source) -> Found:
    """It was opened again within them."""
    return and_(reopenable(of), of.stint.reopened_days <= REOPEN_DAYS)


def quick(of: Source) -> Found:
    """Closed within ten minutes of being received."""
    return and_(of.leg.stint == 1, of.leg.resident_seconds <= _QUICK)


def silent(of: Source) -> Found:
    """Closed before the resident had heard anything on the matter."""
    answered_at = of.ticket.answered_at
    return or_(answered_at.is_(None), answered_at > of.leg.closed_at)


def moved_late(of: Source) -> Found:
    """Category or unit changed on or after the day it became overdue."""
    return and_(of.leg.turn == Turn.MOVED, of.stint.overdue_from <= of.leg.started_on)


def reopened_twice(of: Source) -> Found:
    """Opened again for the second time or more."""
    return and_(of.leg.turn == Turn.REOPENED, of.leg.stint > 2)


def mostly_waiting(of: Source) -> Found:
    """Waiting for the resident for more than half of its life."""
    return and_(counts(of), of.stint.waited_seconds * 2 > of.stint.lived_seconds)


def backdated(of: Source) -> Found:
    """Written down later than it happened."""
    return _is(of.leg.recorded_at > of.leg.started_at)


def _is(found: Any) -> Found:
    result: Found = found
    return result
