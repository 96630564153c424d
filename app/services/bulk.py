"""One act on many cases, each by the ordinary step: what cannot be done is named; handing over can be taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.domain.words import N_
from app.domain.workflow import StepRefused
from app.extensions import db
from app.models import BulkAct, Category, OfficeUnit, Staff, Ticket, TicketEvent
from app.services import casework, scope, steps, tickets
from app.services.actors import Actor
from app.services.steps import Incomplete, StepInput
from app.services.tickets import Overtaken
from app.services.transaction import transaction

ASSIGN, ACCEPT, CATEGORY = "assign", "accept", "category"
ACTS = (ASSIGN, ACCEPT, CATEGORY)
MOST, DAYS = 100, 30
NOT_THERE = N_("ไม่พบเรื่องนี้ในเรื่องที่คุณดูได้")
NOT_NOW = N_("เรื่องอยู่ในสถานะที่ทำสิ่งนี้ไม่ได้")
NOT_ITS_CATEGORY = N_("ประเภทที่เลือกไม่ใช่ของช่องทางนี้")
ITS_CATEGORY = N_("เรื่องอยู่ในประเภทนี้อยู่แล้ว")
OVERTAKEN = N_("มีคนทำไปก่อนแล้ว")
TOUCHED = N_("มีคนทำเรื่องนี้ต่อแล้ว จึงไม่คืนให้")
RETIRED = N_("หน่วยงานเดิมเลิกใช้แล้ว จึงไม่คืนให้")
_UNDONE = N_("เลิกการมอบหมายหลายเรื่องพร้อมกัน คืนให้ผู้ที่รับผิดชอบก่อนหน้า")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case in the state in which it was seen."""

    reference: str
    version: int


@dataclass(frozen=True, slots=True)
class Given:
    """What the act carries."""

    act: str
    unit: OfficeUnit | None = None
    officer: Staff | None = None
    reason: str = ""
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A case that is left out: why (a Thai msgid), or what somebody did meanwhile."""

    reference: str
    why: str = ""
    event: TicketEvent | None = None


def sort(act: str, chosen: Sequence[Chosen], *, by: Actor) -> tuple[Sequence[Ticket], Sequence[Left]]:
    """Those that can take the act as they stand, and those that cannot."""
    rows = _rows([one.reference for one in chosen], by)
    able: list[Ticket] = []
    left: list[Left] = []
    for one in chosen:
        ticket = rows.get(one.reference)
        if ticket is None:
            left.append(Left(one.reference, NOT_THERE))
        elif ticket.version != one.version:
            left.append(Left(one.reference, event=max(ticket.events, key=lambda event: event.id)))
        elif not _possible(act, ticket, by):
            left.append(Left(one.reference, NOT_NOW))
        elif act == CATEGORY and able and able[0].channel_slug != ticket.channel_slug:
            left.append(Left(one.reference, NOT_ITS_CATEGORY))
        else:
            able.append(ticket)
    return able, left


def do(given: Given, chosen: Sequence[Chosen], *, by: Actor, now: datetime) -> BulkAct:
    """Act on each; the record holds why something could not be done, and how it was before what was done."""
    with transaction():
        row = BulkAct(staff_id=by.staff_id, at=now, act=given.act, data=_data(given), items=[])
        db.session.add(row)
    for one in chosen[:MOST]:
        _each(row, given, one, by, now)
    return row


def find(act_id: int, *, by: Actor) -> BulkAct | None:
    """One's own act on many."""
    return db.session.scalar(select(BulkAct).where(BulkAct.id == act_id, BulkAct.staff_id == by.staff_id))


def recent(*, by: Actor, now: datetime) -> Sequence[BulkAct]:
    """One's own acts on many of the last days, the newest first."""
    query = select(BulkAct).where(BulkAct.staff_id == by.staff_id, BulkAct.at > now - timedelta(days=DAYS))
    return db.session.scalars(query.order_by(BulkAct.id.desc()).limit(MOST)).all()


def event(item: dict[str, Any], *, by: Actor) -> TicketEvent | None:
    """What somebody did meanwhile to a case that was left out, if this person may (still) see it."""
    query = select(TicketEvent).join(TicketEvent.ticket).where(TicketEvent.id == item["event"], scope.seen_by(by))
    return db.session.scalar(query)


def can_be_undone(row: BulkAct) -> bool:
    """Only what sends nobody anything, and only once."""
    return row.act == ASSIGN and row.undone_at is None and any(item["done"] for item in row.items)


def undo(row: BulkAct, *, by: Actor, now: datetime) -> None:
    """Hand each case back to who had it, as a new step of its story, if nobody touched it since."""
    with transaction():
        held = db.session.get_one(BulkAct, row.id, with_for_update=True, populate_existing=True)
        if not can_be_undone(held):
            return
        held.undone_at = now
    for item in [item for item in row.items if item["done"]]:
        back = _hand_back(item, by, now)
        with transaction():
            row.items = [{**one, "back": back} if one["id"] == item["id"] else one for one in row.items]


def _each(row: BulkAct, given: Given, one: Chosen, by: Actor, now: datetime) -> None:
    try:
        with transaction():
            item = _act(given, one, by, now)
            row.items = [*row.items, item]
    except Overtaken as overtaken:
        _note(row, one, event=overtaken.event.id)
    except (StepRefused, Incomplete):
        _note(row, one, why=NOT_NOW)


def _note(row: BulkAct, one: Chosen, **why: Any) -> None:
    with transaction():
        row.items = [*row.items, {"id": None, "reference": one.reference, "done": False, **why}]


def _act(given: Given, one: Chosen, by: Actor, now: datetime) -> dict[str, Any]:
    ticket = casework.find(one.reference, by=by)
    if ticket is None:
        return {"id": None, "reference": one.reference, "done": False, "why": NOT_THERE}
    before = {"unit": ticket.unit_id, "officer": ticket.officer_id}
    if given.act == CATEGORY:
        chosen = given.category
        if chosen is None or chosen.channel_slug != ticket.channel_slug or ticket.service:
            return {"id": None, "reference": one.reference, "done": False, "why": NOT_ITS_CATEGORY}
        if chosen.id == ticket.category_id:
            return {"id": None, "reference": one.reference, "done": False, "why": ITS_CATEGORY}
        tickets.reclassify(ticket, category_id=chosen.id, name=chosen.name, by=by, now=now, version=one.version)
    else:
        words = StepInput(unit=given.unit, officer=given.officer, reason=given.reason)
        casework.take_step(ticket, given.act, words, by=by, now=now, version=one.version)
    return {"id": ticket.id, "reference": one.reference, "done": True, "before": before, "version": ticket.version}


def _hand_back(item: dict[str, Any], by: Actor, now: datetime) -> str:
    """Empty when it was handed back. The case may have left the officer's unit by the very act that is taken back."""
    before = item["before"]
    try:
        with transaction():
            ticket = db.session.scalars(scope.locked(item["id"])).unique().one()
            unit = db.session.get(OfficeUnit, before["unit"]) if before["unit"] else None
            if unit and not unit.active:
                return RETIRED
            officer = db.session.get(Staff, before["officer"]) if before["officer"] else None
            who = officer if officer and officer.active else None
            words = StepInput(unit=unit, officer=who, reason=_UNDONE, unsorted=unit is None)
            tickets.take_step(ticket, ASSIGN, words, by=by, now=now, version=item["version"])
    except (Overtaken, StepRefused, Incomplete):
        return TOUCHED
    return ""


def _possible(act: str, ticket: Ticket, by: Actor) -> bool:
    if act == CATEGORY:
        return not ticket.emptied and ticket.service is None
    return act in {step.action for step in steps.choices(ticket, by.roles)}


def _rows(references: Collection[str], by: Actor) -> dict[str, Ticket]:
    found: Iterable[Ticket] = db.session.scalars(scope.for_staff(by).where(Ticket.reference.in_(references))).unique()
    return {ticket.reference: ticket for ticket in found}


def _data(given: Given) -> dict[str, Any]:
    """What the page says afterwards, in the words of the day."""
    named = given.officer or given.unit or given.category
    return {"to": named.name if named else ""}
