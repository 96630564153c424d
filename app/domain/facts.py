"""What queue, status page, dashboard and report repeat about a case: one definition, read from its story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.clocks import HolidayBook, Promise, answer_due, due_on, minutes_in, overdue_from
from app.domain.history import Event, Spell, ordered, outcome_of, spells, status_of
from app.domain.legs import Leg, legs
from app.domain.workflow import Kind, Outcome, Phase, Role, Status

_OFFICE = frozenset({Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.INTEGRITY, Role.DRIVER})
_MACHINERY = frozenset({Kind.RECEIVED, Kind.RECALCULATED, Kind.RECEIPT_REISSUED})
_REPLIES = frozenset(
    {Kind.ANSWERED, Kind.REFERRED, Kind.NOT_ACCEPTED, Kind.NOT_APPROVED, Kind.APPROVED, Kind.SCHEDULED,
     Kind.PART_DELIVERED, Kind.DELIVERED, Kind.MERGED, Kind.EXTENDED}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stint:
    """One stretch from opening (receipt or reopening) to closing; times add up from receipt over all stints so far.

    ``due_on``: as it stood when closed, or now. ``overdue_from``: first day overdue. Minutes are working minutes of
    the office, seconds are wall clock; ``lived_seconds`` leave out the time between closing and reopening,
    ``resident_seconds`` leave nothing out. ``solved`` is the resident's first verdict on this closing. ``on_time`` is
    None while open, ``reopened_days`` while nobody has opened the case again.
    """

    number: int
    opened_at: datetime
    opened_on: date
    closed_at: datetime | None
    closed_on: date | None
    outcome: Outcome | None
    due_on: date | None
    overdue_from: date | None
    extended_at: datetime | None
    on_time: bool | None
    office_minutes: int
    waited_seconds: int
    lived_seconds: int
    resident_seconds: int
    rated_at: datetime | None
    solved: bool | None
    reopened_days: int | None


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
    legs: tuple[Leg, ...]


def facts(events: Sequence[Event], promise: Promise, book: HolidayBook, now: datetime) -> Facts:
    """Read everything that is repeated beside a case from its story, as of ``now``."""
    story = ordered(events)
    stints = tuple(_stints(story, promise, book, now))
    last, present = stints[-1], spells(story)[-1]
    received = stints[0].opened_at
    acknowledged = next((e.at for e in story if _acknowledges(e)), None)
    answered = next((e.at for e in story if _answers(e)), None)
    return Facts(
        status=status_of(story),
        phase=present.phase,
        outcome=outcome_of(story),
        due_on=last.due_on,
        overdue_from=last.overdue_from,
        waiting_since=present.start if present.phase is Phase.THEIRS else None,
        acknowledged_at=acknowledged,
        acknowledge_minutes=book.at(acknowledged).office_minutes(received, acknowledged) if acknowledged else None,
        answered_at=answered,
        answered_in_time=_in_time(received, answered, book) if answered else None,
        closed_at=last.closed_at,
        stints=stints,
        legs=legs(story, stints, book, now),
    )


def _acknowledges(event: Event) -> bool:
    """An officer's act that the resident can see; the receipt and the machinery's own lines are none."""
    return event.shown and event.actor in _OFFICE and event.kind not in _MACHINERY


def _answers(event: Event) -> bool:
    """A reply on the matter itself: a result, a decision, a date, or words; a question back is none."""
    if event.kind is Kind.MESSAGED:
        return event.worded and _acknowledges(event)
    return event.kind in _REPLIES and _acknowledges(event)


def _in_time(received: datetime, answered: datetime, book: HolidayBook) -> bool:
    calendar = book.at(answered)
    return calendar.local_day(answered) <= answer_due(received, calendar)


def _stints(story: Sequence[Event], promise: Promise, book: HolidayBook, now: datetime) -> Iterable[Stint]:
    """One for each opening; the story is cut before its closing, and the closing before the next opening."""
    openings, closings = _turns(story)
    for number, (first, last) in enumerate(zip(openings, closings, strict=True), start=1):
        following = openings[number] if number < len(openings) else len(story)
        before = story[: len(story) if last is None else last]
        after = () if last is None else story[last:following]
        reopened = story[following].at if following < len(story) else None
        yield _stint(number, story[first].at, before, after, reopened, promise, book, now)


def _turns(story: Sequence[Event]) -> tuple[list[int], list[int | None]]:
    """Where in the story the case was opened and closed; the last closing is None while it is open."""
    openings: list[int] = []
    closings: list[int | None] = []
    phase = Phase.DONE
    for n, event in enumerate(story):
        if event.status is None or event.status.phase is phase:
            continue
        if phase is Phase.DONE:
            openings.append(n)
        elif event.status.phase is Phase.DONE:
            closings.append(n)
        phase = event.status.phase
    return openings, [*closings, *[None] * (len(openings) - len(closings))]


def _stint(
    number: int,
    opened: datetime,
    before: Sequence[Event],
    after: Sequence[Event],
    reopened: datetime | None,
    promise: Promise,
    book: HolidayBook,
    now: datetime,
) -> Stint:
    line = spells(before)
    closed = after[0].at if after else None
    until = closed or now
    calendar = book.at(until)
    due = due_on(line, promise, calendar, until)
    late_from = overdue_from(line, due, calendar)
    closed_on = calendar.local_day(closed) if closed else None
    if closed_on and late_from and late_from > closed_on:
        late_from = None
    verdict = next((e for e in after if e.kind is Kind.RATED), None)
    return Stint(
        number=number,
        opened_at=opened,
        opened_on=calendar.local_day(opened),
        closed_at=closed,
        closed_on=closed_on,
        outcome=next((e.outcome for e in reversed(after) if e.outcome), None),
        due_on=due,
        overdue_from=late_from,
        extended_at=next((e.at for e in before if e.kind is Kind.EXTENDED), None),
        on_time=None if closed_on is None else due is None or closed_on <= due,
        office_minutes=minutes_in(line, Phase.OURS, calendar, until),
        waited_seconds=_seconds(line, {Phase.THEIRS}, until),
        lived_seconds=_seconds(line, {Phase.OURS, Phase.THEIRS}, until),
        resident_seconds=round((until - line[0].start).total_seconds()),
        rated_at=verdict.at if verdict else None,
        solved=bool(verdict.data.get("solved")) if verdict else None,
        reopened_days=(calendar.local_day(reopened) - calendar.local_day(closed)).days if reopened and closed else None,
    )


def _seconds(line: Sequence[Spell], phases: set[Phase], until: datetime) -> int:
    """Wall-clock seconds in some phases up to a moment."""
    spans = ((min(s.end or until, until) - s.start).total_seconds() for s in line if s.phase in phases)
    return round(sum(max(0.0, span) for span in spans))
