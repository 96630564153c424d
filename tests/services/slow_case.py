"""A case read slowly: plain loops over its events, day by day, sharing no rule with the product."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.domain.dates import BANGKOK
from tests.services.random_office import Life

DAY = timedelta(days=1)
TICK = timedelta.resolution
OFFICE = {"intake", "officer", "management"}
REPLIES = {"answered", "referred", "extended", "merged"}
HOLD = {"answered": "done", "closed": "done", "delivered": "done", "awaiting_resident": "theirs"}
Closed = list[tuple[date, datetime, datetime | None]]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)


@dataclass
class Wall:
    """The calendar on the wall as it looked at a moment."""

    closed: set[date]

    @classmethod
    def at(cls, rows: Closed, moment: datetime, known: datetime) -> "Wall":
        """Days entered by then and not taken back by then."""
        return cls({
            day for day, entered, gone in rows
            if entered <= moment and entered < known and not (gone and gone <= moment and gone < known)
        })  # fmt: skip

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closed

    def minutes(self, start: datetime, end: datetime) -> int:
        """Office minutes, one day after the other."""
        total, day = 0, start.astimezone(BANGKOK).date()
        while midnight(day) < end:
            if self.works(day):
                opens, closes = midnight(day) + timedelta(hours=8.5), midnight(day) + timedelta(hours=16.5)
                total += max(0, int((min(end, closes) - max(start, opens)).total_seconds() // 60))
            day += DAY
        return total


@dataclass
class Opening:
    """From an opening to the closing after it, if there is one."""

    opened: datetime
    closed: datetime | None = None
    outcome: str | None = None
    verdict: bool | None = None
    rated: datetime | None = None
    reopened: datetime | None = None


@dataclass
class Known:
    """A case as it was known: its events in order, and what they say."""

    life: Life
    events: list[dict[str, Any]]
    rows: Closed
    cut: datetime
    known: datetime

    @property
    def received(self) -> datetime:
        return self.events[0]["at"]  # type: ignore[no-any-return]

    def spells(self, until: datetime | None = None) -> list[tuple[str, datetime, datetime | None]]:
        """Whose hands it was in, one after the other, without the events from ``until`` on."""
        found: list[list[Any]] = []
        for event in self.events:
            if event.get("status") and (until is None or event["at"] < until):
                hold = HOLD.get(event["status"], "ours")
                if not found or found[-1][0] != hold:
                    if found:
                        found[-1][2] = event["at"]
                    found.append([hold, event["at"], None])
        return [(hold, start, end) for hold, start, end in found]

    def openings(self) -> list[Opening]:
        """Every opening and what became of it."""
        found: list[Opening] = []
        hold = "done"
        for event in self.events:
            there = HOLD.get(event["status"], "ours") if event.get("status") else hold
            if hold == "done" and there != "done":
                if found:
                    found[-1].reopened = event["at"]
                found.append(Opening(event["at"]))
            if hold != "done" and there == "done":
                found[-1].closed = event["at"]
            hold = there
            if found[-1].closed and event.get("outcome"):
                found[-1].outcome = event["outcome"]
            if found[-1].closed and event["kind"] == "rated" and found[-1].rated is None:
                found[-1].rated, found[-1].verdict = event["at"], event["data"]["solved"]
        return found

    def wall(self, moment: datetime) -> Wall:
        return Wall.at(self.rows, moment, self.known)

    def hold(self, moment: datetime, until: datetime | None) -> str:
        """Whose hands at a moment, for someone who does not know the closing at ``until``."""
        line = self.spells(until)
        return [hold for hold, start, _ in line if start <= moment or start == line[0][1]][-1]

    def receipt_day(self, wall: Wall) -> date:
        day = self.received.astimezone(BANGKOK).date()
        if self.life.promise[1] == "working":
            day += DAY * (self.received >= midnight(day) + timedelta(hours=16.5))
            while not wall.works(day):
                day += DAY
        return day

    def last_day(self, wall: Wall, until: datetime | None, seen: datetime) -> date | None:
        """The n-th day that began in our hands; None if it lies ahead of a wait."""
        day, left = self.receipt_day(wall), self.life.promise[0]
        while left:
            day += DAY
            begins = midnight(day) + timedelta(hours=8.5)
            if self.life.promise[1] == "working" and not wall.works(day):
                continue
            if self.hold(min(begins, seen), until) == "ours":
                left -= 1
            elif begins > seen:
                return None
        return day

    def due(self, until: datetime | None) -> tuple[date | None, date | None]:
        """The due day and the first day late, seen at ``until`` (a closing) or at the cut."""
        seen = until or self.cut - TICK
        line = self.spells(until)
        day = self.last_day(self.wall(seen), until, seen)
        here, since, _ = next(s for s in reversed(line) if s[1] <= seen)
        if day is None or (here == "theirs" and since.astimezone(BANGKOK).date() <= day):
            return None, None
        if self.hold(midnight(day + DAY) - TICK, until) == "ours":
            return day, day + DAY
        after = midnight(day + DAY)
        back = [start.astimezone(BANGKOK).date() for hold, start, _ in line if hold == "ours" and start >= after]
        return day, back[0] if back else None

    def office(self, until: datetime | None) -> int:
        end = until or self.cut - TICK
        wall = self.wall(end)
        return sum(
            wall.minutes(start, min(gone or end, end)) for hold, start, gone in self.spells(until) if hold == "ours"
        )

    def seconds(self, holds: set[str], until: datetime) -> float:
        return sum(
            ((gone or until) - start).total_seconds() for hold, start, gone in self.spells(until) if hold in holds
        )

    def acknowledged(self) -> datetime | None:
        return next((e["at"] for e in self.events if self._seen(e)), None)

    def answered(self) -> datetime | None:
        return next((e["at"] for e in self.events if self._seen(e) and self._replies(e)), None)

    @staticmethod
    def _seen(event: dict[str, Any]) -> bool:
        return bool(event.get("shown")) and event["actor"] in OFFICE and event["kind"] != "received"

    @staticmethod
    def _replies(event: dict[str, Any]) -> bool:
        return event["kind"] in REPLIES or (event["kind"] == "messaged" and bool(event.get("worded")))

    def places(self) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any]]]:
        """At each event that changes it: the event, the place before, the place after."""
        here: dict[str, Any] | None = None
        for event in self.events:
            if event["kind"] == "received":
                there = {"unit": event["data"]["unit"], "category": event["data"]["category"]}
            else:
                there = {"unit": here["unit"], "category": here["category"]} if here else {}
                if event["kind"] == "assigned":
                    there["unit"] = event["data"]["unit"]
                if event["kind"] == "reclassified":
                    there["category"] = event["data"]["to"]
            hold = HOLD.get(event["status"], "ours") if event.get("status") else (here or {}).get("hold")
            there["hold"] = hold
            if there != here:
                yield event, here, there
            here = there
