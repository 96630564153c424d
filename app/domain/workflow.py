"""What may happen to a case, written as data: every button and every rule comes from one row here.

A status belongs to a phase, and the phase alone speaks to the clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.statuses import Outcome, Phase, Status
from app.domain.words import N_


class Role(StrEnum):
    """Who may take a step."""

    RESIDENT = "resident"
    SYSTEM = "system"
    INTAKE = "intake"
    OFFICER = "officer"
    DRIVER = "driver"
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
    Role.DRIVER: N_("พนักงานขับรถน้ำ"),
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
    UNSCHEDULED = "unscheduled"
    SET_OUT = "set_out"
    PART_DELIVERED = "part_delivered"
    NOT_DELIVERED = "not_delivered"
    DELIVERED = "delivered"
    PRIORITISED = "prioritised"
    MESSAGED = "messaged"
    NOTED = "noted"
    EXTENDED = "extended"
    RATED = "rated"
    RECLASSIFIED = "reclassified"
    RECALCULATED = "recalculated"
    RECEIPT_REISSUED = "receipt_reissued"
    CORRECTED = "corrected"
    ANONYMISED = "anonymised"


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


__all__ = ["STAFF_ROLES", "Kind", "Outcome", "Phase", "Role", "Status", "Step", "StepRefused", "Workflow"]
