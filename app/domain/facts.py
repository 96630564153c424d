"""What queue, status page, dashboard and report repeat about a case: one definition, read from its story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.clocks import Calendar, HolidayBook, Promise, answer_due, due_on, minutes_in, overdue_from
from app.domain.history import Event, Spell, ordered, outcome_of, spells, status_of
from app.domain.workflow import Outcome, Phase, Role, Status


@dataclass(frozen=True, slots=True)
class Stint:
    """One stretch from opening (receipt or reopening) to closing; times add up from receipt over all stints so far.

    ``due_on``: as it stood when closed, or now. ``overdue_from``: first day overdue. Minutes are working minutes of
    the office, seconds are wall clock. ``on_time`` is None while open.
    """

    number: int
    opened_at: datetime
    closed_at: datetime | None
    closed_on: date | None
    outcome: Outcome | None
    due_on: date | None
    overdue_from: date | None
    on_time: bool | None
    office_minutes: int
    waited_seconds: int
    resident_seconds: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A case as its story has it at one moment."""

    status: Status
    phase: Phase
    outcome: Outcome | None
    due_on: date | None
    overdue_from: date | None
    waiting_since: datetime | None
    acknowledged_at: datetime | None
    acknowledge_minutes: int | None
    answered_at: datetime | None
    answered_in_time: bool | None
    closed_at: datetime | None
    stints: tuple[Stint, ...]


def facts(events: Sequence[Event], promise: Promise, book: HolidayBook, now: datetime) -> Facts:
    """Read everything that is repeated beside a case from its story, as of ``now``."""
    story = ordered(events)
    line = spells(story)
    stints = _stints(story, line, promise, book, now)
    last, present = stints[-1], line[-1]
    received = line[0].start
    calendar = book.at(now)
    acknowledged = next((e.at for e in story if e.shown and _by_office(e)), None)
    answered = next((e.at for e in story if e.shown and e.worded and _by_office(e)), None)
    in_time = calendar.local_day(answered) <= answer_due(received, calendar) if answered else None
    return Facts(
        status=status_of(story),
        phase=present.phase,
        outcome=outcome_of(story),
        due_on=last.due_on,
        overdue_from=last.overdue_from,
        waiting_since=present.start if present.phase is Phase.THEIRS else None,
        acknowledged_at=acknowledged,
        acknowledge_minutes=calendar.office_minutes(received, acknowledged) if acknowledged else None,
        answered_at=answered,
        answered_in_time=in_time,
        closed_at=last.closed_at,
        stints=stints,
    )


def _by_office(event: Event) -> bool:
    return event.actor not in {Role.RESIDENT, Role.SYSTEM}


def _stints(
    story: Sequence[Event], line: Sequence[Spell], promise: Promise, book: HolidayBook, now: datetime
) -> tuple[Stint, ...]:
    closings = [n for n, spell in enumerate(line) if spell.phase is Phase.DONE]
    stretches: list[tuple[Sequence[Spell], datetime | None]] = [(line[:n], line[n].start) for n in closings]
    if line[-1].phase is not Phase.DONE:
        stretches.append((tuple(line), None))
    starts = [line[0].start] + [line[n + 1].start for n in closings if n + 1 < len(line)]
    return tuple(
        _stint(number, start, before, closed, story, promise, book, now)
        for number, (start, (before, closed)) in enumerate(zip(starts, stretches, strict=True), start=1)
    )


def _stint(
    number: int,
    start: datetime,
    before: Sequence[Spell],
    closed: datetime | None,
    story: Sequence[Event],
    promise: Promise,
    book: HolidayBook,
    now: datetime,
) -> Stint:
    until = closed or now
    calendar = book.at(until)
    line = (*before[:-1], replace(before[-1], end=None))
    due = due_on(line, promise, calendar, until)
    late_from = overdue_from(line, due, calendar)
    closed_on = calendar.local_day(closed) if closed else None
    if closed_on and late_from and late_from > closed_on:
        late_from = None
    return Stint(
        number=number,
        opened_at=start,
        closed_at=closed,
        closed_on=closed_on,
        outcome=_outcome_in(story, closed),
        due_on=due,
        overdue_from=late_from,
        on_time=None if closed_on is None else due is None or closed_on <= due,
        office_minutes=_office_time(before, calendar, until),
        waited_seconds=round(sum(_span(s, until) for s in before if s.phase is Phase.THEIRS)),
        resident_seconds=round((until - before[0].start).total_seconds()),
    )


def _office_time(before: Sequence[Spell], calendar: Calendar, until: datetime) -> int:
    return minutes_in(before, Phase.OURS, calendar, until)


def _span(spell: Spell, until: datetime) -> float:
    return (min(spell.end or until, until) - spell.start).total_seconds()


def _outcome_in(story: Sequence[Event], closed: datetime | None) -> Outcome | None:
    if closed is None:
        return None
    later = [e for e in story if e.at >= closed]
    reopened = next((n for n, e in enumerate(later) if e.status and e.status.phase is not Phase.DONE), len(later))
    return next((e.outcome for e in reversed(later[:reopened]) if e.outcome), None)
