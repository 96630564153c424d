"""Stories of cases in a few words: ``story("2 Nov 09:00 receive", "9 Nov 10:00 answer")``, a clerk can check them."""

from datetime import date, datetime
from typing import Any

from app.domain.clocks import Calendar, HolidayBook, KnownHoliday, Promise, Unit
from app.domain.dates import BANGKOK
from app.domain.facts import Facts, facts
from app.domain.history import Event
from app.domain.holidays import HOLIDAYS
from app.domain.workflow import Kind, Outcome, Role, Status

LONG_AGO = datetime(2020, 10, 1, tzinfo=BANGKOK)
BOOK = HolidayBook(tuple(KnownHoliday(row.day, LONG_AGO) for row in HOLIDAYS))
CALENDAR = BOOK.at(datetime(2026, 1, 1, tzinfo=BANGKOK))
PLAIN = HolidayBook()

_OFFICER: dict[str, Any] = {"actor": Role.OFFICER, "shown": True}
_RESIDENT: dict[str, Any] = {"actor": Role.RESIDENT, "shown": True}
ACTS: dict[str, dict[str, Any]] = {
    "receive": {"kind": Kind.RECEIVED, "status": Status.RECEIVED, **_RESIDENT},
    "key_in": {"kind": Kind.RECEIVED, "status": Status.RECEIVED, "worded": True, **_OFFICER},
    "accept": {"kind": Kind.ACCEPTED, "status": Status.ACCEPTED, **_OFFICER},
    "start": {"kind": Kind.STARTED, "status": Status.IN_PROGRESS, **_OFFICER},
    "assign": {"kind": Kind.ASSIGNED, **_OFFICER},
    "reclassify": {"kind": Kind.RECLASSIFIED, "actor": Role.OFFICER},
    "ask": {"kind": Kind.ASKED, "status": Status.AWAITING_RESIDENT, "worded": True, **_OFFICER},
    "reply": {"kind": Kind.REPLIED, "status": Status.IN_PROGRESS, "worded": True, **_RESIDENT},
    "resume": {"kind": Kind.RESUMED, "status": Status.IN_PROGRESS, "actor": Role.SYSTEM, "shown": True},
    "extend": {"kind": Kind.EXTENDED, "worded": True, **_OFFICER},
    "write": {"kind": Kind.MESSAGED, "worded": True, **_OFFICER},
    "note": {"kind": Kind.NOTED, "worded": True, "actor": Role.OFFICER},
    "photo": {"kind": Kind.MESSAGED, **_OFFICER},
    "recalculate": {"kind": Kind.RECALCULATED, "actor": Role.ADMINISTRATOR, "shown": True},
    "answer": {
        "kind": Kind.ANSWERED, "status": Status.ANSWERED, "outcome": Outcome.SOLVED, "worded": True, **_OFFICER,
    },
    "merge": {"kind": Kind.MERGED, "status": Status.ANSWERED, "outcome": Outcome.DUPLICATE, **_OFFICER},
    "withdraw": {"kind": Kind.WITHDRAWN, "status": Status.CLOSED, "outcome": Outcome.WITHDRAWN, **_RESIDENT},
    "close": {"kind": Kind.CLOSED, "status": Status.CLOSED, "actor": Role.SYSTEM, "shown": True},
    "reopen": {"kind": Kind.REOPENED, "status": Status.IN_PROGRESS, "worded": True, **_RESIDENT},
    "solved": {"kind": Kind.RATED, "actor": Role.RESIDENT, "data": {"solved": True}},
    "unsolved": {"kind": Kind.RATED, "actor": Role.RESIDENT, "data": {"solved": False}},
}  # fmt: skip


def at(words: str) -> datetime:
    """``2 Nov 09:00`` is in 2026 and in Bangkok; ``2025-10-01 08:30`` names another year."""
    if words[4:5] != "-":
        return datetime.strptime(f"2026 {words}", "%Y %d %b %H:%M").replace(tzinfo=BANGKOK)
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)


def day(words: str) -> date:
    return at(f"{words} 00:00").date()


def event(line: str, *, recorded: str = "", **changes: Any) -> Event:
    when, _, act = line.rpartition(" ")
    values = {"at": at(when), "recorded_at": at(recorded or when), **ACTS[act], **changes}
    return Event(**values)


def story(*lines: str | Event) -> tuple[Event, ...]:
    return tuple(event(line) if isinstance(line, str) else line for line in lines)


def judged(*lines: str | Event, now: str, days: int = 5, unit: Unit = Unit.WORKING, book: HolidayBook = BOOK) -> Facts:
    """The facts of a story as of ``now``, promised in so many days."""
    return facts(story(*lines), Promise(days, unit), book, at(now))


def calendar_with(*days: date) -> Calendar:
    return Calendar(frozenset(days))
