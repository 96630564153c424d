"""The columns kept beside cases, compared with their stories and read anew where they differ; the stories stay.

What was settled at the beginning (channel, promise, receipt) stands in the first event and is compared too; a closed
day must have been entered or taken back before witnesses, in the audit trail.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.facts import facts
from app.domain.words import N_
from app.extensions import db
from app.models import AuditEntry, Manual, Service, Ticket, TicketLeg
from app.services import calendar, kept, points, scope, tickets
from app.services.actors import SYSTEM
from app.services.transaction import transaction

_STATE = ("status", "phase", "outcome", "due_on", "overdue_from", "waiting_since", "acknowledged_at",
          "acknowledge_minutes", "answered_at", "answered_in_time", "closed_at")  # fmt: skip
_RUNNING = {"office_minutes", "waited_seconds", "lived_seconds", "resident_seconds"}
_LATER = {"received_at", "closed_at", "outcome", "office_minutes", "resident_seconds"}  # unknown to the version before
_SETTLED = {"channel": "channel_slug", "arrival": "arrival", "village": "village_id", "service": "service_id",
            "language": "language", "promise_days": "promise_days", "promise_unit": "promise_unit"}  # fmt: skip
_ADDED, _REMOVED = "holiday_added", "holiday_removed"
_BATCH = 200


def differing(now: datetime, among: Sequence[int] | None = None) -> Iterator[tuple[Ticket, tuple[str, ...]]]:
    """The cases (of all, or among these) whose columns say something else than their story, and which columns."""
    kept.forget()
    book, manuals = calendar.book(), _manuals()
    for ticket in _cases(_all_ids() if among is None else batched(among)):
        terms = _terms(ticket, manuals)
        if terms is None:
            yield ticket, ("events",)
            continue
        read = facts(ticket.history, ticket.promise, book, now)
        wrong = [name for name, value in terms.items() if getattr(ticket, name) != value]
        wrong += [name for name in _STATE if getattr(ticket, name) != getattr(read, name)]
        wrong += ["stints"] * (not _same(ticket.stints, read.stints)) + ["legs"] * (not _same(ticket.legs, read.legs))
        wrong += ["unit_id"] * (ticket.unit_id != read.legs[-1].unit_id)
        wrong += ["category_id"] * (ticket.category_id != read.legs[-1].category_id)
        wrong += ["points"] * (ticket.channel.delivers and points.differ(ticket))
        if wrong:
            yield ticket, tuple(wrong)


def rebuild(now: datetime) -> int:
    """Read the columns of differing cases anew: how many. A due day that moves by it is written into the story."""
    found = [ticket.id for ticket, wrong in differing(now) if wrong != ("events",)]
    manuals = _manuals()
    for ticket_id in found:
        with transaction():
            ticket = db.session.scalars(scope.locked(ticket_id)).unique().one()
            for name, value in (_terms(ticket, manuals) or {}).items():
                setattr(ticket, name, value)
            tickets.recalculate(ticket, by=SYSTEM, now=now, reason=N_("คำนวณใหม่จากบันทึกเหตุการณ์"))
            ticket.unit_id, ticket.category_id = ticket.legs[-1].unit_id, ticket.legs[-1].category_id
    return len(found)


def unread() -> Sequence[int]:
    """The cases to whose legs the version before wrote while machines are upgraded, without what came later."""
    return db.session.scalars(select(TicketLeg.ticket_id).where(TicketLeg.received_at.is_(None)).distinct()).all()


def unwitnessed() -> Iterator[str]:
    """Closed days that nobody entered before witnesses, or took back, or that are gone: one by one, in words.

    The days that an office opened with have no line each; an office that wrote down which they were is held to it.
    """
    told: dict[str, set[tuple[str, datetime]]] = {_ADDED: set(), _REMOVED: set()}
    for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.action.in_(told))):
        told[entry.action].add((entry.subject, entry.at))
    kept.forget()
    rows = sorted(calendar.book().rows, key=lambda row: (row.day, row.recorded_at))
    opened = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "office_opened").limit(1))
    first = opened.at if opened else min((row.recorded_at for row in rows), default=None)
    if opened and opened.data.get("holidays", calendar.entered_at(opened.at)) != calendar.entered_at(opened.at):
        yield "not the days that the office opened with"
    for row in rows:
        day = row.day.isoformat()
        if row.recorded_at != first and (day, row.recorded_at) not in told[_ADDED]:
            yield f"{day}: nobody entered it"
        if row.removed_at and (day, row.removed_at) not in told[_REMOVED]:
            yield f"{day}: nobody took it back"
    there = {(row.day.isoformat(), row.recorded_at) for row in rows}
    yield from (f"{day}: entered and gone" for day, at in sorted(told[_ADDED] - there))


def _terms(ticket: Ticket, manuals: Mapping[tuple[Any, Any], int]) -> dict[str, Any] | None:
    """What the first event says about the case itself; None where a case has no events to speak for it."""
    received = next((event for event in sorted(ticket.events, key=lambda e: e.id) if event.status), None)
    if received is None:
        return None
    told = received.data
    said = {column: told[name] for name, column in _SETTLED.items() if name in told}
    manual = manuals.get((told.get("service", told.get("channel")), told.get("manual")))
    said |= {"manual_id": manual} if manual else {}
    return {"received_at": received.at, "recorded_at": received.recorded_at, **said}


def _manuals() -> dict[tuple[Any, Any], int]:
    """The versions of manuals by the channel or the office's own service, as first events name them."""
    own = {slug: number for number, slug in db.session.execute(select(Service.id, Service.slug))}
    found = db.session.execute(select(Manual.id, Manual.service, Manual.version))
    return {(own.get(service, service), version): number for number, service, version in found}


def _all_ids() -> Iterator[Sequence[int]]:
    last = 0
    while ids := db.session.scalars(select(Ticket.id).where(Ticket.id > last).order_by(Ticket.id).limit(_BATCH)).all():
        yield ids
        last = ids[-1]


def batched(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """A piece at a time, so that a large office fits into memory."""
    return (ids[at : at + _BATCH] for at in range(0, len(ids), _BATCH))


def _cases(batches: Iterable[Sequence[int]]) -> Iterator[Ticket]:
    for ids in batches:
        with_rows = (selectinload(Ticket.events), selectinload(Ticket.stints), selectinload(Ticket.legs))
        query = scope.everything().where(Ticket.id.in_(ids)).order_by(Ticket.id).options(*with_rows)
        yield from db.session.scalars(query.execution_options(populate_existing=True)).unique()
        db.session.expire_all()


def _same(rows: list[Any], read: tuple[Any, ...]) -> bool:
    """Rows say what was read; times of what is still open run on and are not compared, nor what is ``unread``."""
    return len(rows) == len(read) and all(
        getattr(row, name) == getattr(one, name)
        for row, one in zip(rows, read, strict=True)
        for name in one.__slots__
        if (name not in _RUNNING or one.closed_at is not None) and not (name in _LATER and _unread(row))
    )


def _unread(row: Any) -> bool:
    return isinstance(row, TicketLeg) and row.received_at is None
