"""Who has a case open now, and what happened in it since they last looked. A look that cannot be kept stops nobody."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.models import Staff, Ticket, TicketEvent, TicketLook
from app.services.actors import Actor
from app.services.transaction import transaction

_RARELY = timedelta(minutes=1)
_STILL_HERE = timedelta(minutes=2)
_ONE_LOOK = timedelta(minutes=10)


def since(ticket: Ticket, *, by: Actor, now: datetime) -> datetime | None:
    """Since when a story is new to who opens it now; ``None`` for who never looked at it before.

    Who comes back within ten minutes, with nothing new meanwhile, still looks the same look.
    """
    before = _of(ticket.id, by)
    if before is None:
        return None
    if now - before.seen_at < _RARELY:
        return before.before_at
    same = now - before.seen_at < _ONE_LOOK and not any(is_new(event, before.seen_at, by) for event in ticket.events)
    return before.before_at if same else before.seen_at


def seen(ticket: Ticket, since: datetime | None, *, by: Actor, now: datetime) -> None:
    """They have the page before them; written once a minute at most. What was read before is read anew after this."""
    before = _of(ticket.id, by)
    if before is None or now - before.seen_at >= _RARELY:
        _write(ticket.id, by, seen_at=now, before_at=since, here_at=now)


def look(ticket: Ticket, *, by: Actor, now: datetime) -> datetime | None:
    """Both at once, for a page that marks nothing of the story."""
    found = since(ticket, by=by, now=now)
    seen(ticket, found, by=by, now=now)
    return found


def stay(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """The page is still open before them."""
    before = _of(ticket.id, by)
    if before is None:
        _write(ticket.id, by, seen_at=now, before_at=None, here_at=now)
    elif now - before.here_at >= _RARELY:
        _write(ticket.id, by, here_at=now)


def others(ticket: Ticket, *, by: Actor, now: datetime) -> Sequence[str]:
    """The names of the others who have this case open."""
    query = (
        select(Staff.name)
        .join(TicketLook, TicketLook.staff_id == Staff.id)
        .where(TicketLook.ticket_id == ticket.id, Staff.id != by.staff_id, Staff.active)
        .where(TicketLook.here_at > now - _STILL_HERE)
        .order_by(Staff.name)
    )
    return db.session.scalars(query).all()


def is_new(event: TicketEvent, since: datetime | None, by: Actor) -> bool:
    """Whether somebody else did this since then."""
    return since is not None and event.recorded_at > since and event.actor_id != by.staff_id


def news(tickets: Collection[Ticket], *, by: Actor) -> frozenset[int]:
    """Those among some cases (by id) in which somebody else did something since this person looked.

    What they never looked at is new only if it is theirs. One query, whatever the number of cases.
    """
    if not tickets:
        return frozenset()
    later = TicketEvent.ticket_id == TicketLook.ticket_id
    since = select(TicketEvent.id).where(later, TicketEvent.recorded_at > TicketLook.seen_at, _not_mine(by)).exists()
    mine = TicketLook.staff_id == by.staff_id, TicketLook.ticket_id.in_([ticket.id for ticket in tickets])
    seen = {row[0]: row[1] for row in db.session.execute(select(TicketLook.ticket_id, since).where(*mine)).all()}
    return frozenset(t.id for t in tickets if seen.get(t.id, t.officer_id == by.staff_id))


def _not_mine(by: Actor) -> ColumnElement[bool]:
    return or_(TicketEvent.actor_id.is_(None), TicketEvent.actor_id != by.staff_id)


def _of(ticket_id: int, by: Actor) -> TicketLook | None:
    query = select(TicketLook).where(TicketLook.staff_id == by.staff_id, TicketLook.ticket_id == ticket_id)
    return db.session.scalar(query)


def _write(ticket_id: int, by: Actor, **values: datetime | None) -> None:
    """A full disk, a busy database or the same page opened twice at once: the case is shown all the same."""
    with suppress(SQLAlchemyError), transaction():
        row = _of(ticket_id, by)
        if row is None:
            row = TicketLook(staff_id=by.staff_id, ticket_id=ticket_id)
            db.session.add(row)
        for name, value in values.items():
            setattr(row, name, value)
