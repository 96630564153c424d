"""The figures that everybody may read: fiscal years as known at the end of a whole day, kept once they are counted.

A year is settled as known at the end of 31 October after it; until then, and while it runs, as known at the end of
yesterday; a day ends five minutes after midnight, when whatever was begun before it is written. The same year and day
give the same figures for ever (app.services.statistics), so what is kept never grows stale, and nobody can watch a
number move within a day. Nothing here is told apart by unit, person or a service that the office defined itself, and
villages only as app.domain.anonymity allows. Reports of corruption are in none of it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import func, select

from app.domain.anonymity import Grouped, grouped
from app.domain.dates import BUDDHIST_ERA, local_day
from app.domain.legs import Turn
from app.domain.periods import Period, fiscal_year, fiscal_year_of, month
from app.extensions import db
from app.models import TicketEvent, TicketLeg
from app.services.counted import Counted, counted
from app.services.keeping import keep
from app.services.public_rows import Categories, Row, categories, services, summed, together, told_as
from app.services.statistics.counts import EVERYTHING, Counts
from app.services.statistics.groups import named
from app.services.statistics.measures import MEASURES

_TIMED = ("service", "category", "arrival")
_BY_MONTH = [
    MEASURES[key]
    for key in ("brought", "received", "reopened", "closed", "open", "overdue", "on_time", "judged")
]  # fmt: skip
_SETTLED_ON = (10, 31)
_DAY = timedelta(days=1)
_COMING = timedelta(minutes=5)


class NotYet(LookupError):
    """A year of which nothing is published: before the system, to come, or begun today."""


@dataclass(frozen=True, slots=True)
class Villages:
    """Cases received in a settled year: of villages, as may be told, and of no village that was named."""

    told: Grouped[str]
    nowhere: int


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year as published. ``later``: cases of this year written down after it was settled.

    ``groups``: by service (a row for all own services together) and by way of arrival. ``uncategorised``: cases of no
    category. ``villages``: None before it is settled, and where too few came in to be told apart.
    """

    number: int
    period: Period
    as_of: date
    settled: bool
    began: date
    later: int
    total: Row
    groups: Mapping[str, Mapping[str, Row]]
    categories: Sequence[Categories]
    uncategorised: Row | None
    villages: Villages | None

    @property
    def last_day(self) -> date:
        """The last day that the figures cover."""
        return min(self.period.last_day, self.as_of)

    @property
    def running(self) -> bool:
        """Whether the year is not over on the day of the figures."""
        return self.as_of < self.period.last_day


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a published year; ``over`` on the day of the figures."""

    period: Period
    over: bool
    counts: Mapping[str | None, Mapping[str, int]]


def years(now: datetime) -> list[int]:
    """The fiscal years of which something is published, newest first."""
    first, last = began(), _yesterday(now)
    if first is None or first > last:
        return []
    return list(range(fiscal_year_of(last), fiscal_year_of(first) - 1, -1))


def began() -> date | None:
    """The day on which the first case was recorded here."""
    first: datetime | None = db.session.scalar(select(func.min(TicketEvent.recorded_at)))
    return local_day(first) if first else None


def settled_on(number: int) -> date:
    """The day at whose end a fiscal year is settled."""
    return date(number - BUDDHIST_ERA, *_SETTLED_ON)


def year(number: int, *, now: datetime) -> Year:
    """The figures of a fiscal year; ``NotYet`` where nothing is published."""
    as_of = _as_of(number, now)
    later = keep(("later", number, _yesterday(now)), lambda: _later(number, now))
    return keep(("year", number, as_of, later), lambda: _year(number, as_of, later, now))


def before(this: Year, *, now: datetime) -> Row | None:
    """The same span a year earlier, for everything; None where the system was not yet in use all the time."""
    earlier = this.period.previous()
    if this.began > earlier.start:
        return None
    if not this.running:
        return year(this.number - 1, now=now).total
    span = Period(this.period.start, this.as_of + _DAY).previous()
    return keep(("before", span.code, this.as_of), lambda: _before(span, this.as_of, now))


def months(this: Year, *, now: datetime) -> list[Month]:
    """The months of a year that have begun; counts by service, and under None those of everything."""
    found, start = [], this.period.start
    while start <= this.last_day:
        of = month(start.year, start.month)
        found.append(keep(("month", of.code, this.as_of), partial(_month, of, this.as_of, this.settled, now)))
        start = of.end
    return found


def _as_of(number: int, now: datetime) -> date:
    if number not in years(now):
        raise NotYet
    return min(_yesterday(now), settled_on(number))


def _yesterday(now: datetime) -> date:
    """The last day of which everything is written: a case may take a while to be, with the moment it began."""
    return local_day(now - _COMING) - _DAY


def _year(number: int, as_of: date, later: int, now: datetime) -> Year:
    period, closed = fiscal_year(number), as_of == settled_on(number)
    of = counted(period, (*_TIMED, "village"), now=now, as_of=as_of, closed=closed, times=_TIMED)
    arrivals, none = of.lines("arrival"), of.line(("category", None))
    groups = {
        "service": services(of),
        "arrival": {key: together([line], of.times) for key, line in arrivals.items() if key and not line.empty},
    }
    return Year(
        number, period, as_of, closed, began() or as_of, later, together([of.line()], of.times), groups, categories(of),
        None if none.empty else together([none], of.times), _villages(of) if closed else None,
    )  # fmt: skip


def _before(span: Period, as_of: date, now: datetime) -> Row:
    of = counted(span, (), now=now, as_of=as_of, closed=False, times=())
    return together([of.line()], of.times)


def _month(of: Period, as_of: date, closed: bool, now: datetime) -> Month:
    found = counted(of, ("service",), now=now, as_of=as_of, closed=closed, measures=_BY_MONTH).counts
    groups: defaultdict[str | None, list[Counts]] = defaultdict(list)
    for (_dimension, service), counts in found.items():
        if service and any(counts.by_measure.values()):
            groups[told_as(service)].append(counts)
    groups[None] = [found[EVERYTHING]]
    return Month(of, of.last_day <= as_of, {key: summed(parts) for key, parts in groups.items()})


def _villages(of: Counted) -> Villages | None:
    """Of all villages there are, in use or not: which ones are asked about must not depend on the numbers."""
    received = {key: line.counts["received"] for key, line in of.lines("village").items()}
    found = grouped({key: received.get(key, 0) for key, _village in named("village")})
    return Villages(found, received.get(None, 0)) if found else None


def _later(number: int, now: datetime) -> int:
    period, yesterday = fiscal_year(number), _yesterday(now)
    closing = settled_on(number)
    if closing > yesterday:
        return 0
    query = select(func.count()).select_from(TicketLeg).where(
        TicketLeg.turn == Turn.RECEIVED,
        TicketLeg.started_at >= period.first_moment,
        TicketLeg.started_at < period.end_moment,
        TicketLeg.recorded_at >= Period(closing, closing + _DAY).end_moment,
        TicketLeg.recorded_at < Period(yesterday, yesterday + _DAY).end_moment,
    )  # fmt: skip
    return db.session.scalar(query) or 0

