"""A file of an old register is put down as it is, and told which of its columns means what; nothing is read yet."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from app.domain import old_columns
from app.domain.old_books import Book, fingerprint
from app.domain.old_days import DAY_FIRST
from app.domain.words import N_
from app.extensions import db
from app.models import OldRegister, OldRegisterLine
from app.services import audit
from app.services.actors import Actor
from app.services.administration.changes import Wrong
from app.services.transaction import scrub, transaction

LOADED, TAKEN, UNDONE = "loaded", "taken", "undone"
_COLUMNS = "columns"
_EMPTY_LINE = {
    "faults": {}, "taken": False, "number": "", "received_on": None, "closed_on": None, "kind": "", "subject": "",
    "person": "", "phone": "", "village_id": None, "place": "", "result": "", "search_text": "", "reference": "",
}  # fmt: skip
_FORGOTTEN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Choices:
    """How the lines are to be read, chosen beside the columns."""

    order: str = DAY_FIRST
    keep_phones: bool = False
    keep_villages: bool = False
    keep_twice: bool = False


def load(name: str, book: Book, *, by: Actor, now: datetime) -> OldRegister:
    """Put a file down, with the columns that a file of this shape had before, or that its headings suggest."""
    known = fingerprint(book.headers)
    with transaction():
        register = OldRegister(
            name=name, fingerprint=known, headers=list(book.headers), mapping={}, state=LOADED,
            lines_in_file=len(book.lines), loaded_at=now, loaded_by_id=by.staff_id,
            choices={"spelling": book.spelling, "sheets": list(book.sheets), "from_1904": book.from_1904},
        )  # fmt: skip
        db.session.add(register)
        db.session.flush()
        every = {**_EMPTY_LINE, "register_id": register.id}
        lines = [{**every, "line": line, "cells": list(cells)} for line, cells in book.lines]
        db.session.execute(insert(OldRegisterLine), lines)
        audit.record("old_register_loaded", name, by=by, now=now, lines=len(lines))
    return register


def columns(register: OldRegister) -> tuple[list[str], bool]:
    """What each column of the file means, and whether that is remembered from an earlier file of this shape."""
    if register.mapping:
        return list(register.mapping[_COLUMNS]), False
    earlier = _same_shape(register)
    return (list(earlier.mapping[_COLUMNS]), True) if earlier else (old_columns.guess(register.headers), False)


def choices(register: OldRegister) -> Choices:
    """How its lines are read; as in the earlier file of this shape while nobody chose."""
    chosen = register if register.mapping else _same_shape(register)
    kept = chosen.choices if chosen else {}
    return Choices(**{name: kept[name] for name in asdict(Choices()) if name in kept})


def arrange(register_id: int, meanings: Sequence[str], chosen: Choices) -> None:
    """Say what the columns mean; every line is read anew from the first."""
    filled = [meaning for meaning in meanings if meaning]
    for needed in old_columns.NEEDED:
        if needed not in filled:
            raise Wrong("columns", N_("ต้องมีคอลัมน์ที่บอกวันที่รับและเรื่อง เลือกให้ครบก่อน"))
    if len(set(filled)) < len(filled):
        raise Wrong("columns", N_("เลือกความหมายเดียวกันให้สองคอลัมน์ไม่ได้ เลือกใหม่หนึ่งคอลัมน์"))
    with transaction():
        register = held(register_id, LOADED)
        register.mapping = {_COLUMNS: list(meanings)}
        turn = int(register.choices.get("turn", 0)) + 1
        register.choices = {**register.choices, **asdict(chosen), "turn": turn, "read_to": 0, "read": False}


def held(register_id: int, *states: str) -> OldRegister:
    """A register held for writing, if it still is in such a state."""
    query = select(OldRegister).where(OldRegister.id == register_id).with_for_update()
    register = db.session.scalar(query.execution_options(populate_existing=True))
    if register is None or register.state not in states:
        raise Wrong("", N_("ทะเบียนนี้เปลี่ยนไปแล้วจากอีกหน้าหนึ่ง เปิดดูใหม่"))
    return register


def discard(register_id: int, *, by: Actor, now: datetime) -> None:
    """Throw a file away that was not taken."""
    with transaction():
        register = held(register_id, LOADED)
        _remove(register)  # its lines are held before the chain: somebody may be correcting one
        audit.record("old_register_discarded", register.name, by=by, now=now)
    scrub()


def forget(now: datetime) -> int:
    """Throw away files that nobody took within two weeks: how many. Lines that were left out go as late."""
    query = select(OldRegister).where(OldRegister.state == LOADED, OldRegister.loaded_at < now - _FORGOTTEN)
    taken = select(OldRegister.id).where(OldRegister.state == TAKEN, OldRegister.taken_at < now - _FORGOTTEN)
    left_out = delete(OldRegisterLine).where(OldRegisterLine.register_id.in_(taken), ~OldRegisterLine.taken)
    with transaction():
        left = db.session.scalars(query).all()
        for register in left:
            _remove(register)
        db.session.execute(left_out.execution_options(synchronize_session=False))
    return len(left)


def _remove(register: OldRegister) -> None:
    db.session.execute(delete(OldRegisterLine).where(OldRegisterLine.register_id == register.id))
    db.session.delete(register)


def _same_shape(register: OldRegister) -> OldRegister | None:
    query = select(OldRegister).where(OldRegister.fingerprint == register.fingerprint, OldRegister.id != register.id)
    return next((row for row in db.session.scalars(query.order_by(OldRegister.id.desc())) if row.mapping), None)
