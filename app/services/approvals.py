"""Water requests that wait for management: checked and not yet approved, or delivered in an emergency before that."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import selectinload

from app.domain.channels import WATER
from app.domain.words import N_
from app.domain.workflow import Kind, Phase, Role, Status, StepRefused
from app.extensions import db
from app.models import Ticket, TicketEvent
from app.services import scope, tickets
from app.services.actors import Actor
from app.services.steps import unratified
from app.services.tickets import Entry
from app.services.transaction import transaction
from app.services.water.waiting import rank_of

ONE_READING = timedelta(hours=1)


def waiting(actor: Actor) -> Sequence[Ticket]:
    """Requests that an officer has checked: the most urgent first, then whoever asked first."""
    query = scope.for_staff(actor).where(Ticket.channel_slug == WATER.slug, Ticket.status == Status.CHECKED)
    more = selectinload(Ticket.events), selectinload(Ticket.points)
    found = db.session.scalars(query.options(*more).order_by(Ticket.received_at, Ticket.id)).unique()
    return sorted(found, key=rank_of)


def agree(ticket: Ticket, opinion: str, *, by: Actor, now: datetime, version: int) -> None:
    """The clerk of the office (ปลัด) agrees: written down by name, the request goes on waiting for its approval."""
    if Role.MANAGEMENT not in by.roles or ticket.status is not Status.CHECKED:
        raise StepRefused(N_("เรื่องนี้อยู่ในสถานะที่ทำสิ่งนี้ไม่ได้แล้ว เปิดเรื่องใหม่อีกครั้งเพื่อดูสถานะล่าสุด"))
    with transaction():
        entry = Entry(Kind.NOTED, text=opinion, data={"agreed": True})
        noted = tickets.add(ticket, entry, by=by, now=now, version=version)
        if noted.ticket.status is not Status.CHECKED:
            raise StepRefused(N_("เรื่องนี้อยู่ในสถานะที่ทำสิ่งนี้ไม่ได้แล้ว เปิดเรื่องใหม่อีกครั้งเพื่อดูสถานะล่าสุด"))


def agreed(ticket: Ticket) -> TicketEvent | None:
    """Who agreed since the request was last checked; None while nobody did."""
    steps = (event for event in reversed(ticket.events) if event.kind is Kind.CHECKED or "agreed" in event.data)
    last = next(steps, None)
    return last if last is not None and last.kind is Kind.NOTED else None


def delivered(actor: Actor) -> Sequence[Ticket]:
    """Deliveries that still need their approval afterwards, the oldest first."""
    gone = (Ticket.channel_slug == WATER.slug, Ticket.emergency, Ticket.phase == Phase.DONE)
    query = scope.for_staff(actor).where(*gone, Ticket.details["ratified"].as_boolean().is_(False))
    found = db.session.scalars(query.options(selectinload(Ticket.events)).order_by(Ticket.closed_at)).unique()
    return [ticket for ticket in found if unratified(ticket)]
