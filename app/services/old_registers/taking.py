"""A register is taken as a whole or not at all, and undone as a whole; cases opened from its lines stay."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update

from app.domain.words import N_
from app.extensions import db
from app.models import OldRegister, OldRegisterLine
from app.services import audit
from app.services.actors import Actor
from app.services.administration.changes import Wrong
from app.services.old_registers.checking import name_twins, progress
from app.services.old_registers.loading import LOADED, TAKEN, UNDONE, held
from app.services.transaction import scrub, transaction


def take(register_id: int, *, left_out: int, by: Actor, now: datetime) -> int:
    """Take every line that was read, knowing that ``left_out`` are not: how many were taken.

    Cells of columns that are not brought in are forgotten with it.
    """
    _compare(register_id)
    with transaction():
        register = _alone(register_id)
        if not register.mapping or not progress(register).done:
            raise Wrong("", N_("ยังตรวจไม่ครบทุกบรรทัด รอให้ตรวจเสร็จก่อน"))
        good = _count(register_id, taken=True)
        wrong = register.lines_in_file - good
        if not good:
            raise Wrong("", N_("ไม่มีบรรทัดใดอ่านได้เลย ตรวจการจับคู่คอลัมน์อีกครั้ง"))
        if wrong != left_out or _twins(register):
            raise Wrong("left_out", N_("ยังมีบรรทัดที่อ่านไม่ได้ แก้ในไฟล์แล้วส่งใหม่ หรือติ๊กว่าจะทิ้งบรรทัดเหล่านั้น"))
        _forget_other_cells(register)
        register.state, register.taken_at = TAKEN, now
        audit.record("old_register_taken", register.name, by=by, now=now, taken=good, left_out=wrong)
    scrub()
    return good


def undo(register_id: int, *, by: Actor, now: datetime) -> int:
    """Take a whole register out again: how many lines were removed. Cases that were opened from them stay."""
    with transaction():
        register = held(register_id, TAKEN)
        count = _count(register_id, taken=True)
        db.session.execute(delete(OldRegisterLine).where(OldRegisterLine.register_id == register_id))
        register.state, register.undone_at = UNDONE, now
        audit.record("old_register_undone", register.name, by=by, now=now, lines=count)
    scrub()
    return count


def became(line_id: int, reference: str, *, by: Actor, now: datetime) -> None:
    """Remember which case was opened from a line; the first one stays."""
    with transaction():
        query = select(OldRegisterLine).where(OldRegisterLine.id == line_id).with_for_update()
        line = db.session.scalar(query.execution_options(populate_existing=True))
        if line is not None and not line.reference:
            line.reference = reference
            audit.record("old_line_opened", reference, by=by, now=now, register=line.register.name, line=line.line)


def _compare(register_id: int) -> None:
    """A register that was taken since this one was read may hold the same numbers: that is said, and stays said."""
    with transaction():
        _twins(_alone(register_id))


def _twins(register: OldRegister) -> int:
    return 0 if register.choices.get("keep_twice") or not progress(register).done else name_twins(register)


def _alone(register_id: int) -> OldRegister:
    """A register held for taking, and all others with it: two of the same numbers are not taken at once."""
    db.session.execute(select(OldRegister.id).order_by(OldRegister.id).with_for_update())
    return held(register_id, LOADED)


def _count(register_id: int, *, taken: bool) -> int:
    line = OldRegisterLine
    query = select(func.count()).where(line.register_id == register_id, line.taken.is_(taken))
    return db.session.scalar(query) or 0


def _forget_other_cells(register: OldRegister) -> None:
    meanings: Sequence[str] = register.mapping["columns"]
    if all(meanings):
        return
    line = OldRegisterLine
    rows = db.session.execute(select(line.id, line.cells).where(line.register_id == register.id)).all()
    kept = [
        {"id": number, "cells": [cell if meaning else "" for cell, meaning in zip(cells, meanings, strict=False)]}
        for number, cells in rows
    ]
    db.session.execute(update(line), kept)
