"""The office's holidays: read as a book with its own history; a change recomputes what is open and says so."""

import hashlib
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select, text

from app.domain.clocks import Calendar, HolidayBook, KnownHoliday
from app.extensions import db
from app.models import Holiday

_AS_THEY_STAND = text("SELECT day, recorded_at, removed_at FROM holiday ORDER BY id")


def book() -> HolidayBook:
    """All holidays with the times at which they were entered and taken back.

    Every page asks for them: as long as the rows stand as they stood, the book that was made of them is handed out.
    """
    standing = db.session.execute(_AS_THEY_STAND).all()
    kept: tuple[list[Any], HolidayBook] | None = current_app.extensions.get("holidays")
    if kept is None or kept[0] != standing:
        kept = list(standing), _read()
        current_app.extensions["holidays"] = kept
    return kept[1]


def _read() -> HolidayBook:
    rows = db.session.execute(select(Holiday.day, Holiday.recorded_at, Holiday.removed_at))
    return HolidayBook(tuple(KnownHoliday(day, entered, gone) for day, entered, gone in rows))


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
