"""The office's register of what comes in (เลขรับ): a running number of the calendar year, or whatever is typed."""

import re
from datetime import datetime
from functools import partial

from sqlalchemy import select

from app.domain.dates import buddhist_year
from app.domain.thai import clean, to_arabic_digits, to_thai_digits
from app.extensions import db
from app.models import Office, Series, Ticket
from app.services import audit, scope
from app.services.actors import Actor
from app.services.office import shown
from app.services.transaction import hold, transaction

PREFIX = "เลขรับ"


def automatic() -> bool:
    """Whether the office lets numbers be given out by themselves."""
    office = shown()
    return office is not None and office.register_auto


def issue(*, now: datetime) -> str:
    """The next number, inside the present transaction; nothing where the office types its own."""
    if not automatic():
        return ""
    year = buddhist_year(now)
    series = _series(year)
    while True:
        series.last += 1
        number = f"{series.last}/{year}"
        if not _in_use(number, str(series.last), year):  # one that was typed before is in use, and no gap
            break
    db.session.flush()
    return number


def is_running(number: str) -> bool:
    """Whether a number has the shape of one that was given out by itself: it says nothing of its case."""
    return re.fullmatch(r"[0-9]{1,7}/25[0-9]{2}", number) is not None


def last(now: datetime) -> int:
    """The last running number of this calendar year."""
    query = select(Series.last).where(Series.prefix == PREFIX, Series.fiscal_year == buddhist_year(now))
    return db.session.scalar(query) or 0


def choose(office: Office, *, auto: bool, last_used: int | None, by: Actor, now: datetime) -> None:
    """Let numbers run by themselves or not; the series only ever goes on, so that none is given out twice."""
    with transaction():
        series = _series(buddhist_year(now))
        before = [office.register_auto, series.last]
        office.register_auto = auto
        series.last = max(series.last, last_used or 0)
        after = [auto, series.last]
        if before != after:
            audit.record("register_changed", "office", by=by, now=now, before=before, after=after)


def taken(typed: str, *, now: datetime, but: Ticket | None = None) -> Ticket | None:
    """A case that has this number already; without a year in it, the number means this calendar year."""
    plain = to_arabic_digits(clean(typed))
    if not plain:
        return None
    bare, _slash, said = plain.partition("/")
    year = said or str(buddhist_year(now))
    same = [ticket for ticket in _under(bare, f"{bare}/{year}") if but is None or ticket.id != but.id]
    return next((t for t in same if "/" in t.register_number or str(buddhist_year(t.recorded_at)) == year), None)


def _in_use(number: str, bare: str, year: int) -> bool:
    """As a number with its year, or typed without one this year; nothing of a case is read while the series is held."""
    whole = {number, to_thai_digits(number)}
    query = scope.by_register_number(*whole, bare, to_thai_digits(bare))
    rows = db.session.execute(query.with_only_columns(Ticket.register_number, Ticket.recorded_at))
    return any(said in whole or buddhist_year(at) == year for said, at in rows)


def _under(*plain: str) -> list[Ticket]:
    query = scope.by_register_number(*plain, *map(to_thai_digits, plain)).order_by(Ticket.id)
    return list(db.session.scalars(query).unique())


def _series(year: int) -> Series:
    query = select(Series).where(Series.prefix == PREFIX, Series.fiscal_year == year)
    return hold(query, partial(Series, prefix=PREFIX, fiscal_year=year, last=0))
