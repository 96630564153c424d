"""Old registers as they are read: lists, counts as the old book has them, lines found by words; reading is noted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from app.domain.periods import fiscal_year_of
from app.domain.phones import parse_phone
from app.domain.thai import escape_like, search_key
from app.domain.workflow import Role
from app.extensions import db
from app.models import OldRegister, OldRegisterLine
from app.services import audit
from app.services.actors import Actor
from app.services.old_registers.loading import TAKEN

PAGE = 50
FOUND = FAULTY = 20
_READERS = frozenset({Role.INTAKE, Role.OFFICER, Role.MANAGEMENT})
_ONE_READING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year as the book has it: how many lines were received in it, how many are finished in it."""

    year: int
    received: int
    finished: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of lines, and how many there are."""

    lines: Sequence[OldRegisterLine]
    count: int


def every(*states: str) -> Sequence[OldRegister]:
    """The registers in such states (none named: all), the newest first."""
    query = select(OldRegister).order_by(OldRegister.id.desc())
    return db.session.scalars(query.where(OldRegister.state.in_(states)) if states else query).all()


def find(register_id: int) -> OldRegister | None:
    """One register."""
    return db.session.get(OldRegister, register_id)


def first_lines(register: OldRegister, count: int) -> Sequence[OldRegisterLine]:
    """The beginning of the file."""
    query = select(OldRegisterLine).where(OldRegisterLine.register_id == register.id)
    return db.session.scalars(query.order_by(OldRegisterLine.line).limit(count)).all()


def counts(register: OldRegister) -> tuple[int, int]:
    """How many lines were read, and how many could not be."""
    query = select(OldRegisterLine.taken, func.count()).where(OldRegisterLine.register_id == register.id)
    found = dict(db.session.execute(query.group_by(OldRegisterLine.taken)).all())
    return found.get(True, 0), found.get(False, 0)


def read_so_far(register: OldRegister) -> int:
    """How many lines of the file the reading has passed."""
    line, at = OldRegisterLine, int(register.choices.get("read_to", 0))
    return db.session.scalar(select(func.count()).where(line.register_id == register.id, line.line <= at)) or 0


def faults(register: OldRegister) -> Counter[tuple[str, str]]:
    """How many lines have which fault; a line may have several."""
    query = select(OldRegisterLine.faults).where(OldRegisterLine.register_id == register.id, ~OldRegisterLine.taken)
    said = (item for found in db.session.scalars(query) for item in found.items())
    return Counter((name, fault.partition(":")[0]) for name, fault in said)


def faulty(register: OldRegister, *, kind: tuple[str, str] | None = None, page: int | None = 1) -> Leaf:
    """The lines that could not be read, or those with one fault; ``page`` None is all of them."""
    query = select(OldRegisterLine).where(OldRegisterLine.register_id == register.id, ~OldRegisterLine.taken)
    lines = db.session.scalars(query.order_by(OldRegisterLine.line)).all()
    if kind is not None:
        lines = [line for line in lines if line.faults.get(kind[0], "").partition(":")[0] == kind[1]]
    return Leaf(lines if page is None else lines[(page - 1) * FAULTY : page * FAULTY], len(lines))


def years(register: OldRegister) -> list[Year]:
    """The counts of the book, by fiscal year; nobody can reckon them again from anything."""
    query = _taken().where(OldRegisterLine.register_id == register.id)
    rows = db.session.execute(query.with_only_columns(OldRegisterLine.received_on, OldRegisterLine.closed_on)).all()
    received = Counter(fiscal_year_of(row.received_on) for row in rows if row.received_on)
    finished = Counter(fiscal_year_of(row.closed_on) for row in rows if row.closed_on)
    return [Year(year, received[year], finished[year]) for year in sorted(received | finished, reverse=True)]


def lines(register: OldRegister, *, by: Actor, q: str = "", only_open: bool = False, page: int = 1) -> Leaf:
    """One page of a register that was taken, in its order."""
    query = _taken().where(OldRegisterLine.register_id == register.id, _seen_by(by), *_says(q))
    if only_open:
        query = query.where(OldRegisterLine.closed_on.is_(None), OldRegisterLine.reference == "")
    return _leaf(query.order_by(OldRegisterLine.line), page, PAGE)


def search(q: str, *, by: Actor) -> Leaf:
    """Lines of all registers that hold what was typed, the newest first; nothing for who may see no cases."""
    if not search_key(q):
        return Leaf((), 0)
    query = _taken().where(_seen_by(by), *_says(q))
    return _leaf(query.order_by(OldRegisterLine.received_on.desc(), OldRegisterLine.id.desc()), 1, FOUND)


def read(line_id: int, *, by: Actor, now: datetime) -> OldRegisterLine | None:
    """Open a line to read it; that it was read is written down, once an hour."""
    line: OldRegisterLine | None = db.session.scalar(_taken().where(OldRegisterLine.id == line_id, _seen_by(by)))
    if line is not None:
        subject = f"{line.register.name} · {line.line}"
        audit.record_once("read_old_line", subject, by=by, now=now, within=_ONE_READING)
    return line


def note_reading(register: OldRegister, *, by: Actor, now: datetime) -> None:
    """That somebody saw lines of a file while it was being brought in."""
    audit.record_once("read_old_register", register.name, by=by, now=now, within=_ONE_READING)


def _taken() -> Select[Any]:
    return select(OldRegisterLine).join(OldRegisterLine.register).where(
        OldRegister.state == TAKEN, OldRegisterLine.taken
    )  # fmt: skip


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """Whoever may see cases; old lines belong to no unit."""
    return OldRegisterLine.id.is_not(None) if actor.roles & _READERS else false()


def _says(q: str) -> list[ColumnElement[bool]]:
    key = search_key(q)
    if not key:
        return []
    number, words = parse_phone(key), and_(*(_holds(word) for word in key.split()))
    return [or_(words, _holds(number)) if number else words]


def _holds(part: str) -> ColumnElement[bool]:
    return OldRegisterLine.search_text.like(f"%{escape_like(part)}%", escape="\\")


def _leaf(query: Select[Any], page: int, size: int) -> Leaf:
    count = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    return Leaf(db.session.scalars(query.limit(size).offset((page - 1) * size)).all(), count)
