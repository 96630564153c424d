"""What a report says and what happened to it, in the open: these values live in memory only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta

from app.domain.clocks import Calendar, Promise, Unit
from app.domain.sealed import Position, Stage
from app.domain.words import N_

QUESTIONS: Mapping[str, str] = {
    "who": N_("ชื่อหรือตำแหน่งของคนที่ถูกร้องเรียน"),
    "what": N_("เกิดอะไรขึ้น"),
    "when": N_("เมื่อไร"),
    "where": N_("ที่ไหน"),
    "evidence": N_("หลักฐานที่มีหรือรู้ว่าอยู่ที่ไหน"),
    "witnesses": N_("มีใครรู้เห็นบ้าง"),
    "elsewhere": N_("เคยร้องเรียนที่อื่นหรือไม่ ผลเป็นอย่างไร"),
    "contact": N_("ช่องทางติดต่อกลับ"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What the reporter answered; only ``about`` and ``what`` are asked of everybody."""

    about: frozenset[Position]
    what: str
    who: str = ""
    when: str = ""
    where: str = ""
    evidence: str = ""
    witnesses: str = ""
    elsewhere: str = ""
    contact: str = ""

    def given(self) -> list[tuple[str, str]]:
        """Question and answer, in order, without what was left empty."""
        return [(label, getattr(self, name)) for name, label in QUESTIONS.items() if getattr(self, name)]

    def texts(self) -> dict[str, str]:
        """Every text by its field."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "about"}


class Who:
    """Who did a thing."""

    REPORTER = "reporter"
    OFFICER = "officer"


class Kind:
    """What happened, where it is not the name of a step."""

    RECEIVED = "received"
    MESSAGE = "message"
    NOTE = "note"
    READ = "read"
    OPENED = "opened"
    ASIDE = "aside"
    WITHDREW = "withdrew"


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a report's story."""

    number: int
    kind: str
    by: str
    at: datetime
    officer: str = ""
    name: str = ""
    text: str = ""
    told: bool = False
    stage: Stage | None = None
    files: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_act(self) -> bool:
        """Whether it changed something, other than who looked."""
        return self.kind not in {Kind.READ, Kind.OPENED}


@dataclass(frozen=True, slots=True)
class Duty:
    """What the office owes next, and by when."""

    label: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Standard:
    """A step of the manual: its place there, what is owed, and the time if the manual gives none."""

    position: int
    label: str
    promise: Promise


ACKNOWLEDGE = "acknowledge"
# Manual of the corruption channel, steps 1 to 7.
STANDARDS: Mapping[str, Standard] = {
    Stage.RECEIVED: Standard(1, N_("ลงทะเบียนลับ"), Promise(1)),
    Stage.CHECKING: Standard(2, N_("ตรวจความครบถ้วนและการขัดกันแห่งผลประโยชน์"), Promise(3)),
    Stage.PROPOSED: Standard(3, N_("รอคำสั่งของผู้มีอำนาจ"), Promise(2)),
    ACKNOWLEDGE: Standard(4, N_("แจ้งผู้ร้องว่ารับเรื่อง"), Promise(15, Unit.CALENDAR)),
    Stage.FACT_FINDING: Standard(5, N_("สอบข้อเท็จจริง"), Promise(30, Unit.CALENDAR)),
    Stage.REPORTED: Standard(6, N_("สรุปผล"), Promise(15, Unit.CALENDAR)),
    Stage.CONCLUDED: Standard(7, N_("แจ้งผลแก่ผู้ร้อง"), Promise(15, Unit.CALENDAR)),
}
LONGEST_EXTENSION = 30
_TOLD = frozenset({Stage.TOLD, Stage.CLOSED})


def nth_day(moment: datetime, promise: Promise, calendar: Calendar) -> date:
    """The last day of a promise made at a moment."""
    day = calendar.receipt_day(moment, promise.unit)
    later = calendar.days_after(day, promise.unit)
    for _ in range(promise.days):
        day = next(later)
    return day


def stage_of(story: Iterable[Happening]) -> Stage:
    """Where the story itself says that the report stands."""
    return next((h.stage for h in reversed(list(story)) if h.stage), Stage.RECEIVED)


def duties(story: Sequence[Happening], promises: Mapping[str, Promise], calendar: Calendar) -> list[Duty]:
    """What the office owes, most pressing first; nothing once the reporter was told."""
    stage = stage_of(story)
    if stage in _TOLD:
        return []
    entered = max(h.number for h in story if h.stage)
    due = nth_day(next(h.at for h in story if h.number == entered), promises[stage], calendar)
    extended = [h.data["new_date"] for h in story if h.kind == "extend" and h.number > entered]
    owed = [Duty(STANDARDS[stage].label, date.fromisoformat(extended[-1]) if extended else due)]
    if stage is not Stage.CONCLUDED and not acknowledged(story):
        owed.append(Duty(STANDARDS[ACKNOWLEDGE].label, nth_day(story[0].at, promises[ACKNOWLEDGE], calendar)))
    return sorted(owed, key=lambda duty: duty.due_on)


def acknowledged(story: Iterable[Happening]) -> bool:
    """Whether the reporter was told that the report is taken up."""
    return any(h.kind in {ACKNOWLEDGE, "tell"} for h in story)


def withdrawn(story: Iterable[Happening]) -> bool:
    """Whether the reporter asked to withdraw."""
    return any(h.kind == Kind.WITHDREW for h in story)


def unanswered(story: Iterable[Happening]) -> Happening | None:
    """The reporter's last words, if no officer wrote or closed the report after them."""
    last = None
    for h in story:
        if h.by == Who.REPORTER and h.kind in {Kind.MESSAGE, Kind.WITHDREW}:
            last = h
        elif h.by == Who.OFFICER and ((h.told and h.text) or h.stage is Stage.CLOSED):
            last = None
    return last


def unread_by_reporter(story: Sequence[Happening]) -> bool:
    """Whether there are words for the reporter that they have not seen."""
    seen = max((h.number for h in story if h.kind == Kind.READ), default=-1)
    return any(h.number > seen for h in story if h.told and h.by == Who.OFFICER)


def last_read(story: Iterable[Happening]) -> datetime | None:
    """When the reporter last came back."""
    return max((h.at for h in story if h.kind == Kind.READ), default=None)


def extension_until(due: date) -> date:
    """The last day to which one extension may reach."""
    return due + timedelta(days=LONGEST_EXTENSION)
