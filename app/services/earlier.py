"""Earlier cases of whoever stands at the counter, by telephone, name or house; never one the officer may not see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from app.domain.houses import house_number
from app.domain.phones import first_digits, parse_phone
from app.domain.references import parse_reference
from app.domain.thai import escape_like, search_key
from app.extensions import db
from app.models import Ticket
from app.services import audit, casework, scope
from app.services.actors import Actor
from app.services.transaction import transaction

SHOWN = 5
_ONE_READING = timedelta(hours=1)
_FEWEST_DIGITS = 6
_FEWEST_LETTERS = 3
_ENOUGH = 200
_TITLES = ("นางสาว", "น.ส.", "นาย", "นาง", "คุณ")
_PHONE, _BEGINNING, _HOUSE, _NAME = "phone", "beginning", "house", "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the person so far, as it was typed."""

    phone: str = ""
    name: str = ""
    place: str = ""
    village_id: int | None = None

    @property
    def digits(self) -> str:
        """The telephone number, or its beginning if that is long enough to mean somebody."""
        whole = (parse_phone(self.phone) or "").partition("#")[0] or first_digits(self.phone)
        return whole if len(whole) >= _FEWEST_DIGITS else ""

    @property
    def words(self) -> tuple[str, ...]:
        """The parts of the name as they are searched, without what people are called before it."""
        key = search_key(self.name)
        title = next((title for title in _TITLES if key.startswith(title)), "")
        bare = key.removeprefix(title).strip() or key
        return tuple(bare.split()) if len(bare) >= _FEWEST_LETTERS else ()

    @property
    def house(self) -> str:
        """The house number; without a village it means no house."""
        return house_number(self.place) or "" if self.village_id is not None else ""


@dataclass(frozen=True, slots=True)
class Found:
    """A case, and what it has in common with the person: ``phone`` (or its ``beginning``), ``house``, ``name``."""

    ticket: Ticket
    common: tuple[str, ...]


def find(asked: Asked, *, by: Actor, now: datetime) -> list[Found]:
    """The likeliest first, then the newest; that they were seen is written down, once an hour each."""
    columns = (
        Ticket.id, Ticket.phone, Ticket.applicant, Ticket.place, Ticket.details, Ticket.village_id,
    )  # fmt: skip
    query = scope.for_staff(by).where(_might(asked)).order_by(Ticket.received_at.desc(), Ticket.id.desc())
    matched: list[tuple[int, tuple[str, ...]]] = []
    for row in db.session.execute(query.with_only_columns(*columns)).yield_per(500):
        if common := _common(asked, row):
            matched.append((row.id, common))
        if len(matched) == _ENOUGH:
            break
    best = sorted(matched, key=lambda match: _distance(match[1]))[:SHOWN]
    return _shown(best, by, now)


def chosen(reference: str, *, by: Actor, now: datetime) -> Ticket | None:
    """The case whose particulars are used again, if this officer may see it; using it is reading it."""
    return casework.read(parse_reference(reference) or "", by=by, now=now)


def _shown(best: list[tuple[int, tuple[str, ...]]], by: Actor, now: datetime) -> list[Found]:
    with transaction():
        query = scope.for_staff(by).where(Ticket.id.in_([number for number, _common in best]))
        rows = {ticket.id: ticket for ticket in db.session.scalars(query).unique()} if best else {}
        found = [Found(rows[number], common) for number, common in best if number in rows]
        for one in found:
            audit.record_once("saw_earlier", one.ticket.reference, by=by, now=now, within=_ONE_READING)
    return found


def _distance(common: tuple[str, ...]) -> tuple[bool, int]:
    """A telephone number says more than a house, a house more than a name."""
    return _PHONE not in common, -len(common)


def _might(asked: Asked) -> ColumnElement[bool]:
    """What the database can tell; the rest is looked at closely."""
    ways: list[ColumnElement[bool]] = [false()]
    if asked.digits:
        ways.append(Ticket.phone.startswith(asked.digits, autoescape=True))
    if asked.words:
        ways.append(and_(Ticket.applicant != "", *(_holds(word) for word in asked.words)))
    if asked.house:
        ways.append(and_(Ticket.village_id == asked.village_id, _holds(asked.house)))
    return or_(*ways)


def _holds(part: str) -> ColumnElement[bool]:
    return Ticket.search_text.like(f"%{escape_like(part)}%", escape="\\")


def _common(asked: Asked, row: Any) -> tuple[str, ...]:
    name, house, number = search_key(row.applicant), _house(row), row.phone.partition("#")[0]
    same = (
        (_PHONE, bool(asked.digits) and number == asked.digits),
        (_BEGINNING, bool(asked.digits) and number != asked.digits and number.startswith(asked.digits)),
        (_HOUSE, bool(asked.house) and row.village_id == asked.village_id and house == asked.house),
        (_NAME, bool(asked.words) and all(word in name for word in asked.words)),
    )
    return tuple(what for what, is_same in same if is_same)


def _house(row: Any) -> str | None:
    return house_number(str(row.details.get("house_no") or "")) or house_number(row.place)
