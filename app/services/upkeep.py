"""The columns kept beside cases, compared with their stories and read anew where they differ; the stories stay."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.domain.facts import facts
from app.domain.words import N_
from app.extensions import db
from app.models import Ticket
from app.services import calendar, points, scope, tickets
from app.services.actors import SYSTEM

_STATE = ("status", "phase", "outcome", "due_on", "overdue_from", "waiting_since", "acknowledged_at",
          "acknowledge_minutes", "answered_at", "answered_in_time", "closed_at")  # fmt: skip
_RUNNING = {"office_minutes", "waited_seconds", "lived_seconds", "resident_seconds"}
_BATCH = 200


def differing(now: datetime) -> Iterator[tuple[Ticket, tuple[str, ...]]]:
    """The cases whose columns say something else than their story, and which columns."""
    book = calendar.book()
    for ticket in _all_cases():
        read = facts(ticket.history, ticket.promise, book, now)
        wrong = [name for name in _STATE if getattr(ticket, name) != getattr(read, name)]
        wrong += ["stints"] * (not _same(ticket.stints, read.stints)) + ["legs"] * (not _same(ticket.legs, read.legs))
        wrong += ["unit_id"] * (ticket.unit_id != read.legs[-1].unit_id)
        wrong += ["points"] * (ticket.channel.delivers and points.differ(ticket))
        if wrong:
            yield ticket, tuple(wrong)


def rebuild(now: datetime) -> int:
    """Read the columns of differing cases anew: how many. A due day that moves by it is written into the story."""
    found = [ticket.id for ticket, _wrong in differing(now)]
    for ticket_id in found:
        ticket = db.session.scalars(scope.locked(ticket_id)).unique().one()
        tickets.recalculate(ticket, by=SYSTEM, now=now, reason=N_("คำนวณใหม่จากบันทึกเหตุการณ์"))
    return len(found)


def _all_cases() -> Iterator[Ticket]:
    """In batches, so that a large office fits into memory."""
    last = 0
    while ids := db.session.scalars(select(Ticket.id).where(Ticket.id > last).order_by(Ticket.id).limit(_BATCH)).all():
        yield from db.session.scalars(scope.everything().where(Ticket.id.in_(ids)).order_by(Ticket.id)).unique()
        db.session.expire_all()
        last = ids[-1]


def _same(rows: list[Any], read: tuple[Any, ...]) -> bool:
    """Rows say what was read; times of what is still open run on and are not compared."""
    return len(rows) == len(read) and all(
        getattr(row, name) == getattr(one, name)
        for row, one in zip(rows, read, strict=True)
        for name in one.__slots__
        if name not in _RUNNING or one.closed_at is not None
    )
