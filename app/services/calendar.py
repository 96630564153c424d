"""The office's holidays: read as a book with its own history; a change recomputes what is open and says so."""

from datetime import date, datetime

from sqlalchemy import select

from app.domain.clocks import Calendar, HolidayBook, KnownHoliday
from app.extensions import db
from app.models import Holiday


def book() -> HolidayBook:
    """All holidays with the times at which they were entered and taken back."""
    rows = db.session.execute(select(Holiday.day, Holiday.recorded_at, Holiday.removed_at))
    return HolidayBook(tuple(KnownHoliday(day, entered, gone) for day, entered, gone in rows))


def calendar(now: datetime) -> Calendar:
    """When the office is open, as known now."""
    return book().at(now)


def listed(first: date, last: date) -> list[Holiday]:
    """The holidays in force from ``first`` to ``last``, in order."""
    query = select(Holiday).where(Holiday.removed_at.is_(None), Holiday.day.between(first, last)).order_by(Holiday.day)
    return list(db.session.scalars(query))
