"""Every line of a loaded register is read, a piece at a time; a piece that is cut off half-way is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.domain import old_columns as column
from app.domain.dates import local_day
from app.domain.old_lines import TWICE, Reading, Rules, read_line, same_line
from app.domain.thai import search_key
from app.extensions import db
from app.models import OldRegister, OldRegisterLine, Village
from app.services.administration.changes import Wrong
from app.services.old_registers.loading import LOADED, TAKEN, choices, held
from app.services.transaction import transaction

PIECE = 750


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: ``turn`` counts how often the columns were arranged, ``line`` is the last one read."""

    turn: int
    line: int
    done: bool


def progress(register: OldRegister) -> Progress:
    """How far the reading is."""
    kept = register.choices
    return Progress(int(kept.get("turn", 0)), int(kept.get("read_to", 0)), bool(kept.get("read", False)))


def go_on(register_id: int, *, now: datetime) -> bool:
    """Read the next piece; whether there is nothing more to read. Two who do so at once read nothing twice."""
    register = db.session.get(OldRegister, register_id)
    if register is None or register.state != LOADED or not register.mapping or progress(register).done:
        return True
    before, meanings, rules = progress(register), register.mapping["columns"], _rules(register, now)
    names = {village.id: village.name for village in db.session.scalars(select(Village))}
    rows = _next(register_id, before.line)
    read = [_row(number, read_line(cells, meanings, rules), names) for number, _line, cells in rows]
    done = len(rows) < PIECE
    with transaction():
        try:
            register = held(register_id, LOADED)
        except Wrong:
            return True
        if progress(register) != before:  # somebody else read this piece, or arranged the columns anew
            return progress(register).done
        if read:
            db.session.execute(update(OldRegisterLine), read)
        if done and not rules.keep_twice:
            name_twins(register)
        last = rows[-1][1] if rows else before.line
        register.choices = {**register.choices, "read_to": last, "read": done}
    return done


def go_on_with_all(now: datetime) -> None:
    """What the worker does: reads on where nobody waits at the page."""
    query = select(OldRegister.id, OldRegister.mapping).where(OldRegister.state == LOADED)
    for number in [number for number, mapping in db.session.execute(query) if mapping]:
        while not go_on(number, now=now):
            pass


def _next(register_id: int, after: int) -> Sequence[Any]:
    line = OldRegisterLine
    query = select(line.id, line.line, line.cells).where(line.register_id == register_id, line.line > after)
    return db.session.execute(query.order_by(line.line).limit(PIECE)).all()


def _rules(register: OldRegister, now: datetime) -> Rules:
    villages = db.session.scalars(select(Village)).all()
    return Rules(
        today=local_day(now),
        villages={village.number: village.id for village in villages},
        village_names={search_key(village.name).removeprefix("บ้าน").strip(): village.id for village in villages},
        from_1904=bool(register.choices.get("from_1904")),
        **asdict(choices(register)),
    )


def _row(number: int, reading: Reading, names: Mapping[int, str]) -> dict[str, Any]:
    said = asdict(reading)
    words = (
        reading.number, reading.subject, reading.kind, reading.person, reading.phone, reading.place, reading.result,
        names.get(reading.village_id or 0, ""),
    )  # fmt: skip
    return {"id": number, **said, "taken": not reading.faults, "search_text": search_key(" ".join(filter(None, words)))}


def name_twins(register: OldRegister) -> int:
    """Lines that stand further up, or in a register that was taken before, are at fault and say where.

    Told by their number; by day, matter and person in a book without numbers. How many nobody had been told of.
    """
    line, numbered = OldRegisterLine, column.NUMBER in register.mapping["columns"]
    blamed = column.NUMBER if numbered else column.SUBJECT
    said = line.number, line.received_on, line.subject, line.person
    query = select(line.line, OldRegister.name, *said).join(line.register).where(OldRegister.state == TAKEN, line.taken)
    taken = db.session.execute(query)
    seen = {_same(row, numbered=numbered): f"{TWICE}:{row.line}:{row.name}" for row in taken}
    own = select(line.id, line.line, line.faults, *said).where(line.register_id == register.id).order_by(line.line)
    twins, fresh = [], 0
    for row in db.session.execute(own).all():
        key = _same(row, numbered=numbered)
        if key and key in seen:
            twins.append({"id": row.id, "faults": {**row.faults, blamed: seen[key]}, "taken": False})
            fresh += blamed not in row.faults
        else:
            seen[key] = f"{TWICE}:{row.line}"
    if twins:
        db.session.execute(update(line), twins)
    return fresh


def _same(row: Any, *, numbered: bool) -> tuple[object, ...]:
    return same_line(row.number, row.received_on, row.subject, row.person, numbered=numbered)
