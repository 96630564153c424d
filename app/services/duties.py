"""What the worker does again and again: mail, digests in office hours, clean-ups, time-outs that were promised."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from app.domain.residents import answer_until, reopen_until
from app.domain.words import N_
from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import Duty, Ticket
from app.services import attachments, calendar, digest, drafts, outbox, scope, tickets
from app.services.actors import SYSTEM
from app.services.steps import StepInput
from app.services.transaction import transaction

Clock = Callable[[], datetime]


def round_of_duties(clock: Clock) -> None:
    """One round: every duty that is due is done and remembered; each in transactions of its own."""
    outbox.send_due(clock)
    _when_due("time-outs", timedelta(hours=1), clock, end_waits)
    _when_due("closings", timedelta(hours=6), clock, close_answered)
    _when_due("drafts", timedelta(hours=6), clock, lambda now: drafts.purge(now=now))
    _when_due("loose files", timedelta(days=1), clock, _sweep)
    if calendar.calendar(clock()).is_open(clock()):
        _when_due("digest", timedelta(hours=20), clock, digest.write)


def end_waits(now: datetime) -> int:
    """Go on with cases whose resident did not answer by the day they were told: how many."""
    book = calendar.calendar(now)
    query = scope.everything().where(Ticket.phase == Phase.THEIRS, Ticket.waiting_since < now - timedelta(days=14))
    waiting = db.session.scalars(query).unique().all()
    over = [t for t in waiting if t.waiting_since and book.local_day(now) > answer_until(t.waiting_since, book)]
    for ticket in over:
        given = StepInput(reason=N_("ครบกำหนดที่แจ้งไว้แล้วยังไม่ได้รับคำตอบ เราทำต่อเท่าที่มีข้อมูล"))
        tickets.take_step(ticket, "resume", given, by=SYSTEM, now=now)
    return len(over)


def close_answered(now: datetime) -> int:
    """Close cases whose resident let the 15 days for "not solved" pass: how many."""
    book = calendar.calendar(now)
    query = scope.everything().where(Ticket.status.in_([Status.ANSWERED, Status.DELIVERED]))
    answered = db.session.scalars(query).unique().all()
    over = [t for t in answered if t.closed_at and book.local_day(now) > reopen_until(t.closed_at, book)]
    for ticket in over:
        tickets.take_step(ticket, "close", StepInput(), by=SYSTEM, now=now)
    return len(over)


def _sweep(now: datetime) -> int:
    return attachments.sweep(older_than=now - timedelta(days=1))


def last_done(name: str) -> datetime | None:
    """When a duty was last done."""
    return db.session.scalar(select(Duty.done_at).where(Duty.name == name))


def _when_due(name: str, every: timedelta, clock: Clock, do: Callable[[datetime], object]) -> None:
    now = clock()
    with transaction():
        duty = db.session.get(Duty, name, with_for_update=True, populate_existing=True)
        if duty and now - duty.done_at < every:
            return
        if duty is None:
            duty = Duty(name=name, done_at=now)
            db.session.add(duty)
        duty.done_at = now
    do(now)
