"""The rows of a life: facts, stints and legs by the product's own rules, each value as the database keeps it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from app.domain.clocks import HolidayBook, Promise
from app.domain.dates import BANGKOK
from app.domain.facts import facts
from app.domain.history import Event
from app.domain.references import tracking_code
from app.domain.thai import search_key
from app.domain.water_books import accounts
from app.domain.workflow import Role
from app.models import (
    OutboxMail,
    Ticket,
    TicketEvent,
    TicketLeg,
    TicketStint,
    WaterPoint,
    WaterRound,
    WaterStop,
)
from app.services import chain, notices
from benchmarks.lives import Life

DIALECT = sqlite.dialect()
KEPT_BESIDE = ("status", "phase", "outcome", "due_on", "overdue_from", "waiting_since", "acknowledged_at",
               "acknowledge_minutes", "answered_at", "answered_in_time", "closed_at")  # fmt: skip
POINTS_A_CASE = 4
key_of = lru_cache(4096)(search_key)


@dataclass
class Batch:
    """What some lives come to: rows by table; events wait for their place in the chain."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    events: list[tuple[datetime, int, str, dict[str, Any], tuple[Any, ...], tuple[bool, str] | None]] = field(
        default_factory=list
    )

    def add(self, model: Any, values: Any) -> None:
        """One row, its values taken from the attributes of a thing."""
        self.rows.setdefault(model.__tablename__, []).append(row(model.__table__, values))


@cache
def _columns(table: Table) -> list[tuple[str, Any, Any]]:
    """Every column with what it holds when nothing is said, and with what turns a value into what SQLite keeps."""
    return [
        (column.name, getattr(column.default, "arg", None) if getattr(column.default, "is_scalar", False) else None,
         column.type.dialect_impl(DIALECT).bind_processor(DIALECT))
        for column in table.columns
    ]  # fmt: skip


def row(table: Table, values: Any) -> tuple[Any, ...]:
    """The row of a thing."""
    said = ((getattr(values, name, usual), to) for name, usual, to in _columns(table))
    return tuple(to(value) if to else value for value, to in said)


def add(batch: Batch, number: int, life: Life, book: HolidayBook) -> None:
    """All rows of one life; its case has this number."""
    ticket, last = life.ticket, life.events[-1].recorded_at
    story = tuple(_event(event) for event in life.events)
    read = facts(story, Promise(ticket.promise_days, ticket.promise_unit), book, last)
    for name in KEPT_BESIDE:
        setattr(ticket, name, getattr(read, name))
    ticket.unit_id, ticket.category_id = read.legs[-1].unit_id, read.legs[-1].category_id
    said = (key_of(event.entry.text) for event in life.events if event.entry.text)
    ticket.search_text = " ".join([ticket.search_text, *said])
    ticket.version, ticket.id = len(life.events), number
    batch.add(Ticket, ticket)
    for model, ones in ((TicketStint, read.stints), (TicketLeg, read.legs)):
        for one in ones:
            values = {name: getattr(one, name) for name in one.__slots__}
            batch.add(model, SimpleNamespace(id=None, ticket_id=number, **values))
    if ticket.channel.delivers:
        _points(batch, ticket, story)
    _events(batch, number, life)
    _letters(batch, ticket, life)


def _event(event: SimpleNamespace) -> Event:
    said = event.entry
    return Event(
        at=event.at, recorded_at=event.recorded_at, kind=said.kind, actor=event.by.role, status=said.status,
        outcome=said.outcome, shown=said.shown, worded=bool(said.text), data=said.data,
    )  # fmt: skip


def _events(batch: Batch, number: int, life: Life) -> None:
    for event in life.events:
        said = event.entry
        kept = SimpleNamespace(
            id=0, ticket_id=number, at=event.at, recorded_at=event.recorded_at, kind=said.kind, status=said.status,
            outcome=said.outcome, actor_role=event.by.role, actor_id=event.by.staff_id, shown=said.shown,
            data=dict(said.data), text_hash=hashlib.sha256(said.text.encode()).hexdigest() if said.text else "",
            previous_hash="", hash="",
        )  # fmt: skip
        content = chain.event_content(kept, life.ticket.reference)  # type: ignore[arg-type]
        words = (said.public, said.text) if said.text else None
        kept_row = row(cast(Table, TicketEvent.__table__), kept)
        batch.events.append((event.recorded_at, number, life.ticket.reference, content, kept_row, words))


def _points(batch: Batch, ticket: Any, story: Iterable[Event]) -> None:
    """The house of a request, and the stop of the round that brought its water."""
    said, point = ticket.details, ticket.id * POINTS_A_CASE
    found = accounts(story, {1: said["litres"]})[1]
    batch.add(WaterPoint, SimpleNamespace(
        id=point, ticket_id=ticket.id, number=1, name=ticket.applicant, house_no=said["house_no"],
        village_id=ticket.village_id, place=ticket.place, phone=ticket.phone, persons=said["persons"],
        litres=said["litres"], capacity=said["capacity"], special_care=said["special_care"], note="",
        given=found.given, waived=found.waived,
    ))  # fmt: skip
    if ticket.round is None:
        return
    at, litres = ticket.round
    batch.add(WaterRound, SimpleNamespace(
        id=ticket.id, day=at.astimezone(BANGKOK).date(), number=0, truck_id=1,
        driver_id=1, litres=litres, state="done", token=f"r{ticket.token}", created_at=at - timedelta(hours=3),
        created_by_id=None, set_out_at=at - timedelta(minutes=40), ended_at=at, cancel_reason="", version=3,
    ))  # fmt: skip
    batch.add(WaterStop, SimpleNamespace(
        id=ticket.id, round_id=ticket.id, point_id=point, position=1, litres=litres, why="order", result="full",
        given=litres, recipient=ticket.applicant, proof="paper", note="", mark_key=f"m{ticket.id}", marked_at=at,
        recorded_at=at,
    ))  # fmt: skip


def _letters(batch: Batch, ticket: Any, life: Life) -> None:
    """What went out to somebody who gave an address."""
    if not ticket.email:
        return
    for n, event in enumerate(life.events):
        told = event.entry.kind in notices._STEPS and event.by.role is not Role.RESIDENT  # noqa: SLF001
        if not (n == 0 or told):
            continue
        number = f"เรื่องที่ {ticket.reference}"
        batch.add(OutboxMail, SimpleNamespace(
            id=None, message_id=f"<{ticket.reference}/{n}@example.org>", ticket_id=ticket.id, recipient=ticket.email,
            subject=number, body=f"{number}\n\n{event.entry.text}\n\nรหัสติดตาม {tracking_code(ticket.token)}",
            created_at=event.recorded_at, due_at=event.recorded_at, until=None, attempts=1, leased_until=None,
            sent_at=event.recorded_at + timedelta(seconds=20), last_error="",
        ))  # fmt: skip


