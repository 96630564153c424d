"""What a general complaint holds, in the form in which a sealed report takes it over. It reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.sealed_report import Kind, Who
from app.domain.workflow import Kind as Event
from app.domain.workflow import Role
from app.extensions import db
from app.models import Attachment, Staff, Ticket, TicketEvent
from app.services import attachments
from app.services.actors import Actor
from app.services.sealed.evidence import Judged
from app.services.sealed.story import Line

# Words that stand in an event's data and not in its message.
_DATA = ("refusal_text", "agency", "agency_number", "duplicate_of")
_CONTACT = {"phone": "ขอให้โทร", "email": "ขอให้ส่งอีเมล"}


@dataclass(frozen=True, slots=True)
class Carried:
    """The first files, every line that was said with its true time, and the names of files that cannot be read."""

    files: tuple[Judged, ...]
    lines: tuple[tuple[Line, datetime], ...]
    lost: tuple[str, ...]


def of(ticket: Ticket) -> Carried:
    """Everything that was said and shown in a case since it came in."""
    lost: list[str] = []
    first = [file for file in ticket.attachments if file.event is None or file.event.kind is Event.RECEIVED]
    lines = []
    for event in ticket.events:
        files = () if event.kind is Event.RECEIVED else _files(event.attachments, lost)
        if text := _text(event) or ("ส่งรูป" if files else ""):
            lines.append((_line(event, text, files), event.at))
    return Carried(_files(first, lost), tuple(lines), tuple(lost))


def where(ticket: Ticket) -> str:
    """Village, place, and the place on the map."""
    position = "" if ticket.latitude is None else f"{ticket.latitude}, {ticket.longitude}"
    return _joined(" ", ticket.village.label if ticket.village else "", ticket.place, ticket.map_link, position)


def contact(ticket: Ticket) -> str:
    """Name, numbers, and how they wish to hear from us."""
    return _joined("\n", ticket.applicant, ticket.phone, ticket.email, _CONTACT.get(ticket.contact_by, ""))


def elsewhere(ticket: Ticket) -> str:
    """Where it was brought first."""
    return f"แจ้งไว้ในช่องทางทั่วไปของเรา เลขที่ {ticket.reference}"


def origin(ticket: Ticket, lost: Iterable[str], by: Actor) -> Line:
    """A note for those who read it from now on: what else was known about the case."""
    member = db.session.get(Staff, by.staff_id) if by.staff_id else None
    facts = {
        "ย้ายมาจากเรื่องทั่วไปเลขที่": ticket.reference,
        "เรื่อง": ticket.subject,
        "ประเภท": ticket.category.name if ticket.category else "",
        "หน่วยงาน": ticket.unit.name if ticket.unit else "",
        "แจ้งทาง": ticket.arrival.label,
        "เลขรับ": ticket.register_number,
        "รายละเอียด": _joined(" ", *(f"{name}={value}" for name, value in ticket.details.items())),
        "ไฟล์ที่เปิดไม่ได้ตอนย้าย หาได้จากสำเนาสำรองก่อนวันนี้": _joined(" ", *lost),
    }
    text = "\n".join(f"{label}: {value}" for label, value in facts.items() if value)
    return Line(Kind.NOTE, Who.OFFICER, name=member.name if member else by.role.label, text=text)


def _line(event: TicketEvent, text: str, files: tuple[Judged, ...]) -> Line:
    told = event.message.public if event.message else event.shown
    theirs = event.actor_role is Role.RESIDENT
    name = "" if theirs else event.actor.name if event.actor else event.actor_role.label
    return Line(
        Kind.MESSAGE if told else Kind.NOTE, Who.REPORTER if theirs else Who.OFFICER, name=name, text=text, told=told,
        files=files,
    )  # fmt: skip


def _text(event: TicketEvent) -> str:
    return _joined("\n", event.message.text if event.message else "", *(str(event.data.get(n) or "") for n in _DATA))


def _files(records: Iterable[Attachment], lost: list[str]) -> tuple[Judged, ...]:
    """As they are; a file that is gone or damaged holds nothing up, but is named. A disk in trouble does."""
    found = []
    for record in records:
        try:
            found.append(Judged(record.name, record.media_type, attachments.read(record)))
        except (FileNotFoundError, ValueError):
            lost.append(f"{record.name} ({record.storage_name})")
    return tuple(found)


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
