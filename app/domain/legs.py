"""A case's way through the office: each leg is a stretch in one phase, at one unit, under one category.

Statistics count legs in the database: where every case stood at a moment, and what came in and went out in between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.clocks import HolidayBook
from app.domain.history import Event
from app.domain.workflow import Kind, Outcome, Phase

if TYPE_CHECKING:
    from app.domain.facts import Stint


class Turn(StrEnum):
    """How a leg begins: what the balance counts, and two turns that it does not."""

    RECEIVED = "received"
    REOPENED = "reopened"
    CLOSED = "closed"
    MOVED = "moved"
    PASSED = "passed"
    RELABELLED = "relabelled"


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg; ``ended_at`` is None for the present one.

    ``stint`` is the stretch from opening to closing that it belongs to or has ended. ``office_before`` are the working
    minutes in our hands before it began, ``started_minute`` those of its first day ``started_on`` that were over then.

    What typical times are worked out from is repeated, so that they are read from legs alone: when the case was
    received; where it is done, also when its stint was closed, how, and after how long.
    """

    number: int
    stint: int
    turn: Turn
    phase: Phase
    unit_id: int | None
    category_id: int | None
    from_unit_id: int | None
    from_category_id: int | None
    started_at: datetime
    recorded_at: datetime
    ended_at: datetime | None
    started_on: date
    started_minute: int
    office_before: int
    received_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None
    office_minutes: int | None
    resident_seconds: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    phase: Phase
    unit_id: int | None
    category_id: int | None

    def after(self, event: Event) -> "_Place":
        """Where the case is once this has happened."""
        unit, category = self.unit_id, self.category_id
        if event.kind is Kind.ASSIGNED:
            unit = event.data.get("unit", unit)
        if event.kind is Kind.RECLASSIFIED:
            category = event.data.get("to", category)
        return _Place(event.status.phase if event.status else self.phase, unit, category)


def legs(story: Sequence[Event], stints: Sequence["Stint"], book: HolidayBook, now: datetime) -> tuple[Leg, ...]:
    """Read the legs from a story in its order and its stints, as of ``now``."""
    places = list(_places(story))
    starts = [event.at for _, event in places]
    ends = [*starts[1:], None]
    found: list[Leg] = []
    stint = 0
    for n, ((place, event), end) in enumerate(zip(places, ends, strict=True)):
        before = places[n - 1][0] if n else None
        turn = _turn(before, place)
        stint += turn in {Turn.RECEIVED, Turn.REOPENED}
        calendar = book.at(end or now)
        ended = stints[stint - 1] if place.phase is Phase.DONE else None
        spent = sum(
            calendar.office_minutes(since, until)
            for (held, _), since, until in zip(places[:n], starts[:n], starts[1 : n + 1], strict=True)
            if held.phase is Phase.OURS
        )
        found.append(
            Leg(
                number=n + 1,
                stint=stint,
                turn=turn,
                phase=place.phase,
                unit_id=place.unit_id,
                category_id=place.category_id,
                from_unit_id=before.unit_id if before else None,
                from_category_id=before.category_id if before else None,
                started_at=event.at,
                recorded_at=event.recorded_at,
                ended_at=end,
                started_on=calendar.local_day(event.at),
                started_minute=calendar.reading(event.at),
                office_before=spent,
                received_at=stints[0].opened_at,
                closed_at=ended.closed_at if ended else None,
                outcome=ended.outcome if ended else None,
                office_minutes=ended.office_minutes if ended else None,
                resident_seconds=ended.resident_seconds if ended else None,
            )
        )
    return tuple(found)


def _places(story: Sequence[Event]) -> Iterator[tuple[_Place, Event]]:
    """Every place and what brought the case there."""
    here: _Place | None = None
    for event in story:
        if here is None:
            if event.status is not None:
                here = _Place(event.status.phase, event.data.get("unit"), event.data.get("category"))
                yield here, event
        elif (there := here.after(event)) != here:
            here = there
            yield here, event


def _turn(before: _Place | None, here: _Place) -> Turn:
    if before is None:
        return Turn.RECEIVED
    if before.phase is not here.phase:
        if here.phase is Phase.DONE:
            return Turn.CLOSED
        return Turn.REOPENED if before.phase is Phase.DONE else Turn.PASSED
    return Turn.RELABELLED if here.phase is Phase.DONE else Turn.MOVED
