"""The texts that an officer may start from with one case, filled in from the case; nothing is sent here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain import replies
from app.domain.clocks import Calendar
from app.domain.dates import format_date
from app.domain.phones import format_phone
from app.domain.residents import answer_until, reopen_until
from app.domain.thai import NBSP
from app.models import Office, ReplyTemplate, Ticket
from app.services import office

# Fields in the resident's own language; what is not named here reads the same in each.
_NAMES = {"en": "english_name", "ms": "malay_name"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A text on offer: its row's number, its title, its language, and the words with the case's own values."""

    id: int
    title: str
    language: str
    text: str


def offered(ticket: Ticket, action: str, *, writer: str, calendar: Calendar, now: datetime) -> Sequence[Reply]:
    """Those of this act and of the case's channel: the resident's language first, then Thai."""
    service = ticket.service.slug if ticket.service else ""
    found = [row for row in office.reply_templates(action) if _fits(row, ticket, service)]
    found.sort(key=lambda row: (row.language != ticket.language, not row.channel_slug, row.position))
    languages = {row.language for row in found}
    known = {code: values(ticket, code, writer=writer, calendar=calendar, now=now) for code in languages}
    return [Reply(r.id, r.title, r.language, replies.filled(r.text, known[r.language])) for r in found]


def values(ticket: Ticket, language: str, *, writer: str, calendar: Calendar, now: datetime) -> dict[str, str]:
    """What stands for each field; an empty one has no value in this case."""
    present = office.present()
    return {
        "เลขที่": ticket.reference if language == "th" else f"{ticket.reference} ({ticket.latin})",
        "ชื่อ": ticket.applicant,
        "เรื่อง": ticket.subject,
        "ประเภท": _name(ticket.category or ticket.service, language),
        "หมู่บ้าน": ticket.village.label.replace(NBSP, " ") if ticket.village else "",
        "จุด": ticket.place,
        "วันที่แจ้ง": _day(calendar.local_day(ticket.received_at), language),
        "วันครบกำหนด": _day(ticket.due_on, language),
        "วันส่งน้ำ": _day(_iso(ticket.details.get("delivery_date")), language),
        "ลิตร": f"{ticket.details['litres']:,}" if ticket.details.get("litres") else "",
        "หน่วย": ticket.unit.name if ticket.unit else "",
        "เจ้าหน้าที่": writer,
        "วันนี้": _day(calendar.local_day(now), language),
        "ตอบภายใน": _day(answer_until(now, calendar), language),
        "แจ้งกลับได้ถึง": "" if ticket.resident_reopened else _day(reopen_until(now, calendar), language),
        "สำนักงาน": _office(present, language),
        "โทร": format_phone(present.phone, glue=False) if present else "",
    }


def _fits(row: ReplyTemplate, ticket: Ticket, service: str) -> bool:
    return replies.fits(
        row.channel_slug, row.language, channel=ticket.channel_slug, service=service, resident=ticket.language
    )


def _day(day: date | None, language: str) -> str:
    return format_date(day, lang=language, glue=False) if day else ""


def _iso(kept: object) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) and kept else None


def _name(row: object, language: str) -> str:
    own = getattr(row, _NAMES.get(language, "name"), "")
    return str(own or getattr(row, "name", ""))


def _office(present: Office | None, language: str) -> str:
    if present is None:
        return ""
    return present.short_name if language == "th" else present.english_name or present.short_name
