"""Which step of its manual a case is in and how each step stands, read from the case's story and nothing else.

A step is ended by a status of the workflow. Time during which the case is the resident's stops its clock, as it stops
the promise's. The last promised step is due when the promise is due, so that the two never contradict each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.domain.clocks import Calendar, Promise, Unit, due_on, overdue_from
from app.domain.history import Event, Spell, ordered, spells
from app.domain.manual_times import StepTime, TimeUnit
from app.domain.workflow import Phase, Status

_RANK = {status: rank for rank, status in enumerate(Status)}


class State(StrEnum):
    """Where a step stands. A step that no status ends is not timed of its own."""

    DONE = "done"
    NOW = "now"
    PAUSED = "paused"
    AHEAD = "ahead"
    SKIPPED = "skipped"
    UNTIMED = "untimed"


class Stage(Protocol):
    """What is asked of a manual's step."""

    @property
    def time(self) -> StepTime:
        """How long it takes."""

    @property
    def ends_with(self) -> Status | None:
        """The status that ends it; None: it is not followed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One step of one case: ``late`` days of ``unit`` after ``due_on``; ``overdue`` also where none of those count."""

    position: int
    state: State
    due_on: date | None = None
    ended_at: datetime | None = None
    late: int = 0
    overdue: bool = False
    unit: Unit = Unit.WORKING


@dataclass
class _Walk:
    """What the story has ended so far: by step, the moment and the place in the story."""

    ended: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    passed: set[int] = field(default_factory=set)
    began: dict[int, datetime] = field(default_factory=dict)
    now: int = -1


def standings(
    steps: Sequence[Stage], story: Sequence[Event], promise: Promise, calendar: Calendar, now: datetime
) -> tuple[Standing, ...]:
    """How every step stands at ``now``; while the case is ours exactly one is NOW, while it is theirs one is PAUSED."""
    told = ordered(story)
    if not steps or not told:
        return ()
    followed = _followed(steps)
    walk = _walk(steps, followed, told)
    present = spells(told)[-1].phase
    judge = _Judge(steps, followed, told, promise, calendar, now, walk)
    return tuple(judge.standing(i, present) for i in range(len(steps)))


def _followed(steps: Sequence[Stage]) -> list[int]:
    """The steps that a status ends; of two that share it, the later one."""
    last = {step.ends_with: i for i, step in enumerate(steps) if step.ends_with is not None}
    return sorted(last.values())


def _walk(steps: Sequence[Stage], followed: Sequence[int], story: Sequence[Event]) -> _Walk:
    walk = _Walk()
    for place, event in enumerate(story):
        if event.status is None or event.status.phase is Phase.THEIRS:
            continue
        for i in followed:
            _meet(walk, i, steps[i].ends_with, event.status, (event.at, place))
        current = next((i for i in followed if i not in walk.ended and i not in walk.passed), len(steps) - 1)
        if not walk.began and followed:
            walk.began[followed[0]] = event.at
        if current != walk.now and event.status.phase is Phase.OURS:
            walk.now = current
            walk.began[current] = event.at if place else walk.began.get(current, event.at)
    return walk


def _meet(walk: _Walk, step: int, end: Status | None, reached: Status, when: tuple[datetime, int]) -> None:
    """What reaching a status means for one step: ended, passed over, or open again after the case fell back."""
    if end is None:
        return
    if end is reached:
        walk.passed.discard(step)
        walk.ended.setdefault(step, when)
    elif reached.phase is Phase.OURS:
        if _RANK[end] > _RANK[reached]:
            walk.ended.pop(step, None)
            walk.passed.discard(step)
        elif step not in walk.ended:
            walk.passed.add(step)


@dataclass(frozen=True, slots=True)
class _Judge:
    steps: Sequence[Stage]
    followed: Sequence[int]
    story: Sequence[Event]
    promise: Promise
    calendar: Calendar
    now: datetime
    walk: _Walk

    def standing(self, i: int, present: Phase) -> Standing:
        if present is not Phase.DONE and i == self.walk.now:
            return self._running(i, State.NOW if present is Phase.OURS else State.PAUSED)
        if i in self.walk.ended:
            return self._over(i)
        if i not in self.followed:
            return Standing(i, State.UNTIMED)
        if present is Phase.DONE:
            closing = self.steps[i].ends_with is Status.CLOSED
            return Standing(i, State.AHEAD if closing else State.SKIPPED)
        if i in self.walk.passed:
            return Standing(i, State.SKIPPED)
        due = self._due(i, spells(self.story), self.now) if i == self._fulfils() else None
        return Standing(i, State.AHEAD, due)

    def _running(self, i: int, state: State) -> Standing:
        line = spells(self.story)
        due = self._due(i, line, self.now)
        since = overdue_from(self._from(line, self._start(i)), due, self.calendar)
        today = self.calendar.local_day(self.now)
        overdue = due is not None and since is not None and since <= today
        late = self.calendar.days_between(due, today, self._unit(i)) if overdue and due else 0
        return Standing(i, state, due, None, late, overdue, self._unit(i))

    def _over(self, i: int) -> Standing:
        at, place = self.walk.ended[i]
        line = spells(self.story[: max(place, 1)])
        due = None if line[-1].phase is Phase.DONE else self._due(i, line, at)  # nobody's clock runs on a done case
        ended = self.calendar.local_day(at)
        overdue = due is not None and ended > due
        late = self.calendar.days_between(due, ended, self._unit(i)) if overdue and due else 0
        return Standing(i, State.DONE, due, at, late, overdue, self._unit(i))

    def _due(self, i: int, line: Sequence[Spell], until: datetime) -> date | None:
        """Its own days after the step before (and those of steps between that nobody follows), or the promise's day."""
        if i == self._fulfils():
            return due_on(line, self.promise, self.calendar, until)
        start, spent = self._start(i), Promise(0, Unit.WORKING)
        for k in self._block(i):
            time = self.steps[k].time
            own = time.promise
            if own is None or (not own.days and not time.counting.from_receipt):
                continue
            if time.counting.from_receipt:
                spent, start = own, line[0].start
            elif own.unit is spent.unit or not spent.days:
                spent = Promise(spent.days + own.days, own.unit)
            else:
                latest = due_on(self._from(line, start), spent, self.calendar, until)
                if latest is None:
                    return None
                start, spent = max(start, self.calendar.begin(latest)), own
        return due_on(self._from(line, start), spent, self.calendar, until)

    def _block(self, i: int) -> range | list[int]:
        """The step, with the promised steps before it that nobody follows."""
        before = max((k for k in self.followed if k < i), default=-1)
        apart = not self.steps[i].time.counting.promised
        return [k for k in range(before + 1, i + 1) if k == i or (self.steps[k].time.counting.promised and not apart)]

    def _start(self, i: int) -> datetime:
        if self.steps[i].time.counting.from_receipt:
            return self.story[0].at
        return self.walk.began.get(i, self.story[0].at)

    def _fulfils(self) -> int:
        """The last promised step that is followed."""
        promised = [i for i in self.followed if self.steps[i].time.counting.promised]
        return promised[-1] if promised else -1

    def _unit(self, i: int) -> Unit:
        if i == self._fulfils():
            return self.promise.unit
        return Unit.CALENDAR if self.steps[i].time.unit is TimeUnit.CALENDAR else Unit.WORKING

    @staticmethod
    def _from(line: Sequence[Spell], start: datetime) -> tuple[Spell, ...]:
        """The spells from a moment on."""
        kept = [s for s in line if s.end is None or s.end > start]
        return tuple(Spell(s.phase, max(s.start, start), s.end) for s in kept) or tuple(line[-1:])
