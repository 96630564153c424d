"""The yearly list of what is kept too long: made ready, gone through, proposed by one, approved by another.

Nothing leaves by itself: the worker writes the list and no more. ``Refused`` for whatever the rules do not allow.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, insert, or_, select

from app.domain.channels import CHANNELS
from app.domain.dates import buddhist_year, local_day
from app.domain.retention import RULES, Rule, due_before
from app.domain.shelves import Shelf
from app.domain.words import N_
from app.extensions import db
from app.models import (
    ENDED,
    KeepingRule,
    OldRegisterLine,
    Question,
    RetentionItem,
    RetentionList,
    Ticket,
)
from app.services import audit, calendar, scope
from app.services.actors import SYSTEM, Actor
from app.services.transaction import hold, transaction

PAGE = 50
_BATCH = 5000


class Refused(Exception):
    """The message is a Thai msgid."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many on a list are held back, done and still to be done."""

    held: int
    done: int
    left: int

    @property
    def all(self) -> int:
        """Everything that is on it."""
        return self.held + self.done + self.left


def rules() -> dict[Shelf, tuple[Rule, int, date | None]]:
    """For each shelf the shipped rule, the years that count here, and when they were last held against the law."""
    own = {row.shelf: row for row in db.session.scalars(select(KeepingRule))}
    found: dict[Shelf, tuple[Rule, int, date | None]] = {}
    for shelf, rule in RULES.items():
        row = own.get(shelf)
        found[shelf] = (rule, row.years, row.verified_on) if row else (rule, rule.years, None)
    return found


def set_rule(shelf: Shelf, years: int, *, by: Actor, now: datetime) -> None:
    """Another number of years from now on; today it was held against the law."""
    with transaction():
        row = hold(
            select(KeepingRule).where(KeepingRule.shelf == shelf),
            lambda: KeepingRule(shelf=shelf, years=years, verified_on=None),
        )
        row.years, row.verified_on = years, calendar.calendar(now).local_day(now)
        audit.record("keeping_rule_set", shelf, by=by, now=now, years=years)


def lists() -> Sequence[RetentionList]:
    """All there are, the newest first."""
    return db.session.scalars(select(RetentionList).order_by(RetentionList.id.desc())).all()


def find(year: int) -> RetentionList | None:
    """The list of a year (พ.ศ.)."""
    return db.session.scalar(select(RetentionList).where(RetentionList.year == year))


def due(now: datetime) -> dict[Shelf, int]:
    """How much is due today, by shelf."""
    return {
        shelf: db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
        for shelf, query in _due(now)
    }


def make(*, by: Actor = SYSTEM, now: datetime) -> RetentionList:
    """Write this year's list, once a year and not before the one before has ended."""
    year = buddhist_year(now)
    with transaction():
        if not may_make(now):
            raise Refused(N_("มีบัญชีของปีนี้แล้ว หรือบัญชีก่อนยังทำไม่เสร็จ"))
        made = RetentionList(year=year, made_at=now, made_by_id=by.staff_id)
        db.session.add(made)
        db.session.flush()
        for shelf, query in _due(now):
            for rows in db.session.execute(query.execution_options(yield_per=_BATCH)).partitions():
                same = {"list_id": made.id, "shelf": shelf, "held_because": ""}
                lines = [{**same, "row_id": number, "over_on": local_day(over)} for number, over in rows]
                db.session.execute(insert(RetentionItem), lines)
        audit.record("retention_listed", str(year), by=by, now=now, rows=counts(made).all)
    return made


def may_make(now: datetime) -> bool:
    """Whether there is no list of this year, and none that waits to be ended."""
    in_the_way = or_(RetentionList.ended_at.is_(None), RetentionList.year == buddhist_year(now))
    return db.session.scalar(select(RetentionList.id).where(in_the_way).limit(1)) is None


def counts(of: RetentionList) -> Counts:
    """How it stands."""
    held, done = RetentionItem.held_because != "", RetentionItem.done_at.is_not(None)
    query = select(func.count().filter(held), func.count().filter(done), func.count().filter(~held, ~done))
    return Counts(*db.session.execute(query.where(RetentionItem.list_id == of.id)).one())


def items(of: RetentionList, *, page: int | None = 1) -> Sequence[RetentionItem]:
    """Its lines, a page of them or all."""
    query = select(RetentionItem).where(RetentionItem.list_id == of.id).order_by(RetentionItem.id)
    return db.session.scalars(query if page is None else query.limit(PAGE).offset((page - 1) * PAGE)).all()


def hold_back(of: RetentionList, chosen: Collection[int], reason: str, *, by: Actor, now: datetime) -> int:
    """Keep some for a reason, or with no reason take that back; until the list is approved: how many."""
    with transaction():
        held = _held(of)
        if held.approved_at:
            raise Refused(N_("บัญชีนี้อนุมัติแล้ว แก้ไม่ได้"))
        mine = select(RetentionItem).where(RetentionItem.list_id == held.id, RetentionItem.id.in_(chosen))
        rows = db.session.scalars(mine).all()
        for row in rows:
            row.held_because = reason
        held.proposed_at = held.proposed_by_id = None  # whoever approves approves what was proposed, to the line
        audit.record("retention_held", str(held.year), by=by, now=now, rows=len(rows), held=bool(reason))
    return len(rows)


def propose(of: RetentionList, *, by: Actor, now: datetime) -> None:
    """Say that it was gone through and may be approved."""
    with transaction():
        held = _held(of)
        if held.approved_at:
            raise Refused(N_("บัญชีนี้อนุมัติแล้ว แก้ไม่ได้"))
        held.proposed_at, held.proposed_by_id = now, by.staff_id
        audit.record("retention_proposed", str(held.year), by=by, now=now, rows=counts(held).left)


def approve(of: RetentionList, *, by: Actor, now: datetime) -> None:
    """Let what stands on it lose its persons; never by whoever made or proposed it."""
    with transaction():
        held = _held(of)
        if held.proposed_at is None or held.approved_at:
            raise Refused(N_("บัญชีนี้ยังไม่ได้เสนอ หรืออนุมัติไปแล้ว"))
        if not may_approve(held, by=by):
            raise Refused(N_("ผู้ทำหรือผู้เสนอบัญชีอนุมัติเองไม่ได้ ให้ผู้บริหารอีกคนอนุมัติ"))
        held.approved_at, held.approved_by_id = now, by.staff_id
        audit.record("retention_approved", str(held.year), by=by, now=now, rows=counts(held).left)


def may_approve(of: RetentionList, *, by: Actor) -> bool:
    """Whether this person may: proposed by another, made by another."""
    return of.proposed_at is not None and by.staff_id not in {of.made_by_id, of.proposed_by_id}


def _held(of: RetentionList) -> RetentionList:
    query = select(RetentionList).where(RetentionList.id == of.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _due(now: datetime) -> Iterator[tuple[Shelf, Any]]:
    """What is due, shelf by shelf: its number and when it was over, the oldest first."""
    known, years = calendar.calendar(now), {shelf: count for shelf, (_, count, _) in rules().items()}
    for shelf, count in years.items():
        first = due_before(known.local_day(now), count)
        moment = datetime.combine(first, time(), known.zone)
        if shelf in CHANNELS:
            cases = scope.everything().with_only_columns(Ticket.id, Ticket.closed_at).order_by(Ticket.closed_at)
            there = (Ticket.channel_slug == shelf, ENDED, Ticket.story != "")
            yield shelf, cases.where(*there, Ticket.closed_at < moment)
        elif shelf is Shelf.OLD_LINES:
            over = func.coalesce(OldRegisterLine.closed_on, OldRegisterLine.received_on)
            lines = select(OldRegisterLine.id, over).where(over < first, OldRegisterLine.search_text != "")
            yield shelf, lines.order_by(over)
        else:
            over = func.coalesce(Question.answered_at, Question.set_aside_at)
            yield shelf, select(Question.id, over).where(over < moment, Question.text != "").order_by(over)
