"""An officer's own reports, most pressing first, and searching them: opened in memory, there is no index."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.domain.sealed import Stage
from app.domain.sealed_report import Happening, unanswered
from app.domain.thai import search_key, to_arabic_digits
from app.extensions import db
from app.models import SealedEntry
from app.services import audit
from app.services.sealed import keys, ring, story
from app.services.sealed.bodies import CaseRow
from app.services.sealed.clock import Times
from app.services.sealed.sessions import Door
from app.services.sealed.story import Opened

LATE, TODAY, OPEN, WAITING, DONE = "late", "today", "open", "wait", "done"
_ORDER = (LATE, TODAY, OPEN, WAITING, DONE)


@dataclass(frozen=True, slots=True)
class Line:
    """A report in the list and why it stands there: ``kind`` late, today, open, wait (for nothing of ours) or done."""

    report: Opened
    kind: str
    duty: str
    due_on: date | None
    days: int
    waiting: Happening | None

    @property
    def pressing(self) -> tuple[int, date, datetime]:
        """Sorts the list."""
        answer_first = 0 if self.waiting and self.kind == DONE else _ORDER.index(self.kind)
        return (answer_first, self.due_on or date.max, self.report.received_at)


@dataclass(frozen=True, slots=True)
class Inbox:
    """Everything this officer can open, and how many more were theirs but have been tampered with."""

    lines: tuple[Line, ...]
    broken: int


def of(door: Door, *, now: datetime) -> Inbox:
    """The officer's reports, most pressing first."""
    opened, broken = _all(door)
    if broken:
        audit.record("sealed.tampered", "sealed", by=door.actor, now=now, rows=broken)
    times = Times(now)
    lines = sorted((_line(report, times) for report in opened), key=lambda line: line.pressing)
    return Inbox(tuple(lines), broken)


def matching(lines: Iterable[Line], query: str) -> tuple[Line, ...]:
    """The lines whose report holds every word of the query, anywhere."""
    words = search_key(query).split()
    digits = any(letter.isdigit() for letter in query)
    found = ((line, _text(line.report, digits=digits)) for line in lines)
    return tuple(line for line, text in found if all(word in text for word in words))


def _all(door: Door) -> tuple[list[Opened], int]:
    """Every case was tried, so that one which is not ours costs the same as one which is."""
    mine = ring.opened_by(door)
    ids = {case.id for case, _key in mine}
    rows: dict[str, list[story.Row]] = defaultdict(list)
    for case_id, name, sealed in db.session.execute(select(SealedEntry.case_id, SealedEntry.id, SealedEntry.body)):
        if case_id in ids:
            rows[case_id].append((name, sealed))
    opened, broken = [], 0
    for case, key in mine:
        try:
            opened.append(_open(door, case, key, rows[case.id]))
        except keys.Tampered:
            broken += 1
    return [report for report in opened if report], broken


def _open(door: Door, case: CaseRow, key: bytes, rows: list[story.Row]) -> Opened | None:
    try:
        return story.assemble(case, key, rows, pair=door.pair)
    except keys.Tampered:  # or it got a new key between reading the one row and the other
        return story.find(case.id, door.pair)


def _line(report: Opened, times: Times) -> Line:
    owed = times.owed(report.story)
    waiting = unanswered(report.story)
    if not owed:
        return Line(report, DONE, "", None, 0, waiting)
    duty = owed[0]
    days = (duty.due_on - times.today).days
    kind = LATE if days < 0 else TODAY if days == 0 else OPEN
    return Line(report, kind, duty.label, duty.due_on, abs(days), waiting)


def _text(report: Opened, *, digits: bool) -> str:
    """Texts were cleaned when they came in; Thai ``digits`` are made Arabic only for who looks for a number."""
    said = [text for _, text in report.answers.given()]
    said += [h.text for h in report.story]
    text = " ".join(said)
    return (to_arabic_digits(text) if digits else text).casefold()


def closed(line: Line) -> bool:
    """Whether nothing is left to do: closed, and nobody waits for words."""
    return line.report.stage is Stage.CLOSED and line.waiting is None
