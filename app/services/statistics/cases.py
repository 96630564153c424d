"""The very cases behind a figure, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, select

from app.domain.statistics import cut_of
from app.extensions import db
from app.models import Ticket
from app.services import scope
from app.services.statistics.counting import Counting
from app.services.statistics.figures import Selection
from app.services.statistics.tally import Tally


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A case as a figure counts it: when it was received, closed or moved; for what is open, since when overdue."""

    ticket: Ticket
    at: datetime
    late_from: date | None


@dataclass(frozen=True)
class CaseList:
    """Exactly the selected cases: overdue ones by lateness, others newest first."""

    selection: Selection
    tally: Tally

    @cached_property
    def _found(self) -> Subquery:
        return self.tally.counting.occurrences(self.selection.measure, self.selection.group).subquery("selected")

    @cached_property
    def count(self) -> int:
        """How many they are; the figure says the same."""
        return db.session.scalar(select(func.count()).select_from(self._found)) or 0

    def page(self, number: int, size: int) -> Sequence[Occurrence]:
        """One page, counted from 1."""
        found = self._found
        page = select(found).order_by(*_order(found)).limit(size).offset((number - 1) * size).subquery("page")
        return _read(_joined(page).order_by(*_order(page)))


def case_list(selection: Selection, *, now: datetime, as_of: date | None = None) -> CaseList:
    """The cases behind a figure, as known now or at the end of day ``as_of``."""
    cut = cut_of(selection.period, now=now, as_of=as_of)
    return CaseList(selection, Tally(Counting(selection.period, cut, selection.channel)))


def most_overdue(tally: Tally, number: int) -> Sequence[Occurrence]:
    """The cases that have been overdue longest at the cut."""
    found = tally.counting.occurrences("overdue").subquery("selected")
    return _read(_joined(found).order_by(found.c.late_from, found.c.at, Ticket.id).limit(number))


def _order(found: Subquery) -> Sequence[ColumnElement[Any]]:
    return found.c.late_from.is_(None), found.c.late_from, found.c.at.desc(), found.c.ticket_id


def _joined(found: Subquery) -> Select[Any]:
    query = scope.everything().join(found, found.c.ticket_id == Ticket.id)
    return query.add_columns(found.c.at, found.c.late_from)


def _read(query: Select[Any]) -> Sequence[Occurrence]:
    return [Occurrence(ticket, at, late) for ticket, at, late in db.session.execute(query)]
