"""The office's holidays: read as a book with its own history; a change recomputes what is open and says so."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.domain.clocks import Calendar, HolidayBook, KnownHoliday
from app.extensions import db
from app.models import Holiday
from app.services import kept

_HOLIDAYS = select(Holiday).order_by(Holiday.id)


def book() -> HolidayBook:
    """All holidays with the times at which they were entered and taken back."""
    return kept.read(_HOLIDAYS, _bound)


def _bound(rows: Sequence[Holiday]) -> HolidayBook:
    return HolidayBook(tuple(KnownHoliday(row.day, row.recorded_at, row.removed_at) for row in rows))


def calendar(now: datetime) -> Calendar:
    """When the office is open, as known now."""
    return book().at(now)


def entered_at(moment: datetime) -> str:
    """A hash over the days that were entered at a moment: an office writes down with which it opened."""
    days = sorted(row.day.isoformat() for row in book().rows if row.recorded_at == moment)
    return hashlib.sha256(" ".join(days).encode()).hexdigest()


def listed(first: date, last: date) -> list[Holiday]:
    """The holidays in force from ``first`` to ``last``, in order."""
    query = select(Holiday).where(Holiday.removed_at.is_(None), Holiday.day.between(first, last)).order_by(Holiday.day)
    return list(db.session.scalars(query))
