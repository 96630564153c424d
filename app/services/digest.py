"""The officers' morning letters: what is new and late among the cases they may see; the sealed channel's sentence.

A letter that could not leave by closing time is dropped. It names cases by number and kind only: mail is an open card.
"""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from app.domain.clocks import Calendar
from app.domain.dates import format_date
from app.domain.letters import Letter
from app.domain.workflow import Role
from app.extensions import db
from app.models import OPEN, Staff, Ticket
from app.services import calendar, chain, outbox, questions, scope, staff, staff_letters
from app.services.actors import Actor
from app.services.sealed import digest as sealed
from app.services.transaction import transaction

_LISTED = 15
_READERS = {Role.INTAKE, Role.OFFICER, Role.MANAGEMENT}


def write(now: datetime) -> int:
    """Put one digest a person into the outbox, for those with an address and something to read: how many."""
    book = calendar.calendar(now)
    written = 0
    for member in staff.active() if outbox.configured() else ():
        lines = _lines(member, now, book) if member.email and member.roles & _READERS else []
        written += bool(lines) and _put(member.email, "คิวงานวันนี้", "\n".join(lines), "digest", now)
    return written


def write_sealed(now: datetime) -> int:
    """Put the sealed channel's daily sentence into the outbox, the same on every working day: how many."""
    reminder = sealed.today(now)
    addresses = reminder.addresses if outbox.configured() else ()
    return sum(_put(address, reminder.subject, reminder.sentence, "daily", now) for address in addresses)


def _put(address: str, subject: str, body: str, name: str, now: datetime) -> bool:
    """At most one of a name, an address and a day."""
    book = calendar.calendar(now)
    key = f"{name}/{book.local_day(now)}"
    with transaction():
        if outbox.holds(address, key):
            return False
        closing = datetime.combine(book.local_day(now), book.closes, book.zone)
        outbox.put(address, subject, body, key=key, now=now, until=closing)
    return True


def _lines(member: Staff, now: datetime, book: Calendar) -> list[str]:
    late = Ticket.overdue_from <= book.local_day(now)
    new = Ticket.recorded_at >= _last_opening(now, book)
    wanted = staff_letters.chosen(member)
    found = [
        _part("เกินกำหนด", member, late) if staff_letters.reads_overdue(member) else [],
        _part("เรื่องใหม่ตั้งแต่วันทำการก่อน", member, new) if Letter.NEW in wanted else [],
    ]
    asked = questions.waiting_count() if Letter.QUESTIONS in wanted else 0
    if not any(found) and not asked:
        return []
    office = current_app.config["PUBLIC_URL"]
    waiting = [f"คำถามจากประชาชนรอตอบ {asked} ข้อ", f"{office}/staff/publishing/questions/", ""] if asked else []
    head = _head() if Role.MANAGEMENT in member.roles else []
    return [*found[0], *found[1], *waiting, f"{office}/staff/queue", *head]


def _head() -> list[str]:
    """How the log ends this morning: whoever keeps the letter can prove later that nothing was cut off or rewritten."""
    length, link = chain.head()
    return ["", "เก็บจดหมายนี้ไว้ ใช้ตรวจภายหลังว่าบันทึกไม่ถูกตัดหรือแก้", f"flask chain verify --head {length} {link}"]


def _part(title: str, member: Staff, which: ColumnElement[bool]) -> list[str]:
    mine = scope.for_staff(Actor.staff(member)).where(OPEN, which)
    count = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    first = mine.order_by(Ticket.due_on, Ticket.id).limit(_LISTED)
    lines = [_line(ticket) for ticket in db.session.scalars(first).unique()]
    return [f"{title} {count} เรื่อง", *lines, ""] if count else []


def _line(ticket: Ticket) -> str:
    about = ticket.category or ticket.service
    kind = about.name if about else ticket.channel.short
    due = f" ครบกำหนด {format_date(ticket.due_on, 'short', glue=False)}" if ticket.due_on else ""
    return f"- {ticket.reference} {kind}{due}"


def _last_opening(now: datetime, book: Calendar) -> datetime:
    """When the working day before today began: on Mondays the weekend's cases are new, too."""
    day = book.local_day(now) - timedelta(days=1)
    while not book.is_workday(day):
        day -= timedelta(days=1)
    return book.begin(day)
