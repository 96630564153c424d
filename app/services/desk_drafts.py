"""What an officer typed into the form of an act and did not send: kept for them alone; others learn that they write."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select

from app.domain.workflow import Kind, StepRefused
from app.extensions import db
from app.models import DeskDraft, Staff, Ticket
from app.services import scope
from app.services.actors import Actor
from app.services.steps import EMPTIED
from app.services.transaction import hold, transaction

Fields = Mapping[str, Sequence[str]]
LONGEST = 20_000
_KEPT = timedelta(days=30)
_WRITING = timedelta(minutes=15)


def find(ticket: Ticket, act: str, *, by: Actor) -> DeskDraft | None:
    """One's own draft of an act."""
    return db.session.scalar(_own(ticket.id, by).where(DeskDraft.act == act))


def mine(ticket: Ticket, *, by: Actor) -> Sequence[DeskDraft]:
    """All of one's own drafts for a case."""
    return db.session.scalars(_own(ticket.id, by).order_by(DeskDraft.saved_at.desc())).all()


def keep(
    ticket: Ticket, act: str, fields: Fields, *, by: Actor, now: datetime, version: int | None = None
) -> DeskDraft | None:
    """Keep what was typed instead of what was kept before; nothing typed keeps nothing.

    Longer than any form takes is not kept, nor what comes late from a page (its ``version``) after this act was done.
    ``StepRefused`` where the case's words were taken away: no new ones are laid beside it.
    """
    kept = {name: list(values) for name, values in fields.items() if any(values)}
    if not kept:
        drop(ticket, act, by=by)
    if not kept or sum(len(value) for values in kept.values() for value in values) > LONGEST:
        return None
    with transaction():
        held = db.session.scalars(scope.locked(ticket.id).where(scope.seen_by(by))).unique().one_or_none()
        if held is None or held.emptied:
            raise StepRefused(EMPTIED)
        if version is not None and _done_since(held, act, version, by):
            return None
        first = DeskDraft(staff_id=by.staff_id, ticket_id=held.id, act=act, fields=kept, saved_at=now)
        draft = hold(_own(held.id, by).where(DeskDraft.act == act), lambda: first)
        draft.fields, draft.saved_at = kept, now
    return draft


def _done_since(ticket: Ticket, act: str, version: int, by: Actor) -> bool:
    """Whether this person did this act after so many events: what they typed for it went with it."""
    kinds = {"message": Kind.MESSAGED, "note": Kind.NOTED}
    kinds |= {step.action: step.kind for step in ticket.channel.workflow.steps}
    later = sorted(ticket.events, key=lambda event: event.id)[version:]
    return any(event.actor_id == by.staff_id and event.kind is kinds.get(act) for event in later)


def drop(ticket: Ticket, act: str, *, by: Actor) -> None:
    """The act was done, or the draft is not wanted."""
    if find(ticket, act, by=by) is not None:
        ticket_id = ticket.id
        with transaction():
            query = _own(ticket_id, by).where(DeskDraft.act == act)
            for draft in db.session.scalars(query).all():
                db.session.delete(draft)


def forget(ticket: Ticket) -> None:
    """The words of this case are taken away: nobody keeps some in a drawer. Inside the transaction that does it."""
    db.session.execute(delete(DeskDraft).where(DeskDraft.ticket_id == ticket.id))


def purge(*, now: datetime) -> int:
    """Remove what nobody touched for thirty days: how many."""
    with transaction():
        old = db.session.scalars(select(DeskDraft).where(DeskDraft.saved_at <= now - _KEPT)).all()
        for draft in old:
            db.session.delete(draft)
    return len(old)


def writers(ticket: Ticket, *, by: Actor, now: datetime) -> Sequence[tuple[str, str]]:
    """Who else typed something for this case in the last quarter of an hour: name and act, never the words."""
    query = (
        select(Staff.name, DeskDraft.act)
        .join(Staff, Staff.id == DeskDraft.staff_id)
        .where(DeskDraft.ticket_id == ticket.id, Staff.id != by.staff_id, Staff.active)
        .where(DeskDraft.saved_at > now - _WRITING)
        .order_by(Staff.name, DeskDraft.act)
    )
    return [(row[0], row[1]) for row in db.session.execute(query).all()]


def _own(ticket_id: int, by: Actor) -> Select[DeskDraft]:
    return select(DeskDraft).where(DeskDraft.staff_id == by.staff_id, DeskDraft.ticket_id == ticket_id)
