"""What was promised and where the time went: the stamp beside a case, computed for this moment."""

from datetime import date, datetime

from flask_babel import gettext as _

from app.domain.clocks import ANSWER_DAYS, MINUTES_A_DAY, Unit, answer_due
from app.domain.facts import Facts
from app.domain.workflow import Phase
from app.models import Ticket
from app.services import casework
from app.web import office
from app.web.filters import day, moment
from app.web.standings import promised, tenths

Row = tuple[str, ...]
_A_DAY = 86_400


def rows(ticket: Ticket) -> list[Row]:
    """Label and value, and ``late`` where brick red is due."""
    read = casework.clocks(ticket, now=office.now())
    found = [(_("รับเรื่อง"), moment(ticket.received_at, "short")), _due(ticket, read), _answer(ticket, read)]
    if ticket.extended_to:
        found.append((_("แจ้งผู้ร้องว่าเสร็จภายใน"), day(ticket.extended_to, "short")))
    stint = read.stints[-1]
    found.append((_("เวลาของเรา"), tenths(stint.office_minutes / MINUTES_A_DAY, Unit.WORKING)))
    found.append((_("เวลารอผู้ร้อง"), tenths(stint.waited_seconds / _A_DAY, Unit.CALENDAR)))
    if read.closed_at:
        found.append((_("เสร็จ"), moment(read.closed_at, "short")))
    return found


def _due(ticket: Ticket, read: Facts) -> Row:
    label = _("สัญญา %(promise)s", promise=promised(ticket.promise))
    if read.due_on is None:
        return (label, _("หยุดนับระหว่างรอผู้ร้อง"))
    late = read.overdue_from is not None and read.overdue_from <= _today(read)
    if read.phase is Phase.DONE:
        kept = _("ทันกำหนด") if read.stints[-1].on_time else _("เกินกำหนด")
        return (label, f"{day(read.due_on, 'short')} {kept}", *(() if read.stints[-1].on_time else ("late",)))
    return (label, day(read.due_on, "short"), *(("late",) if late else ()))


def _answer(ticket: Ticket, read: Facts) -> Row:
    calendar = office.calendar()
    due = answer_due(ticket.received_at, calendar)
    label = _("ตอบครั้งแรกภายใน %(n)s วัน", n=ANSWER_DAYS)
    if read.answered_at:
        kept = _("ตอบแล้ว") if read.answered_in_time else _("ตอบช้า")
        return (label, f"{day(due, 'short')} {kept}", *(() if read.answered_in_time else ("late",)))
    late = read.phase is not Phase.DONE and calendar.local_day(office.now()) > due
    silent = _("ยังไม่ได้ตอบ")
    return (label, f"{day(due, 'short')} {silent}", *(("late",) if late else ()))


def _today(read: Facts) -> date:
    until: datetime = read.closed_at or office.now()
    return office.calendar().local_day(until)
