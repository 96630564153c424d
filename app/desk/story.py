"""A case's story as officers read it: every event by its true time, and when it was written down if that was later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from app.domain.rounds import Rank
from app.domain.water_marks import Result
from app.domain.words import N_
from app.domain.workflow import Kind, Phase, Role
from app.models import Attachment, Ticket, TicketEvent
from app.services import looks
from app.services.actors import Actor
from app.services.administration import people
from app.web.filters import day, moment, number

# Gaps are filled from the event's own data.
TITLES: Mapping[Kind, str] = {
    Kind.RECEIVED: N_("รับเรื่อง"),
    Kind.ACCEPTED: N_("รับไว้ดำเนินการ"),
    Kind.ASSIGNED: N_("มอบหมาย%(unit_name)s"),
    Kind.STARTED: N_("เริ่มดำเนินการ"),
    Kind.ASKED: N_("ถามผู้ร้อง"),
    Kind.REPLIED: N_("ผู้ร้องตอบคำถาม"),
    Kind.RESUMED: N_("ทำต่อโดยไม่รอคำตอบ"),
    Kind.ANSWERED: N_("ตอบผู้ร้อง: %(outcome)s"),
    Kind.REFERRED: N_("ส่งต่อ%(agency)s"),
    Kind.NOT_ACCEPTED: N_("ไม่รับไว้พิจารณา"),
    Kind.MERGED: N_("เป็นเรื่องซ้ำกับ %(duplicate_of)s"),
    Kind.WITHDRAWN: N_("ถอนหรือย้ายเรื่อง"),
    Kind.CLOSED: N_("ยุติเรื่อง"),
    Kind.REOPENED: N_("เปิดเรื่องอีกครั้ง"),
    Kind.CHECKED: N_("ตรวจแล้ว เสนออนุมัติ"),
    Kind.APPROVED: N_("อนุมัติ"),
    Kind.NOT_APPROVED: N_("ไม่อนุมัติ"),
    Kind.SCHEDULED: N_("นัดส่งน้ำ %(delivery_date)s"),
    Kind.UNSCHEDULED: N_("เอาออกจากรอบส่งน้ำ"),
    Kind.SET_OUT: N_("ออกส่งน้ำ"),
    Kind.PART_DELIVERED: N_("ส่งน้ำบางส่วน %(litres)s ลิตร"),
    Kind.NOT_DELIVERED: N_("ส่งน้ำไม่ได้: %(failure)s"),
    Kind.DELIVERED: N_("ส่งน้ำ %(litres)s ลิตร"),
    Kind.PRIORITISED: N_("จัดลำดับความเร่งด่วนเป็น%(rank)s"),
    Kind.MESSAGED: N_("ส่งข้อความถึงผู้ร้อง"),
    Kind.NOTED: N_("บันทึกภายใน"),
    Kind.EXTENDED: N_("แจ้งล่าช้า คาดว่าเสร็จ %(new_date)s"),
    Kind.RATED: N_("ผู้ร้องบอกผล"),
    Kind.RECLASSIFIED: N_("เปลี่ยนประเภทเป็น%(name)s"),
    Kind.RECALCULATED: N_("คำนวณวันครบกำหนดใหม่เป็น %(to)s"),
    Kind.RECEIPT_REISSUED: N_("ออกใบรับเรื่องอีกครั้ง"),
    Kind.CORRECTED: N_("แก้ข้อมูลส่วนบุคคลให้ถูกต้อง"),
    Kind.ANONYMISED: N_("พ้นกำหนดเก็บ ลบตัวบุคคลออกแล้ว"),
}
_WRITTEN_LATER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Photo:
    """What ``photos`` draws."""

    url: str
    full: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What ``timeline`` draws."""

    title: str
    moment: datetime | date
    text: str
    state: str = "past"
    icon: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """Words or photos in a case: whose, when, about what."""

    who: str
    moment: datetime
    about: str
    text: str
    ours: bool
    photos: tuple[Photo, ...] = ()


def title(event: TicketEvent) -> str:
    """What happened, in a few words."""
    if event.kind is Kind.MESSAGED and event.actor_role is Role.RESIDENT:
        return str(_("ผู้ร้องส่งข้อความ"))
    if event.kind is Kind.RATED:
        return str(_("ผู้ร้องบอกว่าแก้ได้จริง") if event.data.get("solved") else _("ผู้ร้องบอกว่ายังไม่ได้แก้"))
    if event.kind is Kind.NOTED and "files" in event.data:
        return str(_("แนบไฟล์ที่เห็นเฉพาะเจ้าหน้าที่"))
    if event.kind is Kind.NOTED and "agreed" in event.data:
        return str(_("เห็นชอบ เสนออนุมัติ"))
    if event.kind is Kind.NOTED and "stop" in event.data:
        return str(_("แก้บันทึกการส่งน้ำ"))
    if event.kind is Kind.NOTED and "emergency" in event.data:
        return str(_("ยกเป็นเรื่องฉุกเฉิน") if event.data["emergency"] else _("ไม่เป็นเรื่องฉุกเฉินแล้ว"))
    unsorted = event.kind is Kind.ASSIGNED and event.data.get("unit", event) is None
    return str(_("คืนไปรอคัดแยก") if unsorted else _(TITLES[event.kind], **_gaps(event)))


def who(event: TicketEvent) -> str:
    """The name of the officer, or the role where there is none."""
    return event.actor.name if event.actor else str(_(event.actor_role.label))


def entries(ticket: Ticket, today: date, by: Actor, since: datetime | None = None) -> list[Entry]:
    """Everything that happened, newest first; on top what has not happened in time. New: what others did ``since``."""
    past = [Entry(title(e), e.at, _by(e), new=looks.is_new(e, since, by)) for e in reversed(ticket.events)]
    late = ticket.phase is not Phase.DONE and ticket.overdue_from is not None and ticket.overdue_from <= today
    return [Entry(_("เกินกำหนด"), ticket.due_on, "", "now", "late"), *past] if late and ticket.due_on else past


def conversation(ticket: Ticket) -> list[Said]:
    """What was said between the resident and us, oldest first; the story itself stands elsewhere."""
    files: dict[int, list[Attachment]] = {}
    for file in (file for file in ticket.attachments if file.public and file.media_type.startswith("image/")):
        files.setdefault(file.event_id or 0, []).append(file)
    spoken = [e for e in ticket.events if e.kind is not Kind.RECEIVED and (_public(e) or e.id in files)]
    return [_said(event, _words(event) if _public(event) else "", photos(files.get(event.id, []))) for event in spoken]


def internal(ticket: Ticket) -> list[Said]:
    """Words that the resident never sees: notes, reasons, opinions; oldest first."""
    return [_said(event, _words(event)) for event in ticket.events if event.message and not event.message.public]


def photos(attachments: Sequence[Attachment]) -> tuple[Photo, ...]:
    """The pictures among some files."""
    pictures = [a for a in attachments if a.media_type.startswith("image/")]
    return tuple(
        Photo(f"/staff/files/{a.id}", f"/staff/files/{a.id}", _("รูปที่ %(n)s", n=n), day(a.added_at, "short", year=False))
        for n, a in enumerate(pictures, start=1)
    )


def first_photos(ticket: Ticket) -> tuple[Photo, ...]:
    """The pictures that came with the case."""
    return photos([a for a in ticket.attachments if a.public and a.event and a.event.kind is Kind.RECEIVED])


def _said(event: TicketEvent, text: str, pictures: tuple[Photo, ...] = ()) -> Said:
    return Said(who(event), event.at, title(event), text, event.actor_role is not Role.RESIDENT, pictures)


def _by(event: TicketEvent) -> str:
    parts = [who(event)]
    if event.recorded_at - event.at > _WRITTEN_LATER:
        parts.append(_("บันทึกเมื่อ %(moment)s", moment=moment(event.recorded_at, "short")))
    return " · ".join(parts)


def _public(event: TicketEvent) -> bool:
    return event.message is not None and event.message.public


def _words(event: TicketEvent) -> str:
    return event.message.text if event.message else ""


def _gaps(event: TicketEvent) -> dict[str, str]:
    filled = dict.fromkeys(("unit_name", "agency", "duplicate_of", "name"), "")
    filled |= {name: str(value) for name, value in event.data.items()}
    for name in ("delivery_date", "new_date", "to"):
        filled[name] = _day(event.data.get(name))
    filled["unit_name"] = " ".join(filter(None, (filled["unit_name"], _officer(event))))
    filled["litres"] = number(event.data.get("litres") or 0)
    filled["failure"] = _(Result(event.data["failure"]).label) if event.data.get("failure") else ""
    filled["rank"] = _(Rank(event.data["rank"]).label) if event.data.get("rank") is not None else ""
    filled["outcome"] = _(event.outcome.label) if event.outcome else ""
    return filled


def _officer(event: TicketEvent) -> str:
    """The name of the person it was handed to; residents read the unit alone."""
    found = people.find(event.data["officer"]) if event.kind is Kind.ASSIGNED and event.data.get("officer") else None
    return found.name if found else ""


def _day(value: object) -> str:
    try:
        return day(date.fromisoformat(str(value)), "short")
    except ValueError:  # no day at all: while we wait for the resident none is due
        return "–"
