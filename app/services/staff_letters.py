"""Which letters each member of staff wants, and the two that tell an officer of a case at once.

Somebody among intake and management always reads what is overdue: the last one cannot turn it off, and where nobody
is left who wants it, all of them get it. A letter names a case by number and kind only: mail is an open card.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from flask import current_app

from app.domain.letters import KEEPERS, Letter, offered
from app.domain.words import N_
from app.domain.workflow import Kind, Role
from app.models import Staff, Ticket, TicketEvent
from app.services import outbox, staff
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong

_WORTH = timedelta(days=1)
_SPOKEN = {Kind.REPLIED, Kind.MESSAGED, Kind.REOPENED}
_SUBJECTS = {Letter.ASSIGNED: "มีเรื่องมอบหมายให้คุณ", Letter.REPLIED: "ผู้ร้องเขียนมา"}


def wants(member: Staff, letter: Letter) -> bool:
    """Whether this person gets a letter: as they chose, or as is usual."""
    if letter not in offered(member.roles):
        return False
    return bool((member.letters or {}).get(letter.value, letter.about.usual))


def chosen(member: Staff) -> tuple[Letter, ...]:
    """What this person gets."""
    return tuple(letter for letter in offered(member.roles) if wants(member, letter))


def choose(member: Staff, wanted: Collection[Letter], *, by: Actor, now: datetime) -> None:
    """Keep what somebody wants; ``Wrong`` when nobody would read any more what is overdue."""
    if Letter.OVERDUE not in wanted and keepers() == [member]:
        words = N_("คุณเป็นคนสุดท้ายในผู้รับเรื่องและผู้บริหารที่ได้รายการเรื่องเกินกำหนด ต้องมีอย่างน้อยหนึ่งคนได้รับ")
        raise Wrong("wanted", words)
    values = {letter.value: letter in wanted for letter in offered(member.roles)}
    changes.write(member, {"letters": values}, action="own_letters", subject=member.username, by=by, now=now)


def keepers() -> list[Staff]:
    """Who among intake and management is reached by the list of what is overdue, and wants it."""
    return [m for m in staff.active() if m.roles & KEEPERS and m.email and wants(m, Letter.OVERDUE)]


def reads_overdue(member: Staff) -> bool:
    """Whether the list of what is overdue goes to this person; if nobody keeps it, to all intake and management."""
    return wants(member, Letter.OVERDUE) or (bool(member.roles & KEEPERS) and not keepers())


def told(ticket: Ticket, event: TicketEvent, *, now: datetime) -> None:
    """Tell the officer of a case what somebody else just did, if they want to hear of it; put into the outbox only."""
    found = _letter(ticket, event)
    member = staff.by_id(found[1]) if found and outbox.configured() else None
    if found is None or member is None or not (member.active and member.email and wants(member, found[0])):
        return
    if member.id != event.actor_id:
        subject, key = _SUBJECTS[found[0]], f"{found[0]}/{event.hash[:16]}"
        outbox.put(member.email, subject, _body(subject, ticket), key=key, now=now, until=now + _WORTH)


def _letter(ticket: Ticket, event: TicketEvent) -> tuple[Letter, int] | None:
    """Which letter an event is worth, and to whom."""
    if event.kind is Kind.ASSIGNED and event.data.get("officer"):
        return Letter.ASSIGNED, int(event.data["officer"])
    if event.kind in _SPOKEN and event.actor_role is Role.RESIDENT and ticket.officer_id:
        return Letter.REPLIED, ticket.officer_id
    return None


def _body(subject: str, ticket: Ticket) -> str:
    about = ticket.category or ticket.service
    kind = about.name if about else ticket.channel.short
    return f"{subject}: {ticket.reference} {kind}\n\n{current_app.config['PUBLIC_URL']}/staff/tickets/{ticket.latin}"
