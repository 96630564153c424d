"""Taking a case's words, names and files away; its number, times and events stay. Inside somebody's transaction."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from app.domain.thai import search_key
from app.extensions import db
from app.models import OutboxMail, Ticket
from app.services import attachments, desk_drafts, drafts, public_words

_SAID = ("story", "place", "map_link", "applicant", "phone", "email", "contact_by")


def empty(ticket: Ticket, *, details: Mapping[str, Any] | None = None) -> None:
    """Take away every word, name and file; of the details only ``details`` stay."""
    for event in ticket.events:
        if event.message:
            db.session.delete(event.message)
    for file in ticket.attachments:
        attachments.forget(file)
    db.session.execute(delete(OutboxMail).where(OutboxMail.ticket_id == ticket.id))
    drafts.discard(ticket.idempotency_key)
    public_words.forget(ticket)
    desk_drafts.forget(ticket)
    for name in _SAID:
        setattr(ticket, name, "")
    ticket.latitude = ticket.longitude = None
    ticket.details = dict(details or {})
    ticket.subject = ticket.category.name if ticket.category else ticket.channel.short
    ticket.search_text = search_key(f"{ticket.reference} {ticket.latin}")
    db.session.flush()
