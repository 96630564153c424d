"""What was approved loses its persons: whole things only, one transaction each; what was begun can be gone on with.

Numbers, times, events and whatever figures are counted from stay exactly as they are. Older backups keep what they
have until they are rotated away.
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from app.domain.retention import KEPT_DETAILS
from app.domain.shelves import Shelf
from app.domain.workflow import Kind, Phase, Role
from app.extensions import db
from app.models import (
    Attachment,
    OldRegisterLine,
    Question,
    RetentionItem,
    RetentionList,
    Ticket,
    TicketLook,
    WaterStop,
)
from app.services import audit, emptying, finding, scope, tickets
from app.services.actors import Actor
from app.services.personal import retention
from app.services.tickets import Entry
from app.services.transaction import scrub, transaction
from app.services.water import house_marks

SLICE = 100


def go_on(*, now: datetime, most: int = SLICE) -> int:
    """Do the next things of approved lists: how many. Called on approval, then by the worker until all is done."""
    approved = select(RetentionList).where(RetentionList.approved_at.is_not(None), RetentionList.ended_at.is_(None))
    done = 0
    for year in db.session.scalars(approved.with_only_columns(RetentionList.year)).all():
        while done < most and _next(year, now):
            done += 1
        if done < most:
            _end(year, now)
    if done:
        scrub()
    return done


def _next(year: int, now: datetime) -> bool:
    """One thing of a list; False when there is none left."""
    waiting = (
        select(RetentionItem)
        .join(RetentionList, RetentionList.id == RetentionItem.list_id)
        .where(RetentionList.year == year, RetentionItem.done_at.is_(None), RetentionItem.held_because == "")
        .order_by(RetentionItem.id)
        .limit(1)
    )
    with transaction():
        item = db.session.scalar(waiting.with_for_update(of=RetentionItem))
        if item is None:
            return False
        approved = db.session.get_one(RetentionList, item.list_id)
        by = Actor(frozenset({Role.MANAGEMENT}), staff_id=approved.approved_by_id)
        item.done_at = now
        if item.shelf is Shelf.OLD_LINES:
            _line(item.row_id)
        elif item.shelf is Shelf.QUESTIONS:
            _question(item.row_id)
        elif not _case(item.row_id, year, by, now):
            item.done_at, item.held_because = None, "เปิดขึ้นใหม่หลังทำบัญชี"
    return True


def _end(year: int, now: datetime) -> None:
    with transaction():
        held = db.session.scalars(select(RetentionList).where(RetentionList.year == year).with_for_update()).one()
        if held.ended_at is None and not retention.counts(held).left:
            held.ended_at = now
            by = Actor(frozenset({Role.MANAGEMENT}), staff_id=held.approved_by_id)
            audit.record("retention_ended", str(year), by=by, now=now)
            finding.forget()
            scrub()


def _case(ticket_id: int, year: int, by: Actor, now: datetime) -> bool:
    """A case loses its person; not one that lives again."""
    ticket: Ticket = db.session.scalars(scope.locked(ticket_id)).unique().one()
    if ticket.phase is not Phase.DONE:
        return False
    if ticket.emptied:
        return True
    tickets.add(ticket, Entry(Kind.ANONYMISED, data={"list": year}), by=by, now=now)
    emptying.empty(ticket, details={name: ticket.details[name] for name in KEPT_DETAILS & ticket.details.keys()})
    for point in ticket.points:
        point.home = point.home or house_marks.mark(point.village_id, point.house_no)
        point.name = point.house_no = point.place = point.phone = point.note = ""
        point.special_care = False
        db.session.execute(update(WaterStop).where(WaterStop.point_id == point.id).values(recipient="", note=""))
    db.session.execute(delete(TicketLook).where(TicketLook.ticket_id == ticket.id))
    shown = update(Attachment).where(Attachment.ticket_id == ticket.id)  # what a published edition shows stays, unnamed
    db.session.execute(shown.values(name=""))
    return True


def _line(line_id: int) -> None:
    line = db.session.get(OldRegisterLine, line_id, with_for_update=True)
    if line is not None:
        line.cells, line.faults = [], {}
        line.subject = line.person = line.phone = line.place = line.result = line.search_text = ""


def _question(question_id: int) -> None:
    """What the office shows of it stays: nobody's name was ever in that."""
    question = db.session.get(Question, question_id, with_for_update=True)
    if question is not None:
        question.text = ""
        if question.shown_at is None:
            question.shown_text = question.answer = question.search_text = ""
