"""What a neighbour who follows somebody else's case is told: where it stands and what we did, in our words alone.

Nothing of the writer, no message, no name of an agency typed by hand; times only as finely as a week or a month.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates import local_day
from app.domain.history import Event, ordered
from app.domain.words import N_
from app.domain.workflow import Kind, Outcome, Role, Status

STANDS: Mapping[Status, str] = {
    Status.RECEIVED: N_("รับเรื่องแล้ว กำลังส่งให้กองที่ดูแล"),
    Status.ACCEPTED: N_("กองที่ดูแลรับไว้แล้ว"),
    Status.IN_PROGRESS: N_("กำลังแก้ไข"),
    Status.AWAITING_RESIDENT: N_("กำลังหาข้อมูลเพิ่ม"),
    Status.ANSWERED: N_("เสร็จแล้ว"),
    Status.CLOSED: N_("เสร็จแล้ว"),
}
_DONE_SO_FAR: Mapping[Kind, str] = {
    Kind.RECEIVED: N_("มีคนแจ้งเรื่องนี้"),
    Kind.ACCEPTED: N_("เรารับเรื่องไว้ดำเนินการ"),
    Kind.STARTED: N_("เราเริ่มลงมือทำ"),
    Kind.EXTENDED: N_("เราแจ้งว่าจะช้ากว่าที่สัญญาไว้"),
    Kind.REOPENED: N_("เราเปิดเรื่องอีกครั้ง"),
}
_ENDED: Mapping[Outcome, str] = {
    Outcome.SOLVED: N_("แก้ไขแล้ว"),
    Outcome.PARTLY_SOLVED: N_("แก้ไขได้บางส่วน"),
    Outcome.CANNOT_BE_DONE: N_("ทำตามที่ขอไม่ได้"),
    Outcome.REFERRED: N_("ส่งต่อหน่วยงานที่ดูแลแล้ว"),
    Outcome.NOT_ACCEPTED: N_("รับไว้พิจารณาไม่ได้"),
    Outcome.DUPLICATE: N_("รวมกับเรื่องที่มีผู้แจ้งไว้แล้ว"),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """One thing that we did (a Thai msgid), and the day of it: for ``when``, never to be shown itself."""

    words: str
    day: date


def ending(outcome: Outcome | None) -> str:
    """How it ended (Thai msgid); empty for an ending that is nobody else's business."""
    return _ENDED.get(outcome, "") if outcome else ""


def milestones(events: Iterable[Event]) -> Iterator[Milestone]:
    """What happened as others may know it."""
    for event in ordered(events):
        if event.outcome and event.actor is not Role.RESIDENT:
            words = ending(event.outcome)
        else:
            words = _DONE_SO_FAR.get(event.kind, "")
        if words:
            yield Milestone(words, local_day(event.at))


def weeks_ago(day: date, today: date) -> int:
    """Weeks from Monday to Sunday: 0 is this one."""
    monday = today - timedelta(days=today.weekday())
    return max(0, -(-(monday - day).days // 7))
