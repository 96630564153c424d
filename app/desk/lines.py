"""A case as one line of a list: why it is here, what, where, whose."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.dates import local_day
from app.domain.languages import THAI
from app.domain.replies import LANGUAGES
from app.domain.standing import Standing, Urgency
from app.domain.workflow import Phase
from app.models import Ticket
from app.services.queue import Line
from app.web import office
from app.web.filters import day, moment
from app.web.standings import duration, seen


@dataclass(frozen=True, slots=True)
class Shown:
    """What ``queue_row`` draws. ``key``: the case in the state that is shown, for acts on many."""

    kind: str
    why: str
    title: str
    url: str
    place: str
    unit: str
    ref: str
    new: bool = False
    key: str = ""


def shown(line: Line, *, new: bool = False) -> Shown:
    """One line of the queue; ``new``: somebody else did something since this officer looked."""
    ticket = line.ticket
    kind, why = _why(line)
    return Shown(
        kind=kind,
        why=why,
        title=ticket.subject,
        url=url_for("desk.case", reference=ticket.latin),
        place=_place(line),
        unit=ticket.unit.short_name if ticket.unit else _("รอคัดแยก"),
        ref=ticket.reference,
        new=new,
        key="" if ticket.phase is Phase.DONE else f"{ticket.latin}.{ticket.version}",
    )


def followed(number: int) -> str:
    """มีผู้ติดตาม 3 คน."""
    return str(ngettext("มีผู้ติดตาม %(num)s คน", "มีผู้ติดตาม %(num)s คน", number))


def _place(line: Line) -> str:
    village = line.ticket.village
    where = _("หมู่ที่ %(number)s", number=village.number) if village else _("ไม่ระบุหมู่")
    language = line.ticket.language
    written = _(LANGUAGES[language]) if language != THAI else ""
    return " · ".join(part for part in (where, written, line.followers and followed(line.followers)) if part)


def _why(line: Line) -> tuple[str, str]:
    ticket, standing = line.ticket, line.standing
    if standing.urgency is Urgency.DONE:
        return _ended(ticket)
    if standing.urgency is Urgency.EMERGENCY and not standing.overdue:
        return "today", _("แจ้ง %(moment)s", moment=moment(ticket.received_at, "brief", year=False))
    return reason(standing)


def reason(standing: Standing) -> tuple[str, str]:
    """A shape and the shortest true words: เกิน 4 วันทำการ, พรุ่งนี้ จ. 23 พ.ย., รอผู้ร้อง 3 วัน."""
    if standing.overdue and standing.days:
        return "late", _("เกิน %(days)s", days=duration(standing.days, standing.unit))
    if standing.overdue and standing.due_on:
        return "late", _("เกิน %(date)s", date=day(standing.due_on, "brief", year=False))
    if standing.due_on is None or standing.urgency is Urgency.WAITING:
        found = seen(standing)
        return found.kind, found.words
    today = office.calendar().local_day(office.now())
    date = day(standing.due_on, "brief", year=False)
    if standing.due_on <= today:
        return "today", _("ครบกำหนดวันนี้")
    if (standing.due_on - today).days == 1:
        return "today", _("พรุ่งนี้ %(date)s", date=date)
    if standing.days == 1:
        return "today", _("ภายใน %(date)s", date=date)
    return "open", _("เหลือ %(days)s", days=duration(standing.days, standing.unit))


def _ended(ticket: Ticket) -> tuple[str, str]:
    words = _(ticket.outcome.label) if ticket.outcome else _(ticket.status.label)
    closed = day(local_day(ticket.closed_at), "short", year=False) if ticket.closed_at else ""
    return "done", f"{words} {closed}"
