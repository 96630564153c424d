"""What the worker does again and again: mail, digests in office hours, clean-ups, time-outs that were promised."""

import logging
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.domain.residents import answer_until, reopen_until
from app.domain.words import N_
from app.domain.workflow import Phase, Status
from app.extensions import db
from app.models import Duty, Ticket
from app.services import (
    attachments,
    authenticators,
    calendar,
    counted_ahead,
    desk_drafts,
    digest,
    drafts,
    evidence_reminders,
    finding,
    links,
    outbox,
    reading,
    scope,
    shared_files,
    throttle,
    tickets,
    upkeep,
)
from app.services.actors import SYSTEM
from app.services.backups import runs, state
from app.services.old_registers import checking, loading
from app.services.personal import anonymising, yearly
from app.services.steps import StepInput
from app.services.transaction import scrub, transaction

Clock = Callable[[], datetime]
_TRY_AGAIN = timedelta(minutes=10)
_SLICE = 1000
_log = logging.getLogger(__name__)


def round_of_duties(clock: Clock) -> None:
    """One round: every duty that is due is done and remembered; one that fails stops no other.

    Residents' letters leave at any hour; what only an officer waits for, and closings, keep office hours.
    """
    _safely("mail", lambda: outbox.send_due(clock))
    _when_due("time-outs", timedelta(hours=1), clock, end_waits)
    _when_due("legs", timedelta(minutes=10), clock, read_legs)
    _when_due("drafts", timedelta(hours=6), clock, lambda now: drafts.purge(now=now))
    _when_due("desk drafts", timedelta(days=1), clock, lambda now: desk_drafts.purge(now=now))
    _when_due("authenticators", timedelta(days=1), clock, lambda _now: authenticators.seal_old(), at_once=False)
    _when_due("throttle", timedelta(days=1), clock, throttle.purge)
    _when_due("loose files", timedelta(days=1), clock, _sweep)
    _when_due(finding.DUTY, timedelta(days=1), clock, lambda _now: finding.tidy())
    _when_due("journal", timedelta(minutes=10), clock, lambda _now: scrub())
    _when_due("late reminders", timedelta(hours=1), clock, outbox.drop_late)
    if calendar.calendar(clock()).is_open(clock()):
        _in_office_hours(clock)
    _safely("old registers", lambda: checking.go_on_with_all(clock()))
    _safely("retention", lambda: anonymising.go_on(now=clock()))
    _when_due("old registers", timedelta(days=1), clock, loading.forget)
    _safely("public figures", lambda: reading.read(partial(counted_ahead.count, clock())))
    if links.due(clock()):
        _when_due(links.DUTY, timedelta(hours=20), clock, links.check)


def _in_office_hours(clock: Clock) -> None:
    """What writes to somebody, or waits for whom it concerns to be there."""
    _when_due("closings", timedelta(hours=6), clock, close_answered)
    _when_due("digest", timedelta(hours=12), clock, digest.write)
    if runs.made_here():
        _when_due("backup letter", timedelta(hours=12), clock, state.tell)
    _when_due("evidence", timedelta(hours=12), clock, evidence_reminders.write)
    _when_due("sealed digest", timedelta(hours=12), clock, digest.write_sealed)
    _when_due("retention list", timedelta(days=1), clock, yearly.make_ready)


def end_waits(now: datetime) -> int:
    """Go on with cases whose resident did not answer by the day they were told: how many."""
    book = calendar.calendar(now)
    query = scope.everything().where(Ticket.phase == Phase.THEIRS, Ticket.waiting_since < now - timedelta(days=14))
    waiting = db.session.scalars(query).unique().all()
    over = [t for t in waiting if t.waiting_since and book.local_day(now) > answer_until(t.waiting_since, book)]
    given = StepInput(reason=N_("ครบกำหนดที่แจ้งไว้แล้วยังไม่ได้รับคำตอบ เราทำต่อเท่าที่มีข้อมูล"))
    return _step_each(over, "resume", given, now)


def close_answered(now: datetime) -> int:
    """Close cases whose resident let the 15 days for "not solved" pass: how many."""
    book = calendar.calendar(now)
    query = scope.everything().where(Ticket.status.in_([Status.ANSWERED, Status.DELIVERED]))
    answered = db.session.scalars(query).unique().all()
    over = [t for t in answered if t.closed_at and book.local_day(now) > reopen_until(t.closed_at, book)]
    return _step_each(over, "close", StepInput(), now)


def read_legs(now: datetime) -> int:
    """Write the legs anew that the version before wrote while machines are upgraded: of how many cases."""
    cases = db.session.scalars(scope.everything().where(Ticket.id.in_(upkeep.unread()[:_SLICE]))).unique().all()
    again = partial(tickets.recalculate, by=SYSTEM, now=now, reason=N_("คำนวณใหม่จากบันทึกเหตุการณ์"))
    return sum(_safely("legs", partial(again, case)) for case in cases)


def _step_each(cases: Iterable[Ticket], action: str, given: StepInput, now: datetime) -> int:
    """Take the same step on each; a case on which it fails keeps no other waiting."""
    return sum(_safely(action, partial(tickets.take_step, case, action, given, by=SYSTEM, now=now)) for case in cases)


def _sweep(now: datetime) -> int:
    return attachments.sweep(older_than=now - timedelta(days=1)) if shared_files.are_ours() else 0


def last_done(name: str) -> datetime | None:
    """When a duty was last done."""
    return db.session.scalar(select(Duty.done_at).where(Duty.name == name))


def _when_due(
    name: str, every: timedelta, clock: Clock, do: Callable[[datetime], object], *, at_once: bool = True
) -> None:
    now = clock()
    if _claimed(name, every, now, at_once=at_once) and not _safely(name, lambda: do(now)):
        with transaction():
            again = update(Duty).where(Duty.name == name)  # none is there where it became due meanwhile
            db.session.execute(again.values(done_at=now - every + _TRY_AGAIN))


def _claimed(name: str, every: timedelta, now: datetime, *, at_once: bool) -> bool:
    """Whether the duty is due and no other worker has begun it; from now on it counts as done.

    Not ``at_once``: not in the first round ever, when machines of the version before may still be running.
    """
    try:
        with transaction():
            duty = db.session.get(Duty, name, with_for_update=True, populate_existing=True)
            if duty and abs(now - duty.done_at) < every:  # further ahead than that: the clock was wrong
                return False
            if duty is None:
                db.session.add(Duty(name=name, done_at=now))
                return at_once
            duty.done_at = now
    except IntegrityError:  # another worker began it for the first time ever
        return False
    return True


def _safely(name: str, do: Callable[[], object]) -> bool:
    """Do it; a failure is logged by kind and place alone, for its message may quote what a resident wrote."""
    try:
        do()
    except Exception as error:  # noqa: BLE001 - whatever went wrong with one duty, the others are still to be done
        db.session.rollback()
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("duty %s failed: %s at %s:%s", name, type(error).__name__, Path(place.filename).name, place.lineno)
        return False
    return True
