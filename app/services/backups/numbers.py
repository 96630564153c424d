"""After going back to an older state: numbers that residents may hold since are never given out again.

Cases that came in after a backup are gone, their numbers were told. Every series goes on beyond what can have been
given out: twice the busiest day ever for each day since, a hundred at least, up to the next full hundred, so that the
gap is seen for what it is. The audit trail says from where to where; what runs by no series (links, codes, sealed
cases) is random and needs none of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import String, cast, func, select

from app.domain.channels import CHANNELS
from app.domain.dates import buddhist_year, local_day
from app.domain.periods import fiscal_year_of
from app.extensions import db
from app.models import AuditEntry, Series, Ticket
from app.services import audit, register, scope, shared_files
from app.services.actors import SYSTEM
from app.services.moments import stamp
from app.services.transaction import hold, transaction

ACT = shared_files.RESTORED
LEAST = 100
_SUBJECT = "office"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A series that goes on after ``last``; the numbers from ``first`` to ``last`` are given to nobody by us."""

    prefix: str
    year: int
    first: int
    last: int

    @property
    def series(self) -> str:
        """Which one, as the trail names it."""
        return _named(self.prefix, self.year)

    @property
    def gap(self) -> str:
        """From where to where."""
        return f"{self.first}–{self.last}"


def skip(since: datetime, *, now: datetime) -> tuple[Skipped, ...]:
    """Raise every series that may have run since the moment that the data is of, before witnesses."""
    days = max((local_day(now) - local_day(since)).days, 0) + 1
    with transaction():
        beyond = max(LEAST, 2 * days * _busiest_day())
        found = tuple(_raised(series, beyond) for series in _running(since, now))
        gaps = {one.series: one.gap for one in found}
        audit.record(ACT, _SUBJECT, by=SYSTEM, now=now, since=stamp(since), **gaps)
    return found


def of_register(year: int) -> Sequence[tuple[datetime, str]]:
    """The gaps that this left in the register of a calendar year: when, and from where to where."""
    query = select(AuditEntry.at, AuditEntry.data).where(AuditEntry.subject == _SUBJECT, AuditEntry.action == ACT)
    which = _named(register.PREFIX, year)
    return [(at, told[which]) for at, told in db.session.execute(query.order_by(AuditEntry.id)) if which in told]


def _named(prefix: str, year: int) -> str:
    return f"{prefix} {year}"


def _raised(series: Series, beyond: int) -> Skipped:
    first = series.last + 1
    series.last = -(-(series.last + beyond) // LEAST) * LEAST
    return Skipped(series.prefix, series.fiscal_year, first, series.last)


def _running(since: datetime, now: datetime) -> Iterator[Series]:
    """Held: every channel's, also where it had not begun, in the years since and in the one before, of papers keyed in.

    The register's only where numbers have run by themselves.
    """
    known = {(prefix, year) for prefix, year in db.session.execute(select(Series.prefix, Series.fiscal_year))}
    for prefix in sorted({channel.prefix for channel in CHANNELS.values()} | {prefix for prefix, _year in known}):
        of = buddhist_year if prefix == register.PREFIX else _fiscal_year
        for year in range(of(since) - 1, of(now) + 1):
            if year >= of(since) or prefix != register.PREFIX or (prefix, year) in known:
                query = select(Series).where(Series.prefix == prefix, Series.fiscal_year == year)
                yield hold(query, partial(Series, prefix=prefix, fiscal_year=year, last=0))


def _fiscal_year(moment: datetime) -> int:
    return fiscal_year_of(local_day(moment))


def _busiest_day() -> int:
    """The most cases that were ever written down in a day."""
    day = func.substr(cast(Ticket.recorded_at, String), 1, 10)
    counted = scope.everything().with_only_columns(func.count(Ticket.id)).group_by(day)
    return max(db.session.scalars(counted), default=0)
