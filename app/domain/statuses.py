"""Where a case can stand and how it can end: the words, and the phase that alone speaks to the clocks."""

from collections.abc import Mapping
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
    ON_THE_WAY = "on_the_way"
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
    Status.ON_THE_WAY: N_("กำลังไปส่งน้ำ"),
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
    GRANTED = "granted"
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
    Outcome.GRANTED: N_("อนุมัติ หรือขึ้นทะเบียนแล้ว"),
    Outcome.DELIVERED: N_("ส่งน้ำแล้ว"),
    Outcome.DUPLICATE: N_("เรื่องซ้ำ"),
    # One word for both: a list must not tell which cases were moved to where nobody may look.
    Outcome.WITHDRAWN: N_("ถอนเรื่อง หรือย้ายไปยื่นช่องทางอื่น"),
}
