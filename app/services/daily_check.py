"""What came in and waits, counted for the morning's and the afternoon's check; that it was checked, by whom and when.

Every count is of exactly the cases that its list shows, and of nothing that the actor may not see. The corruption
channel keeps no row here and is never counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.exc import IntegrityError

from app.domain.daily_check import Half, Slot, due, present
from app.domain.standing import Urgency
from app.domain.words import N_
from app.domain.workflow import Kind, Role, Status, StepRefused
from app.extensions import db
from app.models import OPEN, DailyCheck, OutboxMail, PublicWords, Ticket, TicketEvent, TicketLook
from app.services import questions, queue, scope
from app.services.actors import Actor
from app.services.queue import Desk, Line
from app.services.selections import Selection
from app.services.transaction import transaction

_SPOKEN = (Kind.REPLIED, Kind.MESSAGED, Kind.REOPENED, Kind.RATED)
_MOST = 200
_REMEMBERED = timedelta(days=30)


class Waiting(StrEnum):
    """A line of the check."""

    NEW = "new"
    ANSWERS = "answers"
    MESSAGES = "messages"
    TODAY = "today"
    LETTERS = "letters"
    NEIGHBOURS = "neighbours"
    QUESTIONS = "questions"


LISTED = (Waiting.ANSWERS, Waiting.MESSAGES, Waiting.LETTERS, Waiting.NEIGHBOURS)
NEW, TODAY = Selection(status=Status.RECEIVED), Selection()


@dataclass(frozen=True, slots=True)
class Month:
    """How many of the checks that were due in a month were made; ``since``: the first one ever written down."""

    done: int
    due: int
    since: date | None


def waiting(desk: Desk) -> Mapping[Waiting, int]:
    """How many wait behind each line, of what this person may see."""
    urgencies = queue.counts(desk, TODAY)
    found = {
        Waiting.NEW: sum(queue.counts(desk, NEW).values()),
        **{line: _count(desk, line) for line in LISTED},
        Waiting.TODAY: urgencies.get(Urgency.TODAY, 0),
        Waiting.QUESTIONS: questions.waiting_count(),
    }
    return {line: found[line] for line in Waiting}


def cases(desk: Desk, which: Waiting) -> Sequence[Line]:
    """The cases behind a line that the queue has no selection for, oldest first."""
    query = scope.for_staff(desk.actor).where(_condition(which, desk.now)).order_by(Ticket.received_at, Ticket.id)
    found = db.session.scalars(query.limit(_MOST)).unique()
    return [Line(ticket, queue.standing_of(ticket, desk.calendar, desk.now)) for ticket in found]


def record(desk: Desk, *, papers: int) -> DailyCheck:
    """Write down that the present half was checked, with what was left; a second press finds the first.

    Only who sees all units can have looked at everything. ``papers``: receipts on paper not keyed in, counted by hand.
    """
    slot = present(desk.calendar, desk.now)
    if slot is None:
        raise StepRefused(N_("วันนี้สำนักงานปิด ไม่ต้องตรวจ"))
    if not desk.actor.sees_all_units:
        raise StepRefused(N_("ผู้รับเรื่องหรือผู้บริหารเป็นผู้บันทึกการตรวจ เพราะเห็นเรื่องของทุกหน่วย"))
    left = {line.value: number for line, number in waiting(desk).items()} | {"papers": papers}
    row = DailyCheck(day=slot.day, half=slot.half, staff_id=desk.actor.staff_id, at=desk.now, left=left)
    try:
        with transaction():
            if (made := _find(slot)) is not None:
                return made
            db.session.add(row)
    except IntegrityError:  # two pressed at once
        return done(slot.day, slot.day)[slot]
    return row


def done(first: date, last: date) -> dict[Slot, DailyCheck]:
    """The checks of these days that were written down."""
    query = select(DailyCheck).where(DailyCheck.day.between(first, last))
    return {_slot(row): row for row in db.session.scalars(query)}


def began() -> date | None:
    """The day of the first check that was written down."""
    return db.session.scalar(select(func.min(DailyCheck.day)))


def month(desk: Desk) -> Month:
    """This month so far; days before the first check was ever written down are not held against anybody."""
    since = began()
    if since is None:
        return Month(0, 0, None)
    first = max(desk.today.replace(day=1), since)
    made = done(first, desk.today)
    slots = due(first, desk.today, desk.calendar, desk.now, made)
    return Month(sum(slot in made for slot in slots), len(slots), since)


def may_record(actor: Actor) -> bool:
    """Whether this person's check is the office's."""
    return actor.sees_all_units


def _find(slot: Slot) -> DailyCheck | None:
    return db.session.scalar(select(DailyCheck).where(DailyCheck.day == slot.day, DailyCheck.half == slot.half))


def _slot(row: DailyCheck) -> Slot:
    return Slot(row.day, Half(row.half))


def _count(desk: Desk, which: Waiting) -> int:
    query = scope.for_staff(desk.actor).where(_condition(which, desk.now))
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _condition(which: Waiting, now: datetime) -> ColumnElement[bool]:
    if which is Waiting.LETTERS:
        stuck = OutboxMail.sent_at.is_(None), OutboxMail.last_error != ""
        return exists().where(OutboxMail.ticket_id == Ticket.id, *stuck)
    if which is Waiting.NEIGHBOURS:
        unread = PublicWords.passed_at.is_(None), PublicWords.refused_at.is_(None)
        return and_(OPEN, exists().where(PublicWords.ticket_id == Ticket.id, *unread))
    answers = TicketEvent.kind == Kind.REPLIED
    return _unread(answers if which is Waiting.ANSWERS else ~answers, now)


def _unread(kinds: ColumnElement[bool], now: datetime) -> ColumnElement[bool]:
    """Cases in which the resident spoke last and nobody has acted or looked since; long closed ones are left alone."""
    here = TicketEvent.ticket_id == Ticket.id
    verdict = or_(TicketEvent.kind != Kind.RATED, Ticket.solved.is_(False))
    theirs = and_(here, TicketEvent.actor_role == Role.RESIDENT, TicketEvent.kind.in_(_SPOKEN), verdict)
    ours = and_(here, TicketEvent.actor_role.not_in((Role.RESIDENT, Role.SYSTEM)))
    last = select(func.max(TicketEvent.id)).where(theirs).correlate(Ticket).scalar_subquery()
    spoken_at = select(func.max(TicketEvent.recorded_at)).where(theirs).correlate(Ticket).scalar_subquery()
    acted = select(func.max(TicketEvent.id)).where(ours).correlate(Ticket).scalar_subquery()
    return and_(
        Ticket.story != "",
        or_(OPEN, Ticket.closed_at > now - _REMEMBERED),
        exists().where(TicketEvent.id == last, kinds).correlate(Ticket),
        or_(acted.is_(None), acted < last),
        ~exists().where(TicketLook.ticket_id == Ticket.id, TicketLook.seen_at >= spoken_at).correlate(Ticket),
    )
