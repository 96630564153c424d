"""Somebody leaves: their open cases go to a colleague or back to the unit by the ordinary step, then the account ends.

What they kept for themselves (saved views, half-written answers, looks) goes with them; what they did stays.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete

from app.domain.words import N_
from app.extensions import db
from app.models import OPEN, DeskDraft, SavedView, Staff, Ticket, TicketLook
from app.services import audit, scope, staff, tickets
from app.services.actors import SYSTEM, Actor
from app.services.administration import people
from app.services.administration.changes import Wrong
from app.services.steps import StepInput
from app.services.transaction import transaction

REASON = N_("ผู้รับผิดชอบเดิมไม่ได้ทำหน้าที่นี้แล้ว")


def open_cases(member: Staff) -> Sequence[Ticket]:
    """The cases in this person's hands, the most pressing first; for moving, never for reading."""
    return _held(scope.everything().order_by(Ticket.due_on, Ticket.id), member)


def _held(cases: Select[Ticket], member: Staff) -> Sequence[Ticket]:
    return db.session.scalars(cases.where(Ticket.officer_id == member.id, OPEN)).unique().all()


def successors(member: Staff) -> list[Staff]:
    """Who could take them: colleagues of the same unit who work on cases."""
    others = [other for other in staff.active() if other.id != member.id and other.roles & people.CASEWORKERS]
    return [other for other in others if other.unit_id == member.unit_id]


def leave(member: Staff, *, to: Staff | None, by: Actor, now: datetime) -> int:
    """Hand over every open case, to a colleague or back to its unit, and close the account; all of it or nothing."""
    if to is not None and to not in successors(member):
        raise Wrong("to", N_("คนนี้รับเรื่องต่อไม่ได้ เลือกคนอื่น"))
    with transaction():
        held = _held(scope.all_locked(), member)
        for case in held:
            unit = case.unit or (to.unit if to else None)
            given = StepInput(unit=unit, unsorted=unit is None, officer=to, reason=REASON)
            tickets.take_step(case, "assign", given, by=SYSTEM, now=now)
        for kept in (SavedView, DeskDraft, TicketLook):
            db.session.execute(delete(kept).where(kept.staff_id == member.id))
        people.dismiss(member, by=by, now=now)
        if held:
            whom = to.username if to else ""
            audit.record("cases_handed_over", member.username, by=by, now=now, cases=len(held), to=whom)
    return len(held)


def find_successor(member: Staff, staff_id: str) -> Staff | None:
    """One of those who could take them."""
    return next((other for other in successors(member) if str(other.id) == staff_id), None)
