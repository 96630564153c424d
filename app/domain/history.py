"""A case's story: the append-only list of events from which everything else is read."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain.workflow import Kind, Outcome, Phase, Role, Status

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: ``at`` in the world, ``recorded_at`` when the system learned of it (both aware)."""

    at: datetime
    recorded_at: datetime
    kind: Kind
    actor: Role
    status: Status | None = None
    outcome: Outcome | None = None
    shown: bool = False
    worded: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch in one phase; ``end`` is None for the present one."""

    phase: Phase
    start: datetime
    end: datetime | None


def as_written(log: Iterable[Event]) -> tuple[Event, ...]:
    """A story in the order of the log: a clock that was set back makes nothing known before what was written first."""
    story: list[Event] = []
    for event in log:
        earlier = story and event.recorded_at < story[-1].recorded_at
        story.append(replace(event, recorded_at=story[-1].recorded_at) if earlier else event)
    return tuple(story)


def ordered(events: Iterable[Event]) -> tuple[Event, ...]:
    """By ``at``, then ``recorded_at`` (STATISTICS: order of events)."""
    return tuple(sorted(events, key=lambda e: (e.at, e.recorded_at)))


def as_known(events: Iterable[Event], *, until: datetime, known: datetime) -> tuple[Event, ...]:
    """The story before ``until`` as it was known before ``known``. Last year's figures never change."""
    return ordered(e for e in events if e.at < until and e.recorded_at < known)


def status_of(events: Sequence[Event]) -> Status:
    """Where the story has led."""
    return next(e.status for e in reversed(events) if e.status is not None)


def outcome_of(events: Sequence[Event]) -> Outcome | None:
    """How the case ended, if it is at an end."""
    if status_of(events).phase is not Phase.DONE:
        return None
    return next((e.outcome for e in reversed(events) if e.outcome is not None), None)


def spells(events: Sequence[Event]) -> tuple[Spell, ...]:
    """The phases one after another; "done" on a done case moves nothing."""
    changes: list[tuple[Phase, datetime]] = []
    for event in events:
        if event.status is not None and (not changes or changes[-1][0] is not event.status.phase):
            changes.append((event.status.phase, event.at))
    ends = [start for _, start in changes[1:]] + [None]
    return tuple(Spell(phase, start, end) for (phase, start), end in zip(changes, ends, strict=True))


def phase_at(line: Sequence[Spell], moment: datetime) -> Phase:
    """Whose hands the case was in at a moment (the moment of a change belongs to the new phase)."""
    return next((s.phase for s in reversed(line) if s.start <= moment), line[0].phase)


def link_hash(previous: str, content: Mapping[str, Any]) -> str:
    """The hash of an event: SHA-256 over the hash before it and the event's content as canonical JSON."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
