"""What residents do with a case after sending it: find it, answer, write, judge, take it back. Nobody signs in."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from app.domain.references import code_matches, parse_reference
from app.domain.residents import may_judge
from app.domain.thai import search_key
from app.domain.words import N_
from app.domain.workflow import Kind, Phase, Role, Status, StepRefused
from app.extensions import db
from app.models import Attachment, Ticket, TicketEvent
from app.services import attachments, calendar, scope, throttle, tickets
from app.services.actors import RESIDENT
from app.services.attachments import Accepted
from app.services.sealed import pickups
from app.services.sealed.pickups import Waiting
from app.services.steps import StepInput, reopens
from app.services.transaction import transaction

_STORY = (
    select(TicketEvent)
    .where(TicketEvent.ticket_id == bindparam("ticket"))
    .order_by(TicketEvent.at, TicketEvent.id)
    .options(joinedload(TicketEvent.message), lazyload(TicketEvent.actor))
)
_TWICE = timedelta(minutes=10)
_NO_REASON = N_("ผู้ร้องไม่ได้บอกเหตุผล")


def find(token: str) -> Ticket | None:
    """The case of an unguessable link."""
    return _one(scope.STATUS, token)


def receipt_of(token: str) -> Ticket | None:
    """The same with nothing of the rows around it, which no receipt shows."""
    return _one(scope.RECEIPT, token)


def _one(query: Select[Ticket, bool], token: str) -> Ticket | None:
    found = db.session.execute(query, {"token": token}).one_or_none()
    if found is None:
        return None
    ticket: Ticket = found[0]
    if not found[1]:
        set_committed_value(ticket, "attachments", [])  # known to have none: nobody need ask
    return ticket


def read_story(ticket: Ticket) -> None:
    """The lines of a case with their words, in one question."""
    set_committed_value(ticket, "events", db.session.scalars(_STORY, {"ticket": ticket.id}).all())


def look_up(number: str, code: str, *, now: datetime) -> str | None:
    """The link of the case with this number and code; unknown and wrong are one answer.

    A case that was moved is found at its old link. ``TooManyTries`` when somebody guesses.
    """
    reference = parse_reference(number)
    keys = [throttle.key("track number", reference or search_key(number)), throttle.key("track code", search_key(code))]
    for key in keys:
        throttle.check(key, now=now)
    ticket = db.session.scalars(scope.by_reference(reference or "")).unique().one_or_none()
    right = code_matches(ticket.token if ticket else "", code)
    token = ticket.token if ticket and right else _moved(reference, code)
    if token:
        throttle.forget(keys[0])
        return token
    for key in keys:
        throttle.count(key, now=now)
    return None


def moved(token: str) -> Waiting | None:
    """What waits behind the link of a case that was moved to the sealed channel."""
    return pickups.by_token(token)


def say(ticket: Ticket, text: str, photos: tuple[Accepted, ...], *, now: datetime) -> None:
    """Write to the office; while it waits for an answer, this is the answer. The same words twice in a row are one."""
    with transaction():
        if _said_just_now(ticket, text, photos, now):
            return
        if ticket.phase is Phase.DONE:
            raise StepRefused(N_("เรื่องนี้เสร็จแล้ว แจ้งเป็นเรื่องใหม่ได้ทุกเมื่อ"))
        stored = tuple(attachments.store(photo, public=True, now=now) for photo in photos)
        if ticket.status is Status.AWAITING_RESIDENT:
            given = StepInput(message=text, attachments=stored)
            tickets.take_step(ticket, "reply", given, by=RESIDENT, now=now)
        else:
            tickets.write(ticket, text, public=True, by=RESIDENT, now=now, attachments=stored)


def judge(ticket: Ticket, *, solved: bool, text: str, now: datetime) -> None:
    """Say whether it is solved; the same verdict again changes nothing."""
    if ticket.solved is solved or (not solved and _just_reopened(ticket, now)):
        return
    known = calendar.calendar(now)
    if not may_judge(ticket.closed_at, ticket.outcome, judged=ticket.solved is not None, calendar=known, now=now):
        raise StepRefused(N_("เรื่องนี้รับความเห็นไม่ได้ในตอนนี้"))
    tickets.rate(ticket, solved=solved, text=text, by=RESIDENT, now=now)


def ask_review(ticket: Ticket, reason: str, *, now: datetime) -> None:
    """Ask the office to think an answer over: the case is opened again, once."""
    if _just_reopened(ticket, now):
        return
    tickets.take_step(ticket, "reopen", StepInput(reason=reason), by=RESIDENT, now=now)


def withdraw(ticket: Ticket, reason: str, *, now: datetime) -> None:
    """Take the case back; taking it back again changes nothing."""
    if any(event.kind is Kind.WITHDRAWN for event in ticket.events) and ticket.phase is Phase.DONE:
        return
    tickets.take_step(ticket, "withdraw", StepInput(reason=reason or _NO_REASON), by=RESIDENT, now=now)


def may_review(ticket: Ticket, now: datetime) -> bool:
    """Whether the case may still be opened again at the resident's wish."""
    return reopens(ticket, now)


def photo(ticket: Ticket, attachment_id: int) -> Attachment | None:
    """A file of this case that the resident may see."""
    return next((file for file in ticket.attachments if file.id == attachment_id and file.public), None)


def _moved(reference: str | None, code: str) -> str | None:
    waiting = pickups.by_code(code)
    return waiting.token if waiting and waiting.reference == reference else None


def _said_just_now(ticket: Ticket, text: str, photos: tuple[Accepted, ...], now: datetime) -> bool:
    """A button pressed twice: the resident's last words and pictures were these."""
    theirs = [event for event in ticket.events if event.actor_role is Role.RESIDENT and event.text_hash]
    if not theirs or now - theirs[-1].recorded_at >= _TWICE:
        return False
    last = theirs[-1]
    same_photos = {photo.sha256 for photo in last.attachments} == {sha256(p.content).hexdigest() for p in photos}
    return same_photos and last.text_hash == sha256(text.encode()).hexdigest()


def _just_reopened(ticket: Ticket, now: datetime) -> bool:
    opened = [event for event in ticket.events if event.kind is Kind.REOPENED and event.actor_role is Role.RESIDENT]
    return bool(opened) and now - opened[-1].recorded_at < _TWICE
