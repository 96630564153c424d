"""Letters to residents who gave an address: receipt, question, answer, closing. The case's officer is told, too.

All are put into the outbox, not sent here.
"""

from datetime import date, datetime

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app.domain.dates import format_date, local_day
from app.domain.languages import THAI, pick
from app.domain.references import tracking_code
from app.domain.residents import answer_until
from app.domain.survey import Place
from app.domain.workflow import Kind, Role
from app.models import Ticket, TicketEvent
from app.services import calendar, invitations, outbox, staff_letters, surveys
from app.services.office import shown

_STEPS = {Kind.ASKED, Kind.ANSWERED, Kind.REFERRED, Kind.NOT_ACCEPTED, Kind.NOT_APPROVED, Kind.EXTENDED,
          Kind.SCHEDULED, Kind.UNSCHEDULED, Kind.NOT_DELIVERED, Kind.PART_DELIVERED, Kind.DELIVERED,
          Kind.CLOSED, Kind.REOPENED, Kind.MERGED}  # fmt: skip


def received(ticket: Ticket, event: TicketEvent, *, now: datetime) -> None:
    """Say that the case arrived, with its number, code and promised date."""
    if not ticket.email:
        return
    with force_locale(ticket.language):
        text = _("เรารับเรื่องของคุณแล้ว เลขที่รับเรื่อง %(reference)s", reference=_number(ticket))
        promise = _("เราจะแจ้งผลภายใน%(day)s", day=_day(ticket.due_on, ticket)) if ticket.due_on else ""
        code = _("รหัสติดตาม %(code)s", code=tracking_code(ticket.token))
        _letter(ticket, event, [text, promise, code], now)


def stepped(ticket: Ticket, event: TicketEvent, *, now: datetime) -> None:
    """Say what happened, when it is something the resident waits for and did not do themselves."""
    staff_letters.told(ticket, event, now=now)
    if ticket.email and event.kind in _STEPS and event.actor_role is not Role.RESIDENT:
        with force_locale(ticket.language):
            paragraphs = [_headline(event), _words(event), _date(ticket, event, now), _survey(ticket, event, now)]
            _letter(ticket, event, paragraphs, now)


def written(ticket: Ticket, event: TicketEvent, *, now: datetime) -> None:
    """Pass on a message of the office."""
    staff_letters.told(ticket, event, now=now)
    if ticket.email and event.shown and event.actor_role is not Role.RESIDENT:
        with force_locale(ticket.language):
            _letter(ticket, event, [_("เรามีข้อความถึงคุณ"), _words(event)], now)


def _headline(event: TicketEvent) -> str:
    lines: dict[Kind, str] = {
        Kind.ASKED: _("เรามีคำถามถึงคุณ ระหว่างรอคำตอบเราหยุดนับวันไว้"),
        Kind.ANSWERED: _("เราตอบเรื่องของคุณแล้ว"),
        Kind.REFERRED: _("เราส่งเรื่องของคุณต่อให้หน่วยงานที่มีอำนาจ"),
        Kind.NOT_ACCEPTED: _("เรารับเรื่องนี้ไว้พิจารณาไม่ได้"),
        Kind.NOT_APPROVED: _("คำร้องของคุณไม่ได้รับอนุมัติ"),
        Kind.EXTENDED: _("เรื่องของคุณจะเสร็จช้ากว่าที่สัญญาไว้"),
        Kind.SCHEDULED: _("เรานัดวันส่งน้ำแล้ว"),
        Kind.UNSCHEDULED: _("เราเลื่อนวันส่งน้ำ และจะนัดวันใหม่"),
        Kind.NOT_DELIVERED: _("เราไปส่งน้ำแล้วแต่ส่งไม่ได้ และจะนัดวันใหม่"),
        Kind.PART_DELIVERED: _("เราส่งน้ำแล้วบางส่วน และจะไปส่งส่วนที่เหลือ"),
        Kind.DELIVERED: _("เราส่งน้ำแล้ว"),
        Kind.CLOSED: _("เรายุติเรื่องของคุณแล้ว"),
        Kind.REOPENED: _("เราเปิดเรื่องของคุณอีกครั้ง"),
        Kind.MERGED: _("เรื่องนี้มีผู้แจ้งไว้แล้ว เราทำเป็นเรื่องเดียวกัน"),
    }
    return lines[event.kind]


def _date(ticket: Ticket, event: TicketEvent, now: datetime) -> str:
    """The day that this step is about, if it is about one."""
    new, delivery = event.data.get("new_date"), event.data.get("delivery_date")
    line = ""
    if event.kind is Kind.ASKED:
        line = _("ตอบเราภายใน%(day)s", day=_day(answer_until(event.at, calendar.calendar(now)), ticket))
    elif event.kind is Kind.EXTENDED and new:
        line = _("เราคาดว่าจะเสร็จ%(day)s", day=_day(date.fromisoformat(new), ticket))
    elif event.kind is Kind.SCHEDULED and delivery:
        line = _("รถน้ำจะไปถึง%(day)s", day=_day(date.fromisoformat(delivery), ticket))
    elif event.kind is Kind.REOPENED and ticket.due_on:
        line = _("เราจะแจ้งผลภายใน%(day)s", day=_day(ticket.due_on, ticket))
    return line


def _survey(ticket: Ticket, event: TicketEvent, now: datetime) -> str:
    """With the letter that completes a service, the invitation to the EIT survey; it counts when the letter leaves."""
    if event.kind not in surveys.COMPLETED or not invitations.to_be_invited(ticket):
        return ""
    found = invitations.offered(Place.MAIL, local_day(now), ticket.channel_slug)
    if found is None:
        return ""
    asks = _("ขอเชิญตอบแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ของสำนักงาน ป.ป.ช. คำตอบของคุณเป็นความลับและไม่มีผลต่อเรื่องนี้")
    last = format_date(found.closes_on, lang=ticket.language, glue=False)
    until = _("เปิดเว็บไซต์ของสำนักงาน ป.ป.ช. ตอบได้ถึงวันที่ %(day)s", day=last)
    return f"{asks}\n{found.address}\n{until}"


def _day(day: date, ticket: Ticket) -> str:
    return format_date(day, "weekday", lang=ticket.language, glue=False)


def _words(event: TicketEvent) -> str:
    return event.message.text if event.message and event.message.public else ""


def _letter(ticket: Ticket, event: TicketEvent, paragraphs: list[str], now: datetime) -> None:
    office = shown()
    base = current_app.config["PUBLIC_URL"]
    link = _("ดูเรื่องและตอบเราได้ที่ %(url)s", url=f"{base}/t/{ticket.token}")
    name = office and (pick(ticket.language, thai=office.name, english=office.english_name).text)
    call = _("โทร.")
    sign = f"{name} {call} {office.phone}" if office else ""
    body = "\n\n".join(part for part in (*paragraphs, link, sign) if part)
    subject = _("เรื่องที่ %(reference)s", reference=_number(ticket))
    outbox.put(ticket.email, subject, body, key=f"{ticket.reference}/{event.hash[:16]}", now=now, ticket_id=ticket.id)


def _number(ticket: Ticket) -> str:
    """The number; for those who do not read Thai in their own letters, too."""
    return ticket.reference if ticket.language == THAI else f"{ticket.reference} ({ticket.latin})"
