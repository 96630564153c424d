"""A list of what is due as its readers see it: number, days, kind; never a name, for the paper outlives the persons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domain.dates import local_day
from app.domain.shelves import Shelf
from app.extensions import db
from app.models import OldRegisterLine, Question, RetentionItem, Ticket
from app.services import scope

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a list. ``number``: the case number, or which line of which book."""

    item: RetentionItem
    number: str = ""
    received_on: date | None = None
    register_number: str = ""
    about: str = ""


def lines(items: Sequence[RetentionItem]) -> Iterator[Line]:
    """The lines of these things, in their order."""
    for start in range(0, len(items), _BATCH):
        part = items[start : start + _BATCH]
        known = _cases(part) | _old_lines(part) | _questions(part)
        yield from (known.get((item.shelf, item.row_id), Line(item)) for item in part)


Known = dict[tuple[Shelf, int], Line]


def _cases(part: Sequence[RetentionItem]) -> Known:
    items = {item.row_id: item for item in part if item.shelf not in {Shelf.OLD_LINES, Shelf.QUESTIONS}}
    rows = db.session.scalars(scope.everything().where(Ticket.id.in_(items))).unique()
    return {(items[t.id].shelf, t.id): _case(items[t.id], t) for t in rows}


def _case(item: RetentionItem, ticket: Ticket) -> Line:
    kind = ticket.service.name if ticket.service else ticket.category.name if ticket.category else ticket.channel.short
    return Line(item, ticket.reference, local_day(ticket.received_at), ticket.register_number, kind)


def _old_lines(part: Sequence[RetentionItem]) -> Known:
    items = {item.row_id: item for item in part if item.shelf is Shelf.OLD_LINES}
    rows = db.session.scalars(select(OldRegisterLine).where(OldRegisterLine.id.in_(items)))
    return {
        (Shelf.OLD_LINES, row.id): Line(
            items[row.id], f"{row.register.name} · {row.line}", row.received_on, row.number, row.kind
        )
        for row in rows
    }


def _questions(part: Sequence[RetentionItem]) -> Known:
    items = {item.row_id: item for item in part if item.shelf is Shelf.QUESTIONS}
    rows = db.session.scalars(select(Question).where(Question.id.in_(items)))
    return {(Shelf.QUESTIONS, row.id): Line(items[row.id], f"#{row.id}", local_day(row.asked_at)) for row in rows}
