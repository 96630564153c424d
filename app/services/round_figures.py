"""The figures of a report's round as known now, or at the end of its as-of day; each is asked for once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select

from app.domain.channels import CHANNELS, COMPLAINTS, ESERVICE, Arrival
from app.domain.claims import Known
from app.domain.dates import format_date, local_day
from app.domain.measures import SealedFigures, ServiceFigures, Typical, WaterFigures
from app.domain.periods import Period, fiscal_year, fiscal_year_of
from app.domain.statistics import FEWEST, cut_of
from app.domain.water_figures import FIGURES, amount
from app.extensions import db
from app.models import TicketEvent
from app.services import services, statistics
from app.services.sealed.totals import begun, totals
from app.services.statistics import Line, Tally, tally
from app.services.water import ledger

FIXED = tuple(slug for slug, channel in CHANNELS.items() if not channel.defined)
_SETTLING_IN = timedelta(days=31)


@dataclass
class Round:
    """A round as known at ``now``, or at the end of ``as_of``."""

    period: Period
    now: datetime
    as_of: date | None

    @property
    def known(self) -> datetime:
        """The last moment that counts."""
        if self.as_of is None:
            return self.now
        return min(self.now, Period(self.as_of, self.as_of + timedelta(days=1)).last_moment)

    @property
    def today(self) -> date:
        """The last day that is known."""
        return local_day(self.known)

    @cached_property
    def began(self) -> date | None:
        """The day of the first record here; None where none is of the round or before it."""
        first: datetime | None = db.session.scalar(select(func.min(TicketEvent.recorded_at)))
        day = local_day(first) if first else None
        return day if day and day <= min(self.period.last_day, self.today) and self.period.start <= self.today else None

    @property
    def comparable(self) -> bool:
        """Whether the year before was recorded here from its first month on: half a year is no year to compare with."""
        return self.began is not None and self.began < self.period.previous().start + _SETTLING_IN

    @cached_property
    def total(self) -> ServiceFigures:
        """All services together."""
        return self._figures("", "", tally(self.period, now=self.now, as_of=self.as_of))

    @cached_property
    def fixed(self) -> tuple[ServiceFigures, ...]:
        """Each service that every office has."""
        return tuple(self._figures(slug, CHANNELS[slug].title, self._tally(slug)) for slug in FIXED)

    @cached_property
    def own(self) -> tuple[ServiceFigures, ...]:
        """Each service that the office defined itself and that was asked for in the round."""
        this = self._tally(ESERVICE.slug)
        found = [_line(f"own{one.id}", one.name, this.line(("service", str(one.id)))) for one in services.every()]
        return tuple(figures for figures in found if figures.received or figures.judged)

    @property
    def apart(self) -> tuple[ServiceFigures, ...]:
        """The same where they may be told apart: over a whole year, and only if none has fewer than five."""
        whole_year = self.period == fiscal_year(fiscal_year_of(self.period.start))
        small = any(min(one.received, one.judged or FEWEST) < FEWEST for one in self.own)
        return self.own if whole_year and not small else ()

    @cached_property
    def sealed(self) -> SealedFigures | None:
        """Of the half-years that are over and saw the channel open; else nothing can be said, least of all "none"."""
        found, opened = totals(self.period, now=self.known + timedelta.resolution), begun(self.now)
        if found.until is None or not (found.received or (opened and opened <= found.until)):
            return None
        late = f"ตั้งแต่เปิดช่องทางวันที่ {format_date(opened, glue=False)} " if opened else ""
        span = late if opened and self.period.start < opened <= found.until else ""
        span += "" if found.until == self.period.last_day else f"ถึงวันที่ {format_date(found.until, glue=False)} "
        return SealedFigures(found.received, found.done, found.pending, span)

    @property
    def water(self) -> WaterFigures:
        """Water that was brought."""
        cut = cut_of(self.period, now=self.now, as_of=self.as_of)
        known = ledger.read(self.period.first_moment, cut)
        names = ("requests", "fulfilled", "trips", "brought", "homes", "persons", "villages")
        return WaterFigures(*(amount(FIGURES[name](known)) for name in names))

    @cached_property
    def claims(self) -> Known | None:
        """What claims are held against; None where nothing of the round is known."""
        if self.began is None:
            return None
        whole, paces = self.total, [s.pace for s in self.fixed]
        return Known(
            received=whole.received, online=whole.online, judged=whole.judged, on_time=whole.on_time,
            open=whole.carried_forward, overdue=whole.overdue,
            complaints=next(s.received for s in self.fixed if s.key == COMPLAINTS.slug),
            corruption=self.sealed.received if self.sealed and not self.sealed.span else None,
            faster=paces.count(-1), slower=paces.count(1),
        )  # fmt: skip

    def list_of(self, measure: str, channel: str = "") -> str:
        """The address of the list of exactly these cases."""
        return self.page("/management/cases", f"figure={measure}&{f'channel={channel}&' if channel else ''}")

    def page(self, path: str, asked: str = "") -> str:
        """The address of a page of figures of this round, as known then."""
        known = f"&as_of={self.as_of}" if self.as_of else ""
        return f"{path}?{asked}period={self.period.code}{known}"

    def _tally(self, slug: str) -> Tally:
        return tally(self.period, slug, now=self.now, as_of=self.as_of)

    def _figures(self, slug: str, name: str, this: Tally) -> ServiceFigures:
        line, online = this.total, this.lines("arrival").get(Arrival.ONLINE)
        earlier = statistics.year_before(this, now=self.now, as_of=self.as_of) if slug and self.comparable else None
        return _line(
            slug, name, line, online=online.counts["received"] if online else 0, median=Typical.of(line.half),
            p90=Typical.of(line.nine), median_before=Typical.of(earlier.total.half) if earlier else None,
        )  # fmt: skip


def _line(
    key: str, name: str, line: Line, *, online: int = 0, median: Typical | None = None, p90: Typical | None = None,
    median_before: Typical | None = None,
) -> ServiceFigures:  # fmt: skip
    """What a row of a table says, and times where they are given."""
    balance = line.balance
    return ServiceFigures(
        name=name, brought_forward=balance.brought, received=balance.received, reopened=balance.reopened,
        closed=balance.closed, carried_forward=balance.carried, online=online, on_time=line.on_time.part,
        judged=line.on_time.whole, median=median, p90=p90, median_before=median_before, key=key,
        overdue=line.counts["overdue"],
    )  # fmt: skip
