"""The figures that everybody may read: fiscal years as known at the end of a whole day, kept once they are counted.

A year is settled as known at the end of 31 October after it; until then, and while it runs, as known at the end of
yesterday. The same year and day give the same figures for ever (app.services.statistics), so what is kept never grows
stale, and nobody can watch a number move within a day. Nothing here is told apart by unit or person, and villages only
as app.domain.anonymity allows. Reports of corruption are in none of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from app.domain.anonymity import Grouped, grouped
from app.domain.dates import BUDDHIST_ERA, local_day
from app.domain.legs import Turn
from app.domain.periods import Period, fiscal_year, fiscal_year_of, month
from app.domain.statistics import HALF, NINE_IN_TEN, Balance, Quantile, Share, kaplan_meier
from app.extensions import db
from app.models import TicketEvent, TicketLeg
from app.services.keeping import keep
from app.services.statistics import Tally, tally
from app.services.statistics.counting import EVERYTHING, Group
from app.services.statistics.groups import named

DIMENSIONS = ("service", "category", "arrival")
_SETTLED_ON = (10, 31)
_DAY = timedelta(days=1)


class NotYet(LookupError):
    """A year of which nothing is published: before the system, to come, or begun today."""


@dataclass(frozen=True, slots=True)
class Row:
    """One group, or everything: its counts by measure, its balance, and its typical times by the resident's clock."""

    counts: Mapping[str, int]
    balance: Balance
    half: Quantile
    nine: Quantile

    def share(self, part: str, whole: str) -> Share:
        """One measure of another."""
        return Share(self.counts[part], self.counts[whole])

    @property
    def on_time(self) -> Share:
        """On time, of all that were closed or are overdue."""
        return self.share("on_time", "judged")


@dataclass(frozen=True, slots=True)
class Villages:
    """Cases received in a settled year: of villages, as may be told, and of no village that was named."""

    told: Grouped[str]
    nowhere: int


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year as published. ``later``: cases of this year written down after it was settled.

    ``villages``: None before it is settled, and where too few came in to be told apart.
    """

    number: int
    period: Period
    as_of: date
    settled: bool
    began: date
    later: int
    total: Row
    groups: Mapping[str, Mapping[str | None, Row]]
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
    first, last = began(), local_day(now) - _DAY
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
    later = keep(("later", number, local_day(now)), lambda: _later(number, now))
    return keep(("year", number, as_of, later), lambda: _year(number, as_of, later, now))


def before(this: Year, *, now: datetime) -> Row | None:
    """The same span a year earlier, for everything; None where the system was not yet in use all the time."""
    earlier = this.period.previous()
    if this.began > earlier.start:
        return None
    if not this.running:
        return year(this.number - 1, now=now).total
    span = Period(this.period.start, this.as_of + _DAY).previous()
    return keep(("before", span.code, this.as_of), lambda: _total(tally(span, now=now, as_of=this.as_of)))


def months(this: Year, *, now: datetime) -> list[Month]:
    """The months of a year that have begun; counts by service, and under None those of everything."""
    found, start = [], this.period.start
    while start <= this.last_day:
        of = month(start.year, start.month)
        found.append(keep(("month", of.code, this.as_of), partial(_month, of, this.as_of, now)))
        start = of.end
    return found


def _as_of(number: int, now: datetime) -> date:
    if number not in years(now):
        raise NotYet
    return min(local_day(now) - _DAY, settled_on(number))


def _year(number: int, as_of: date, later: int, now: datetime) -> Year:
    of = tally(fiscal_year(number), now=now, as_of=as_of)
    times = of.counting.times("resident")
    groups: dict[str, dict[str | None, Row]] = {
        dimension: {
            key: _row(of, (dimension, key), times) for key, line in of.lines(dimension).items() if not line.empty
        }
        for dimension in DIMENSIONS
    }
    first, settled = began() or as_of, as_of == settled_on(number)
    told, total = _villages(of) if settled else None, _row(of, EVERYTHING, times)
    return Year(number, of.period, as_of, settled, first, later, total, groups, told)


def _total(of: Tally) -> Row:
    return _row(of, EVERYTHING, {EVERYTHING: of.counting.times_of_all(("resident", "timed"))["resident", "timed"]})


def _row(of: Tally, group: Group, times: Mapping[Group, Any]) -> Row:
    line = of.line(group)
    half, nine = kaplan_meier(times.get(group, ()), HALF, NINE_IN_TEN)
    return Row(line.counts.by_measure, line.balance, half, nine)


def _month(of: Period, as_of: date, now: datetime) -> Month:
    found = tally(of, now=now, as_of=as_of)
    counts: dict[str | None, Mapping[str, int]] = {None: found.total.counts.by_measure}
    counts |= {key: line.counts.by_measure for key, line in found.lines("service").items() if not line.empty}
    return Month(of, of.last_day <= as_of, counts)


def _villages(of: Tally) -> Villages | None:
    """Of all villages there are, in use or not: which ones are asked about must not depend on the numbers."""
    received = {key: line.counts["received"] for key, line in of.lines("village").items()}
    found = grouped({key: received.get(key, 0) for key, _village in named("village")})
    return Villages(found, received.get(None, 0)) if found else None


def _later(number: int, now: datetime) -> int:
    period, today = fiscal_year(number), local_day(now)
    closing = settled_on(number)
    if closing >= today:
        return 0
    query = select(func.count()).select_from(TicketLeg).where(
        TicketLeg.turn == Turn.RECEIVED,
        TicketLeg.started_at >= period.first_moment,
        TicketLeg.started_at < period.end_moment,
        TicketLeg.recorded_at >= Period(closing, closing + _DAY).end_moment,
        TicketLeg.recorded_at < Period(today - _DAY, today).end_moment,
    )  # fmt: skip
    return db.session.scalar(query) or 0

