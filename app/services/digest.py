"""The officers' morning letter: what is new and what is late among the cases they may see."""

from datetime import datetime, timedelta

from flask import current_app

from app.domain.thai import first_words
from app.domain.workflow import Phase, Role
from app.extensions import db
from app.models import Staff, Ticket
from app.services import calendar, outbox, scope, staff
from app.services.actors import Actor
from app.services.transaction import transaction

_LISTED = 15


def write(now: datetime) -> int:
    """Put one digest a person into the outbox, for those with an address and something to read: how many."""
    today = calendar.calendar(now).local_day(now)
    written = 0
    for member in staff.active():
        if member.email and member.roles & {Role.INTAKE, Role.OFFICER, Role.MANAGEMENT}:
            lines = _lines(member, now)
            if lines:
                with transaction():
                    outbox.put(member.email, "คิวงานวันนี้", "\n".join(lines), key=f"digest/{member.id}/{today}", now=now)
                written += 1
    return written


def _lines(member: Staff, now: datetime) -> list[str]:
    today = calendar.calendar(now).local_day(now)
    mine = scope.for_staff(Actor.staff(member)).where(Ticket.phase != Phase.DONE)
    late = db.session.scalars(mine.where(Ticket.overdue_from <= today).order_by(Ticket.due_on)).unique().all()
    new = db.session.scalars(
        mine.where(Ticket.recorded_at > now - timedelta(days=1)).order_by(Ticket.received_at)
    ).unique().all()  # fmt: skip
    if not late and not new:
        return []
    return [
        f"เกินกำหนด {len(late)} เรื่อง",
        *(_line(t) for t in late[:_LISTED]),
        "",
        f"เรื่องใหม่ใน 24 ชั่วโมง {len(new)} เรื่อง",
        *(_line(t) for t in new[:_LISTED]),
        "",
        f"{current_app.config['PUBLIC_URL']}/staff/queue",
    ]


def _line(ticket: Ticket) -> str:
    return f"- {ticket.reference} {first_words(ticket.subject, 60)}"
