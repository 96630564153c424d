"""What an integrity officer does with a report: open, take a step, write to the reporter, keep a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.sealed import Finding, Stage, Step, choices
from app.domain.sealed_report import (
    ACKNOWLEDGE,
    Happening,
    Kind,
    Who,
    acknowledged,
    extension_until,
    withdrawn,
)
from app.domain.words import N_
from app.extensions import db
from app.models import SealedCase
from app.services import audit, calendar
from app.services.sealed import clock, evidence, keys, story
from app.services.sealed.evidence import Judged
from app.services.sealed.sessions import Door
from app.services.sealed.story import Line, Opened
from app.services.transaction import transaction

_MISSING = {
    "message": N_("เขียนข้อความถึงผู้ร้อง"),
    "note": N_("เขียนเหตุผลหรือสรุป"),
    "authority": N_("ระบุว่าเสนอใคร"),
    "finding": N_("เลือกผล"),
    "agency_number": N_("กรอกเลขที่หนังสือส่ง"),
    "new_date": N_("กรอกวันที่ขยายถึง"),
}
_TOO_FAR = N_("ขยายได้ครั้งละไม่เกิน 30 วันนับจากกำหนดเดิม")


class Incomplete(Exception):
    """Fields that the step needs and did not get: field name → Thai msgid."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class Overtaken(Exception):
    """A colleague or the reporter did something since the page was opened."""

    def __init__(self, happening: Happening) -> None:
        super().__init__(happening.kind)
        self.happening = happening


class NotNow(Exception):
    """The step cannot be taken where the report stands."""


@dataclass(frozen=True, slots=True)
class Given:
    """Everything a step's form may carry."""

    message: str = ""
    note: str = ""
    authority: str = ""
    finding: Finding | None = None
    agency_number: str = ""
    new_date: date | None = None

    def data(self) -> dict[str, str]:
        """What goes beside the words."""
        values = {
            "authority": self.authority,
            "finding": self.finding or "",
            "agency_number": self.agency_number,
            "new_date": self.new_date.isoformat() if self.new_date else "",
        }
        return {name: value for name, value in values.items() if value}


def find(door: Door, case_id: str, *, now: datetime) -> Opened | None:
    """A report this officer holds a key to; for them no others exist. ``Tampered`` is written into the audit trail."""
    try:
        return story.find(case_id, door.pair)
    except keys.Tampered:
        audit.record("sealed.tampered", "sealed", by=door.actor, now=now)
        raise


def note_opened(door: Door, report: Opened, *, now: datetime) -> None:
    """Write into the report itself who looked, once a day and officer."""
    book = calendar.calendar(now)
    today = book.local_day(now)
    mine = (h for h in report.story if h.kind == Kind.OPENED and h.officer == door.officer.id)
    if not any(book.local_day(h.at) == today for h in mine):
        story.add(report, _line(door, Kind.OPENED), now=now)


def steps(report: Opened) -> tuple[Step, ...]:
    """The steps this report allows now."""
    told = acknowledged(report.story)
    return choices(report.stage, withdrawn=withdrawn(report.story), acknowledged=told)


def take(door: Door, report: Opened, action: str, given: Given, *, seen: int, now: datetime) -> None:
    """Take a step. ``NotNow``, ``Incomplete``, ``Overtaken`` when there are more acts than the officer had ``seen``."""
    with transaction():
        case, key = story.held(report)
        fresh = story.opened(case, key)
        if fresh.seen != seen:
            raise Overtaken([h for h in fresh.story if h.is_act][-1])
        step = next((step for step in steps(fresh) if step.action == action), None)
        if step is None:
            raise NotNow
        _require(fresh, step, given, now)
        line = _line(
            door, step.action, text=given.message or given.note, told=step.told and bool(given.message),
            stage=step.target, data=_data(step, given),
        )  # fmt: skip
        story.append(case.id, key, line, now=now)
        _repeat_in_clear(case, fresh, step, given, now)


def write(door: Door, report: Opened, text: str, *, once: str, now: datetime, files: Sequence[Judged] = ()) -> None:
    """Words or files to the reporter."""
    evidence.refuse_too_many(report.files, files)
    line = _line(door, Kind.MESSAGE, text=text, told=True, files=tuple(files), once=once)
    story.add(report, line, now=now)


def note(door: Door, report: Opened, text: str, *, once: str, now: datetime, files: Sequence[Judged] = ()) -> None:
    """A note on the fact-finding; the reporter never reads it."""
    evidence.refuse_too_many(report.files, files)
    line = _line(door, Kind.NOTE, text=text, files=tuple(files), once=once)
    story.add(report, line, now=now)


def _line(
    door: Door,
    kind: str,
    *,
    text: str = "",
    told: bool = False,
    stage: Stage | None = None,
    data: dict[str, str] | None = None,
    files: tuple[Judged, ...] = (),
    once: str = "",
) -> Line:
    who = door.officer
    return Line(
        kind, Who.OFFICER, officer=who.id, name=who.staff.name, text=text, told=told, stage=stage, data=data,
        files=files, once=once,
    )  # fmt: skip


def _require(report: Opened, step: Step, given: Given, now: datetime) -> None:
    errors = {name: _MISSING[name] for name in step.asks if not getattr(given, name)}
    if len(step.findings) > 1 and given.finding not in step.findings:
        errors["finding"] = _MISSING["finding"]
    if given.new_date and step.action == "extend":
        due = next(duty.due_on for duty in clock.owed(report.story, now) if duty.label == clock.label(report.stage))
        if not due < given.new_date <= extension_until(due):
            errors["new_date"] = _TOO_FAR
    if errors:
        raise Incomplete(errors)


def _data(step: Step, given: Given) -> dict[str, str]:
    only = step.findings[0] if len(step.findings) == 1 else None
    return {**given.data(), **({"finding": only} if only else {})}


def _repeat_in_clear(case: SealedCase, before: Opened, step: Step, given: Given, now: datetime) -> None:
    """The few facts that clocks and totals may know."""
    today = calendar.calendar(now).local_day(now)
    if step.target:
        case.stage = step.target
        case.closed_month = today.replace(day=1) if step.target is Stage.CLOSED else None
    if step.findings:
        case.finding = given.finding or step.findings[0]
    if step.action in {ACKNOWLEDGE, "tell"} and case.acknowledged_in_time is None:
        case.acknowledged_in_time = today <= clock.promised(before.received_at)
    db.session.flush()
