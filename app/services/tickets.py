"""The life of a case: take it in, take a step, say something, rate. The only module that writes events and statuses."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.facts import Stint, facts
from app.domain.legs import Leg
from app.domain.thai import search_key
from app.domain.words import N_
from app.domain.workflow import Kind, Outcome, Role, Status, Step, StepRefused
from app.extensions import db
from app.models import Attachment, Message, Ticket, TicketEvent, TicketLeg, TicketStint
from app.services import calendar, chain, notices, points, scope
from app.services.actors import Actor
from app.services.steps import EMPTIED, StepInput, effects, in_order, reached, reopens, required, sensible
from app.services.transaction import transaction


class Overtaken(Exception):
    """Somebody else acted on the case since the page was opened."""

    def __init__(self, event: TicketEvent) -> None:
        super().__init__(event.kind)
        self.event = event


@dataclass(frozen=True, slots=True)
class Entry:
    """What is appended to a story: words are ``text`` (``public``: the resident reads them)."""

    kind: Kind
    status: Status | None = None
    outcome: Outcome | None = None
    shown: bool = False
    text: str = ""
    public: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()


def take_step(
    ticket: Ticket,
    action: str,
    given: StepInput,
    *,
    by: Actor,
    now: datetime,
    version: int | None = None,
    at: datetime | None = None,
) -> TicketEvent:
    """Take one step of the case's workflow.

    ``version`` is the number of events the person saw; ``Overtaken`` if there are more. ``StepRefused`` when the
    workflow does not allow the action, ``Incomplete`` when a field it asks for is missing. ``at`` is when it really
    happened, if not now.
    """
    with transaction():
        held = _hold(ticket, version)
        step = held.channel.workflow.step(action, status=held.status, roles=by.roles)
        sensible(held, step, by, now)
        required(step, given)
        in_order(held, at, now)
        event = _record(held, _entry(held, step, given, by), by=by, now=now, at=at)
        effects(held, step, given, by)
        _repeat(held, now)
        notices.stepped(held, event, now=now)
    return event


def write(
    ticket: Ticket, text: str, *, public: bool, by: Actor, now: datetime, attachments: tuple[Attachment, ...] = ()
) -> TicketEvent:
    """A message to or from the resident (``public``), or an internal note."""
    with transaction():
        held = _hold(ticket, None)
        kind = Kind.MESSAGED if public else Kind.NOTED
        entry = Entry(kind, shown=public, text=text, public=public, attachments=attachments)
        event = _record(held, entry, by=by, now=now)
        _repeat(held, now)
        notices.written(held, event, now=now)
    return event


def rate(ticket: Ticket, *, solved: bool, text: str, by: Actor, now: datetime) -> None:
    """The resident's verdict: "solved" closes the case, "not solved" opens it again if that is still possible."""
    with transaction():
        held = _hold(ticket, None)
        if held.closed_at is None or (held.solved is not None and held.outcome is not None):
            raise StepRefused(N_("เรื่องนี้รับความเห็นไม่ได้ในตอนนี้"))
        again = not solved and reopens(held, now)
        words = "" if again else text
        _record(held, Entry(Kind.RATED, text=words, public=True, data={"solved": solved}), by=by, now=now)
        held.solved = solved
        if again:
            take_step(held, "reopen", StepInput(reason=text or "-"), by=by, now=now)
        elif solved and held.status is not Status.CLOSED:
            take_step(held, "close", StepInput(), by=by, now=now)
        _repeat(held, now)


def begin(ticket: Ticket, entry: Entry, *, by: Actor, now: datetime) -> TicketEvent:
    """The first event of a new case, at its true time of receipt; only now is anything of the case written."""
    event = _append(ticket, entry, by=by, now=now, at=ticket.received_at)
    _repeat(ticket, now)
    db.session.add(ticket)
    _write(event, entry)
    return event


def add(ticket: Ticket, entry: Entry, *, by: Actor, now: datetime, version: int | None = None) -> TicketEvent:
    """Add to the story something of which no letter tells."""
    with transaction():
        held = _hold(ticket, version)
        event = _record(held, entry, by=by, now=now)
        _repeat(held, now)
    return event


def reclassify(ticket: Ticket, *, category_id: int, name: str, by: Actor, now: datetime, version: int) -> None:
    """Put the case under another category; the promise stays as it was made."""
    data = {"from": ticket.category_id, "to": category_id, "name": name}
    with transaction():
        add(ticket, Entry(Kind.RECLASSIFIED, data=data), by=by, now=now, version=version)
        ticket.category_id = category_id


def recalculate(ticket: Ticket, *, by: Actor, now: datetime, reason: str) -> bool:
    """Read the facts anew after a holiday was added or removed; a moved due date is written into the story."""
    with transaction():
        held = _hold(ticket, None)
        before = held.due_on
        _repeat(held, now)
        if held.due_on == before:
            return False
        data = {"from": str(before), "to": str(held.due_on), "reason": reason}
        _record(held, Entry(Kind.RECALCULATED, shown=True, data=data), by=by, now=now)
    return True


def _hold(ticket: Ticket, version: int | None) -> Ticket:
    held = db.session.scalars(scope.locked(ticket.id)).unique().one()
    if version is not None and held.version != version:
        raise Overtaken(max(held.events, key=lambda event: event.id))
    return held


def _entry(ticket: Ticket, step: Step, given: StepInput, by: Actor) -> Entry:
    outcome = given.outcome if len(step.outcomes) > 1 else next(iter(step.outcomes), None)
    return Entry(
        step.kind, step.target, outcome,
        shown=step.shown and not given.unsorted,
        text=given.message or given.reason or given.opinion,
        public=bool(given.message) or Role.RESIDENT in by.roles,
        data=given.data(ticket),
        attachments=given.attachments,
    )  # fmt: skip


def _record(ticket: Ticket, entry: Entry, *, by: Actor, now: datetime, at: datetime | None = None) -> TicketEvent:
    """Append to the story of a case that is there."""
    event = _append(ticket, entry, by=by, now=now, at=at)
    _write(event, entry)
    return event


def _append(ticket: Ticket, entry: Entry, *, by: Actor, now: datetime, at: datetime | None) -> TicketEvent:
    """The only place that makes an event."""
    if ticket.emptied and by.role is not Role.SYSTEM:
        raise StepRefused(EMPTIED)
    event = TicketEvent(
        at=at or max(now, reached(ticket)), recorded_at=now, kind=entry.kind, status=entry.status,
        outcome=entry.outcome, actor_role=by.role, actor_id=by.staff_id, shown=entry.shown, data=dict(entry.data),
        text_hash=hashlib.sha256(entry.text.encode()).hexdigest() if entry.text else "",
    )  # fmt: skip
    event.previous_hash, event.hash = chain.append(chain.EVENTS, chain.event_content(event, ticket.reference))
    if entry.text:
        event.message = Message(public=entry.public, text=entry.text)
        ticket.search_text = f"{ticket.search_text} {search_key(entry.text)}".strip()
    ticket.events.append(event)
    ticket.version += 1
    return event


def _write(event: TicketEvent, entry: Entry) -> None:
    """Into the database, and its files to it."""
    db.session.flush()
    for attachment in entry.attachments:
        attachment.draft_id, attachment.ticket_id, attachment.event_id = None, event.ticket_id, event.id


def _repeat(ticket: Ticket, now: datetime) -> None:
    """Copy the facts beside the case. The only place that writes them."""
    read = facts(ticket.history, ticket.promise, calendar.book(), now)
    ticket.status, ticket.phase, ticket.outcome = read.status, read.phase, read.outcome
    ticket.due_on, ticket.overdue_from, ticket.waiting_since = read.due_on, read.overdue_from, read.waiting_since
    ticket.acknowledged_at, ticket.acknowledge_minutes = read.acknowledged_at, read.acknowledge_minutes
    ticket.answered_at, ticket.answered_in_time = read.answered_at, read.answered_in_time
    ticket.closed_at = read.closed_at
    _mirror(ticket.stints, TicketStint, read.stints)
    _mirror(ticket.legs, TicketLeg, read.legs)
    if ticket.channel.delivers:
        points.repeat(ticket)


def _mirror(rows: list[Any], row_of: type[Any], read: Sequence[Stint | Leg]) -> None:
    """Make numbered rows say what was read."""
    kept = {row.number: row for row in rows}
    for one in read:
        row = kept.pop(one.number, None)
        if row is None:
            row = row_of(number=one.number)
            rows.append(row)
        for name in one.__slots__:
            setattr(row, name, getattr(one, name))
    for row in kept.values():
        rows.remove(row)
