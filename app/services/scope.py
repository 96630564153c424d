"""Who may read which cases: the only module that selects from the ticket table."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.sql.elements import ColumnElement

from app.domain.channels import COMPLAINTS
from app.domain.workflow import Outcome, Role
from app.models import OPEN, Attachment, PublicWords, Ticket
from app.services.actors import Actor


def for_staff(actor: Actor) -> Select[Ticket]:
    """The cases this person may see; for them no others exist."""
    return select(Ticket).where(seen_by(actor))


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Intake and management see all units; an officer their unit's and their own; others nothing."""
    if actor.sees_all_units:
        return true()
    if Role.OFFICER in actor.roles:
        return or_(Ticket.unit_id == actor.unit_id, Ticket.officer_id == actor.staff_id)
    return false()


def by_reference(reference: str) -> Select[Ticket]:
    """The case a resident names; the code is still to be checked."""
    return select(Ticket).where(Ticket.reference == reference)


RECEIPT = (
    select(Ticket, exists().where(Attachment.ticket_id == Ticket.id))
    .where(Ticket.token == bindparam("token"))
    .options(lazyload("*"))
)
"""The case of an unguessable link, and whether it has files; without the rows around it, which no receipt shows."""
STATUS = RECEIPT.options(joinedload(Ticket.village), joinedload(Ticket.public_words))
"""The same with what its resident's page shows of the rows around it."""
KNOWN_KEY = select(Ticket.id).where(Ticket.idempotency_key == bindparam("key"))
"""Whether there is such a case, asked each time that a form is opened or sent."""


def by_key(idempotency_key: str) -> Select[Ticket]:
    """The case that this form made, if it was sent before."""
    return select(Ticket).where(Ticket.idempotency_key == idempotency_key)


def by_batch(batch_key: str) -> Select[Ticket]:
    """The cases that one form with many rows made."""
    return select(Ticket).where(Ticket.idempotency_key.startswith(f"{batch_key}-", autoescape=True))


def by_register_number(*spellings: str) -> Select[Ticket]:
    """The cases under a number of the office's register; who asks may not see all of them."""
    return select(Ticket).where(Ticket.register_number.in_(spellings))


def locked(ticket_id: int) -> Select[Ticket]:
    """One case, held for writing and read anew."""
    query = select(Ticket).where(Ticket.id == ticket_id).with_for_update(of=Ticket)
    return query.execution_options(populate_existing=True)


def all_locked() -> Select[Ticket]:
    """Many cases, held for writing in the one order in which everybody holds them, and read anew.

    Asked before any of them is written to: whoever holds the chain already would wait for somebody who waits for it.
    """
    query = select(Ticket).order_by(Ticket.id).with_for_update(of=Ticket)
    return query.execution_options(populate_existing=True)


def in_public() -> Select[Ticket]:
    """General complaints that neighbours may know of: words were offered and passed, and the case still stands."""
    stands = and_(Ticket.story != "", or_(Ticket.outcome.is_(None), Ticket.outcome != Outcome.WITHDRAWN))
    query = select(Ticket).join(PublicWords, PublicWords.ticket_id == Ticket.id)
    return query.where(PublicWords.passed_at.is_not(None), Ticket.channel_slug == COMPLAINTS.slug, stands)


def everything() -> Select[Ticket]:
    """All cases, for duties of the system and for counting; never for showing."""
    return select(Ticket)


def for_counting() -> Select[Any]:
    """What figures are grouped by and reckoned from, of all cases; nothing that a resident wrote."""
    columns: list[Any] = [
        Ticket.id,
        Ticket.channel_slug,
        Ticket.service_id,
        Ticket.arrival,
        Ticket.village_id,
        Ticket.language,
        Ticket.received_at,
        Ticket.acknowledged_at,
        Ticket.acknowledge_minutes,
        Ticket.answered_at,
        Ticket.answered_in_time,
    ]
    return select(*columns)


def for_watching(today: date) -> Select[Any]:
    """By channel: how many cases are not done, and how many of those are late."""
    late = func.count().filter(Ticket.overdue_from <= today, Ticket.due_on.is_not(None))
    columns: list[Any] = [Ticket.channel_slug, func.count(), late]
    return select(*columns).where(OPEN).group_by(Ticket.channel_slug)


def for_audit() -> Select[Any]:
    """What an audit package takes from a case beside its events: its number, for a pseudonym, and what was promised."""
    columns: list[Any] = [Ticket.reference, Ticket.channel_slug, Ticket.promise_days, Ticket.promise_unit]
    return select(*columns)


def for_manuals() -> Select[Any]:
    """Which case was received under which version of a manual, for counting."""
    columns: list[Any] = [Ticket.id, Ticket.manual_id]
    return select(*columns)
