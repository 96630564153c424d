"""What may happen to a case, written as data: every button and every rule comes from one row here.

A status belongs to a phase, and the phase alone speaks to the clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.words import N_


class Phase(StrEnum):
    """In whose hands the case is."""

    OURS = "ours"
    THEIRS = "theirs"
    DONE = "done"


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    AWAITING_RESIDENT = "awaiting_resident"
    CHECKED = "checked"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    DELIVERED = "delivered"
    CLOSED = "closed"

    @property
    def phase(self) -> Phase:
        """The phase this status belongs to."""
        return _PHASES.get(self, Phase.OURS)

    @property
    def label(self) -> str:
        """The officer's word for it (Thai msgid)."""
        return _STATUS_LABELS[self]


_PHASES: Mapping[Status, Phase] = {
    Status.AWAITING_RESIDENT: Phase.THEIRS,
    Status.ANSWERED: Phase.DONE,
    Status.DELIVERED: Phase.DONE,
    Status.CLOSED: Phase.DONE,
}

_STATUS_LABELS: Mapping[Status, str] = {
    Status.RECEIVED: N_("รับเรื่องแล้ว"),
    Status.ACCEPTED: N_("รับไว้ดำเนินการ"),
    Status.IN_PROGRESS: N_("อยู่ระหว่างดำเนินการ"),
    Status.AWAITING_RESIDENT: N_("รอผู้ร้องตอบ"),
    Status.CHECKED: N_("ตรวจแล้ว รอการอนุมัติ"),
    Status.APPROVED: N_("อนุมัติแล้ว"),
    Status.SCHEDULED: N_("นัดส่งน้ำแล้ว"),
    Status.ANSWERED: N_("ตอบแล้ว"),
    Status.DELIVERED: N_("ส่งน้ำแล้ว"),
    Status.CLOSED: N_("ยุติเรื่อง"),
}


class Outcome(StrEnum):
    """How a case ended. Closed is never sold as solved."""

    SOLVED = "solved"
    PARTLY_SOLVED = "partly_solved"
    CANNOT_BE_DONE = "cannot_be_done"
    REFERRED = "referred"
    NOT_ACCEPTED = "not_accepted"
    NOT_APPROVED = "not_approved"
    DELIVERED = "delivered"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _OUTCOME_LABELS[self]

    @property
    def counts(self) -> bool:
        """Whether service times count this ending (STATISTICS: withdrawn and duplicate leave on-time and times)."""
        return self not in {Outcome.DUPLICATE, Outcome.WITHDRAWN}


_OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.SOLVED: N_("แก้ไขแล้ว"),
    Outcome.PARTLY_SOLVED: N_("แก้ไขได้บางส่วน"),
    Outcome.CANNOT_BE_DONE: N_("ดำเนินการไม่ได้"),
    Outcome.REFERRED: N_("ส่งต่อหน่วยงานอื่น"),
    Outcome.NOT_ACCEPTED: N_("ไม่รับไว้พิจารณา"),
    Outcome.NOT_APPROVED: N_("ไม่อนุมัติ"),
    Outcome.DELIVERED: N_("ส่งน้ำแล้ว"),
    Outcome.DUPLICATE: N_("เรื่องซ้ำ"),
    Outcome.WITHDRAWN: N_("ผู้ร้องขอถอนเรื่อง"),
}


class Role(StrEnum):
    """Who may take a step."""

    RESIDENT = "resident"
    SYSTEM = "system"
    INTAKE = "intake"
    OFFICER = "officer"
    INTEGRITY = "integrity"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _ROLE_LABELS[self]


_ROLE_LABELS: Mapping[Role, str] = {
    Role.RESIDENT: N_("ผู้ร้อง"),
    Role.SYSTEM: N_("ระบบ"),
    Role.INTAKE: N_("เจ้าหน้าที่รับเรื่อง"),
    Role.OFFICER: N_("เจ้าหน้าที่เจ้าของเรื่อง"),
    Role.INTEGRITY: N_("เจ้าหน้าที่ศูนย์รับเรื่องร้องเรียนการทุจริต"),
    Role.MANAGEMENT: N_("ผู้บริหาร"),
    Role.ADMINISTRATOR: N_("ผู้ดูแลระบบ"),
}
STAFF_ROLES = (Role.INTAKE, Role.OFFICER, Role.INTEGRITY, Role.MANAGEMENT, Role.ADMINISTRATOR)


class Kind(StrEnum):
    """What happened: the past participle of an action."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    STARTED = "started"
    ASKED = "asked"
    REPLIED = "replied"
    RESUMED = "resumed"
    ANSWERED = "answered"
    REFERRED = "referred"
    NOT_ACCEPTED = "not_accepted"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    REOPENED = "reopened"
    CHECKED = "checked"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    SCHEDULED = "scheduled"
    DELIVERED = "delivered"
    MESSAGED = "messaged"
    NOTED = "noted"
    EXTENDED = "extended"
    RATED = "rated"
    RECLASSIFIED = "reclassified"
    RECALCULATED = "recalculated"
    RECEIPT_REISSUED = "receipt_reissued"


class StepRefused(Exception):
    """The workflow does not allow this action here. The message is a Thai msgid for the person who tried."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action: from any of ``sources`` to ``target`` (None: the status stays), by any of ``by``.

    ``asks`` names the fields its form must carry; ``shown`` says whether the resident sees it on the timeline.
    """

    action: str
    label: str
    kind: Kind
    sources: frozenset[Status]
    target: Status | None
    by: frozenset[Role]
    asks: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    shown: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """A start and the steps out of it."""

    initial: Status
    steps: tuple[Step, ...]
    statuses: frozenset[Status] = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a broken table when the program starts, not when a resident waits."""
        reached = {self.initial} | {step.target for step in self.steps if step.target}
        object.__setattr__(self, "statuses", frozenset(reached))
        stranded = {s for step in self.steps for s in step.sources if step.target} - reached
        leaving = {s for step in self.steps if step.target for s in step.sources}
        stuck = {s for s in reached if s.phase is not Phase.DONE} - leaving
        if stranded or stuck:
            raise ValueError(f"unreachable: {sorted(stranded)}; dead ends: {sorted(stuck)}")

    def choices(self, status: Status, roles: frozenset[Role]) -> tuple[Step, ...]:
        """The steps that someone with these roles may take from this status."""
        return tuple(s for s in self.steps if status in s.sources and roles & s.by)

    def step(self, action: str, *, status: Status, roles: frozenset[Role]) -> Step:
        """The step that ``action`` means here, or ``StepRefused``."""
        for step in self.choices(status, roles):
            if step.action == action:
                return step
        raise StepRefused(N_("เรื่องนี้อยู่ในสถานะที่ทำสิ่งนี้ไม่ได้แล้ว เปิดเรื่องใหม่อีกครั้งเพื่อดูสถานะล่าสุด"))
