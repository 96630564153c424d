"""The very cases behind a figure, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Subquery, func, select

from app.domain.statistics import cut_of
from app.extensions import db
from app.models import Ticket
from app.services import scope
from app.services.statistics.counting import Counting
from app.services.statistics.figures import Selection


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A case as a figure counts it: when it was received, closed or moved; for what is overdue, since which day."""

    ticket: Ticket
    at: datetime
    late_from: date | None


def cases(
    selection: Selection, *, now: datetime, as_of: date | None = None, page: int = 1, size: int = 50
) -> Sequence[Occurrence]:
    """One page of exactly the selected cases: overdue ones by lateness, others newest first."""
    found = _found(selection, now, as_of)
    order = (found.c.late_from.is_(None), found.c.late_from, found.c.at.desc(), found.c.ticket_id)
    query = scope.everything().join(found, found.c.ticket_id == Ticket.id).add_columns(found.c.at, found.c.late_from)
    rows = db.session.execute(query.order_by(*order).limit(size).offset((page - 1) * size))
    return [Occurrence(ticket, at, late) for ticket, at, late in rows]


def count(selection: Selection, *, now: datetime, as_of: date | None = None) -> int:
    """How many they are; the figure says the same."""
    return db.session.scalar(select(func.count()).select_from(_found(selection, now, as_of))) or 0


def _found(selection: Selection, now: datetime, as_of: date | None) -> Subquery:
    cut = cut_of(selection.period, now=now, as_of=as_of)
    return (
        Counting(selection.period, cut, selection.channel)
        .occurrences(selection.measure, selection.group)
        .subquery("selected")
    )
