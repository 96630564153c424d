"""What officers do with a case beside its steps: read it, write in it, mark an emergency, issue its receipt anew."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from app.domain.facts import Facts, facts
from app.domain.workflow import Kind
from app.extensions import db
from app.models import Attachment, Draft, Ticket, TicketEvent
from app.services import attachments, audit, calendar, scope, tickets
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.steps import StepInput
from app.services.tickets import Entry
from app.services.transaction import transaction

WITHDRAWN = "withdrawn"
ONE_READING = timedelta(hours=1)
_ONE_PRESS = timedelta(minutes=2)


def find(reference: str, *, by: Actor) -> Ticket | None:
    """The case with this number, if this person may see it; what is not theirs does not exist."""
    return db.session.scalars(scope.for_staff(by).where(Ticket.reference == reference)).unique().one_or_none()


def any_yet(*, by: Actor) -> bool:
    """Whether this person's office has ever had a case that they may see."""
    first = scope.for_staff(by).with_only_columns(Ticket.reference).limit(1)
    return db.session.scalar(first) is not None


def read(reference: str, *, by: Actor, now: datetime) -> Ticket | None:
    """Open a case to read it; that it was read is written down, once an hour."""
    found = find(reference, by=by)
    if found is not None:
        audit.record_once("read_case", found.reference, by=by, now=now, within=ONE_READING)
    return found


def keyed_in(reference: str, *, by: Actor) -> Ticket | None:
    """A case that this person took in or may see: who keys in a call for another unit still hands out the receipt."""
    mine = and_(TicketEvent.kind == Kind.RECEIVED, TicketEvent.actor_id == by.staff_id)
    query = scope.by_reference(reference).where(or_(scope.seen_by(by), Ticket.events.any(mine)))
    return db.session.scalars(query).unique().one_or_none()


def attachment(attachment_id: int, *, by: Actor, now: datetime) -> Attachment | None:
    """A file of a case that this person may see, public or internal; seeing it is reading the case."""
    query = select(Attachment).join(Attachment.ticket).where(Attachment.id == attachment_id, scope.seen_by(by))
    found = db.session.scalars(query).unique().one_or_none()
    if found is not None and found.ticket is not None:
        audit.record_once("read_case", found.ticket.reference, by=by, now=now, within=ONE_READING)
    return found


def clocks(ticket: Ticket, *, now: datetime) -> Facts:
    """The case's times as they stand at this moment."""
    return facts(ticket.history, ticket.promise, calendar.book(), now)


def take_step(
    ticket: Ticket,
    action: str,
    given: StepInput,
    *,
    by: Actor,
    now: datetime,
    version: int | None,
    at: datetime | None = None,
    photos: Sequence[Accepted] = (),
    draft: Draft | None = None,
) -> TicketEvent:
    """Take a step with photos of the work, all or nothing; raises what ``tickets.take_step`` raises."""
    with transaction():
        given = replace(given, attachments=_kept(photos, draft, now))
        event = tickets.take_step(ticket, action, given, by=by, now=now, version=version, at=at)
        if event.kind is Kind.WITHDRAWN:
            audit.record(WITHDRAWN, ticket.reference, by=by, now=now)
    return event


def write(
    ticket: Ticket,
    text: str,
    *,
    public: bool,
    by: Actor,
    now: datetime,
    photos: Sequence[Accepted] = (),
    draft: Draft | None = None,
) -> TicketEvent:
    """A message to the resident or an internal note; the same words pressed twice are written once."""
    with transaction():
        held = db.session.scalars(scope.locked(ticket.id)).unique().one()
        last = max(held.events, key=lambda event: event.id)
        if _same_press(last, text, photos, public=public, by=by, now=now):
            return last
        return tickets.write(held, text, public=public, by=by, now=now, attachments=_kept(photos, draft, now, public))


def mark_emergency(ticket: Ticket, *, emergency: bool, reason: str, by: Actor, now: datetime, version: int) -> None:
    """Put a case at the very top of the queue, or take it back; the reason is an internal note."""
    with transaction():
        entry = Entry(Kind.NOTED, text=reason, data={"emergency": emergency})
        tickets.add(ticket, entry, by=by, now=now, version=version)
        ticket.emergency = emergency


def _kept(
    photos: Sequence[Accepted], draft: Draft | None, now: datetime, public: bool = True
) -> tuple[Attachment, ...]:
    """The photos of a form; with an internal note they stay inside, those kept from before too."""
    kept = tuple(draft.attachments) if draft else ()
    for photo in kept:
        photo.public = public
    return kept + tuple(attachments.store(photo, public=public, now=now) for photo in photos)


def _same_press(
    last: TicketEvent, text: str, photos: Sequence[Accepted], *, public: bool, by: Actor, now: datetime
) -> bool:
    return (
        last.kind is (Kind.MESSAGED if public else Kind.NOTED)
        and last.actor_id == by.staff_id
        and last.text_hash == (_hash(text.encode()) if text else "")
        and {photo.sha256 for photo in last.attachments} >= {_hash(photo.content) for photo in photos}
        and now - last.recorded_at < _ONE_PRESS
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
