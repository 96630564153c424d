"""The hash chains: each link carries the hash of the one before it, and a broken link can be named."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import selectinload

from app.domain.channels import COMPLAINTS
from app.domain.history import GENESIS, link_hash
from app.domain.workflow import Kind
from app.extensions import db
from app.models import AuditEntry, ChainHead, Ticket, TicketEvent
from app.services.moments import stamp
from app.services.transaction import hold

EVENTS = "events"
AUDIT = "audit"
_HEADS = cast(Table, ChainHead.__table__)
_END = select(_HEADS.c.hash).where(_HEADS.c.name == bindparam("chain")).with_for_update()
_LENGTHEN = (
    update(_HEADS)
    .where(_HEADS.c.name == bindparam("chain"))
    .values(hash=bindparam("link"), length=_HEADS.c.length + 1)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold; ``about``: the case or the subject it speaks of."""

    chain: str
    position: int
    link_id: int | None
    about: str = ""


def append(chain: str, content: Mapping[str, Any]) -> tuple[str, str]:
    """Lengthen a chain inside the present transaction: (previous hash, new hash). Nobody else does until its end."""
    db.session.flush()  # what is changed is locked before the chain, never after it
    connection = db.session.connection()
    previous = connection.scalar(_END, {"chain": chain})
    if previous is None:
        begin = partial(ChainHead, name=chain, hash=GENESIS, length=0)
        previous = hold(select(ChainHead).where(ChainHead.name == chain), begin).hash
    link = link_hash(previous, content)
    connection.execute(_LENGTHEN, {"chain": chain, "link": link})
    return previous, link


def event_content(event: TicketEvent, reference: str) -> dict[str, Any]:
    """What the hash of an event covers; its words are covered by their own hash."""
    return {
        "case": reference,
        "at": stamp(event.at),
        "recorded_at": stamp(event.recorded_at),
        "kind": event.kind,
        "status": event.status,
        "outcome": event.outcome,
        "role": event.actor_role,
        "actor": event.actor_id,
        "shown": event.shown,
        "data": event.data,
        "text": event.text_hash,
    }


def audit_content(entry: AuditEntry) -> dict[str, Any]:
    """What the hash of an audit entry covers."""
    return {
        "at": stamp(entry.at),
        "actor": entry.actor_id,
        "role": entry.actor_role,
        "action": entry.action,
        "subject": entry.subject,
        "data": entry.data,
    }


def verify() -> list[Broken]:
    """Read both chains from the first link on: the first break of each, or nothing."""
    events = db.session.query(TicketEvent).options(selectinload(TicketEvent.ticket)).order_by(TicketEvent.id)
    audit = db.session.query(AuditEntry).order_by(AuditEntry.id).yield_per(500)
    found = (
        _first_break(EVENTS, ((e, event_content(e, _case(e))) for e in events.yield_per(500))),
        _first_break(AUDIT, ((a, audit_content(a)) for a in audit)),
    )
    return [broken for broken in found if broken]


def _first_break(chain: str, links: Iterable[tuple[TicketEvent | AuditEntry, dict[str, Any]]]) -> Broken | None:
    previous, length = GENESIS, 0
    for link, content in links:
        length += 1
        if link.previous_hash != previous or link.hash != link_hash(previous, content) or _other_words(link):
            return Broken(chain, length, link.id, link.subject if isinstance(link, AuditEntry) else _case(link))
        previous = link.hash
    head = db.session.get(ChainHead, chain)
    if head is None:
        return Broken(chain, length, None) if length else None
    return None if (head.hash, head.length) == (previous, length) else Broken(chain, length + 1, None)


def head() -> tuple[int, str]:
    """How long the chain of events is and how it ends: kept outside, it shows later that nothing was cut off."""
    row = db.session.scalar(select(ChainHead).where(ChainHead.name == EVENTS))
    return (row.length, row.hash) if row else (0, GENESIS)


def passes(length: int, link: str) -> bool:
    """Whether the chain of events still runs through a head that was written down outside, at its place."""
    if not length:
        return link == GENESIS
    hashes = select(TicketEvent.hash).order_by(TicketEvent.id)
    return db.session.scalar(hashes.offset(length - 1).limit(1)) == link


def _case(event: TicketEvent) -> str:
    """The number of an event's case; somebody may have removed the case's row and left the event."""
    ticket: Ticket | None = event.ticket
    return ticket.reference if ticket else ""


def words_hash(ticket: Ticket) -> str:
    """The hash of what was said when the case came in: story, place, name and number."""
    told = (ticket.story, ticket.place, ticket.applicant, ticket.phone)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _other_words(link: TicketEvent | AuditEntry) -> bool:
    """Whether the words beside an event are gone, or are not those that were said."""
    if not isinstance(link, TicketEvent) or not _case(link):
        return False
    told = link.data.get("words")
    if told is not None and words_hash(link.ticket) != told:
        return not _taken_away(link.ticket) and not _corrected_after(link)
    if link.message is None:
        return bool(link.text_hash) and not _taken_away(link.ticket)
    return hashlib.sha256(link.message.text.encode()).hexdigest() != link.text_hash


def _corrected_after(link: TicketEvent) -> bool:
    """Whether the office corrected them later, at somebody's wish: then the words are held against that event."""
    return any(event.kind is Kind.CORRECTED and event.id > link.id for event in link.ticket.events)


def _taken_away(ticket: Ticket) -> bool:
    """Whether the case stands without words because it went to the sealed channel, or its time of keeping was over."""
    kinds = {event.kind for event in ticket.events if event.kind is not Kind.WITHDRAWN or not event.text_hash}
    moved = Kind.WITHDRAWN in kinds and ticket.channel_slug == COMPLAINTS.slug
    return ticket.emptied and (moved or Kind.ANONYMISED in kinds)
