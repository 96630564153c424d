"""The figures once more, slowly, case by case: where they differ from the database, one of the two is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from app.domain.periods import Period
from tests.services.random_office import Life
from tests.services.slow_case import DAY, TICK, Closed, Known, Opening, midnight

OUT = {"duplicate", "withdrawn"}
BANDS = ((0, 3), (4, 7), (8, 15), (16, 30))
GROUPS = ("unit", "category", "service", "village", "arrival", "language")


class SlowFigures:
    """All measures of a period at a cut, counted by hand."""

    def __init__(
        self,
        lives: list[Life],
        closed: Closed,
        period: Period,
        *,
        now: datetime,
        as_of: date | None,
        channel: str | None,
    ) -> None:
        self.start = period.first_moment
        self.known = midnight(as_of + DAY) if as_of else now + TICK
        self.cut = min(midnight(period.end), self.known)
        self.today = self.cut.astimezone(self.start.tzinfo).date()
        self.counts: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
        self.times: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self.waited = self.lived = 0.0
        for life in lives:
            events = [e for e in life.events if e["at"] < self.cut and e["recorded_at"] < self.known]
            events.sort(key=lambda e: (e["at"], e["recorded_at"]))
            if (not channel or life.traits["channel_slug"] == channel) and any(e.get("status") for e in events):
                case = Known(life, events, closed, self.cut, self.known)
                self._add(case)

    def _add(self, case: Known) -> None:
        fixed = {name: case.life.traits[f"{name}_id" if name == "village" else name] for name in GROUPS[3:]}
        fixed["service"] = case.life.traits["channel_slug"]
        for measure, place in [*self._flow(case), *self._state(case)]:
            self.counts["total", None][measure] += 1
            for name, key in {**place, **fixed}.items():
                if name in GROUPS:
                    self.counts[name, None if key is None else str(key)][measure] += 1

    def _flow(self, case: Known) -> Iterator[tuple[str, dict[str, Any]]]:
        stood: dict[str, Any] | None = None
        for event, before, after in case.places():
            if event["at"] < self.start:
                stood = after
            else:
                yield from self._event(case, event, before, after)
        if stood and stood["hold"] != "done":
            yield "brought", stood

    def _event(
        self, case: Known, event: dict[str, Any], before: dict[str, Any] | None, after: dict[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        openings = [o for o in case.openings() if o.opened <= event["at"]]
        turn = self._turn(before, after)
        if turn in {"received", "reopened", "closed", "moved"} and event["recorded_at"] > event["at"]:
            yield "backdated", after
        if turn == "reopened" and len(openings) > 2:
            yield "reopened_twice", after
        if turn in {"received", "reopened", "closed"}:
            yield turn, after
        if turn == "closed":
            yield from ((measure, after) for measure in self._closing(openings[-1]))
        if turn == "moved":
            yield from self._move(case, openings[-1], event, before or {}, after)

    @staticmethod
    def _turn(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
        if before is None:
            return "received"
        if before["hold"] == after["hold"]:
            return "relabelled" if after["hold"] == "done" else "moved"
        return "closed" if after["hold"] == "done" else "reopened" if before["hold"] == "done" else "passed"

    def _closing(self, opening: Opening) -> Iterator[str]:
        closed = opening.closed or self.cut
        if opening.outcome not in OUT:
            yield "asked"
            if opening.rated:
                yield "rated"
                if opening.verdict:
                    yield "solved"
        day = closed.astimezone(self.start.tzinfo).date()
        if day + timedelta(days=15) < self.today:
            yield "reopenable"
            if opening.reopened and opening.reopened.astimezone(self.start.tzinfo).date() <= day + timedelta(days=15):
                yield "reopened_soon"

    def _move(
        self, case: Known, opening: Opening, event: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in ("unit", "category"):
            if before[name] != after[name]:
                yield f"in_{name}", after
                yield f"out_{name}", before
        late = case.due(opening.closed)[1]
        closed = opening.closed and opening.closed.astimezone(self.start.tzinfo).date()
        if late and not (closed and late > closed) and late <= event["at"].astimezone(self.start.tzinfo).date():
            yield "moved_late", after

    def _state(self, case: Known) -> Iterator[tuple[str, dict[str, Any]]]:
        *_, (_, _, place) = case.places()
        last = case.openings()[-1]
        received = case.received >= self.start
        if last.closed is None:
            yield from ((m, place) for m in self._open(case, last, received=received, waits=place["hold"] == "theirs"))
        elif last.closed >= self.start:
            yield from ((m, place) for m in self._done(case, last, received=received))

    def _open(self, case: Known, last: Opening, *, received: bool, waits: bool) -> Iterator[str]:
        yield "open"
        if waits:
            yield "waiting"
        late = case.due(None)[1]
        if late and late <= self.today:
            yield from ("overdue", "judged", "late")
            if any(e["kind"] == "extended" for e in case.events):
                yield "extended"
        yield self._age(case)
        if received:
            seconds = int(self.cut.timestamp()) - int(case.received.timestamp())
            self._timed(case, case.office(None), seconds, done=False)
            yield from self._received(case, None)

    def _done(self, case: Known, last: Opening, *, received: bool) -> Iterator[str]:
        assert last.closed is not None
        yield from ("ended", f"ended_{last.outcome}")
        due, _ = case.due(last.closed)
        answered = case.answered()
        resident = int((last.closed - case.received).total_seconds())
        if not answered or answered > last.closed:
            yield "silent"
        if len(case.openings()) == 1 and resident <= 600:
            yield "quick"
        if last.outcome in OUT:
            return
        yield from ("finished", "judged")
        day = last.closed.astimezone(self.start.tzinfo).date()
        yield "on_time" if due is None or day <= due else "late"
        if any(e["kind"] == "extended" and e["at"] < last.closed for e in case.events):
            yield "extended"
        waited, lived = case.seconds({"theirs"}, last.closed), case.seconds({"ours", "theirs"}, last.closed)
        self.waited, self.lived = self.waited + waited, self.lived + lived
        if waited * 2 > lived:
            yield "mostly_waiting"
        self.times["finished"].append((case.office(last.closed), True))
        if received:
            self._timed(case, case.office(last.closed), resident, done=True)
            yield from self._received(case, resident)

    def _timed(self, case: Known, office: int, resident: int, *, done: bool) -> None:
        self.times["office"].append((office, done))
        self.times["resident"].append((resident, done))
        first = case.acknowledged()
        if first:
            self.times["acknowledge"].append((case.wall(first).minutes(case.received, first), True))
        elif not done:
            self.times["acknowledge"].append((office, False))

    def _received(self, case: Known, resident: int | None) -> Iterator[str]:
        yield "timed"
        if case.acknowledged():
            yield "acknowledged"
        day = case.received.astimezone(self.start.tzinfo).date()
        if day + timedelta(days=15) < self.today:
            yield "answerable"
            answered = case.answered()
            if answered and answered.astimezone(self.start.tzinfo).date() <= day + timedelta(days=15):
                yield "answered"
        for n in (3, 7, 15, 30):
            if case.received + timedelta(days=n) <= self.cut:
                yield f"received_{n}"
                if resident is not None and resident <= n * 86400:
                    yield f"within_{n}"

    def _age(self, case: Known) -> str:
        wall = case.wall(self.cut - TICK)
        last = (self.cut - TICK).astimezone(self.start.tzinfo).date()
        day = case.received.astimezone(self.start.tzinfo).date()
        day += DAY * (case.received >= midnight(day) + timedelta(hours=16.5))
        while not wall.works(day):
            day += DAY
        age = sum(wall.works(day + DAY * n) for n in range(1, (last - day).days + 1))
        return next((f"age_{top}" for low, top in BANDS if low <= age <= top), "age_more")


def survival(times: list[tuple[int, bool]], percent: int) -> int | None:
    """Kaplan–Meier from the textbook, in fractions: done at t, or still waiting at t."""
    alive = Fraction(1)
    for t in sorted({when for when, done in times if done}):
        at_risk = sum(1 for when, _ in times if when >= t)
        alive *= 1 - Fraction(sum(1 for when, done in times if when == t and done), at_risk)
        if alive <= 1 - Fraction(percent, 100):
            return t
    return None
