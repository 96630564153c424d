"""Which cases hold what was typed: every word somewhere, a telephone or case number in any spelling.

The newest are found first, and no more than MOST: who sees as many types another word. On SQLite an index of three
letters each tells which cases to look at (table ticket_search, kept by triggers), on PostgreSQL the index of pg_trgm.
Words of one or two letters stand in no index; typed alone they are looked for among the newest RECENT cases.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, delete, func, or_, select, table, text, true
from sqlalchemy.exc import OperationalError

from app.domain.phones import parse_phone
from app.domain.references import parse_reference
from app.domain.thai import escape_like, search_key
from app.extensions import db
from app.models import Duty, Ticket
from app.services.transaction import afterwards, transaction

MOST, RECENT = 1000, 20_000
DUTY, STEPS = "search index", 100
_LETTERS = 3
_NUMBER = re.compile(r"[0-9\s().+–-]+")
_CHANGES = text("SELECT total_changes()")
_INDEX: Any = table("ticket_search", column("rowid"), column("ticket_search"))


@dataclass(frozen=True, slots=True)
class Found:
    """The newest cases that hold what was typed, by their number; ``more``: there are others."""

    ids: tuple[int, ...]
    more: bool


def newest(cases: Select[Any], typed: str) -> Found:
    """The newest of these cases that hold what was typed."""
    query = cases.with_only_columns(Ticket.id).where(says(typed))
    newest_first: ColumnElement[Any] = Ticket.id.desc()
    wanted = _wanted(typed)
    if not wanted:
        query = query.where(Ticket.id > select(func.max(Ticket.id)).scalar_subquery() - RECENT)
    elif db.engine.dialect.name == "sqlite":
        query = query.join(_INDEX, _INDEX.c.rowid == Ticket.id).where(_INDEX.c.ticket_search.op("MATCH")(wanted))
        newest_first = _INDEX.c.rowid.desc()
    ids = db.session.scalars(query.order_by(newest_first).limit(MOST + 1)).all()
    return Found(tuple(ids[:MOST]), len(ids) > MOST)


def says(typed: str) -> ColumnElement[bool]:
    """Cases that hold what was typed, without an index."""
    words, reference = _words(typed)
    if not words:
        return true()
    ways = [and_(*(or_(*map(_holds, spellings)) for spellings in words))]
    return or_(*ways, Ticket.reference == reference) if reference else ways[0]


def forget() -> None:
    """Once the present transaction is written: nothing is left in SQLite's index of what was taken out of it.

    Of a million cases this takes a minute. What STEPS do not reach, or a failure or a stop leaves, the worker does in
    its next round: that the duty is due is written together with what was taken out.
    """
    db.session.execute(delete(Duty).where(Duty.name == DUTY))
    afterwards(_forget)


def _forget() -> None:
    with suppress(OperationalError):  # a full disk, or somebody else writes: what was asked for is written all the same
        tidy(STEPS)


def tidy(steps: int | None = None) -> bool:
    """Let nothing be left of it, in small steps, between which others write; it also keeps searching quick.

    Whether all was done in so many steps.
    """
    left, done = db.engine.dialect.name == "sqlite", 0
    while left and done != steps:
        with transaction():
            before = db.session.scalar(_CHANGES)
            db.session.execute(text("INSERT INTO ticket_search (ticket_search, rank) VALUES ('merge', -200)"))
            left = (db.session.scalar(_CHANGES) or 0) - (before or 0) > 1
        done += 1
    return not left


def _words(typed: str) -> tuple[list[list[str]], str | None]:
    """The words, each in its spellings; and the case number that all of it may be."""
    key = search_key(typed)
    words = [key] if _NUMBER.fullmatch(key) else key.split()
    return [_spellings(word) for word in words], parse_reference(key)


def _spellings(word: str) -> list[str]:
    """A word as it stands; digits also as they are kept, without what people put between them."""
    digits = parse_phone(word) or re.sub(r"[^0-9]", "", word)
    if not digits or not _NUMBER.fullmatch(word):
        return [word]
    return [word, digits, *([f"{digits[:4]}-{digits[4:].zfill(4)}"] if len(digits) > 4 else [])]


def _wanted(typed: str) -> str:
    """What the index is asked: all that can be known of the words from three letters each; "" for nothing."""
    words, reference = _words(typed)
    every = " AND ".join(found for word in words if (found := _any_of(word)))
    if not every or reference is None:
        return every
    return f"({every}) OR ({_any_of([search_key(reference)])})"


def _any_of(spellings: list[str]) -> str:
    found = [_letters(spelling) for spelling in spellings]
    return f"({' OR '.join(found)})" if all(found) else ""


def _letters(word: str) -> str:
    parts = dict.fromkeys(word[n : n + _LETTERS] for n in range(len(word) - _LETTERS + 1))
    return "(" + " AND ".join('"' + part.replace('"', '""') + '"' for part in parts) + ")" if parts else ""


def _holds(part: str) -> ColumnElement[bool]:
    return Ticket.search_text.like(f"%{escape_like(part)}%", escape="\\")
