"""What the figures suggest for a measure: sentences with numbers, computed anew each time; nothing is written here."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select

from app.domain import measures as sentences
from app.domain.channels import CHANNELS, ESERVICE, WATER, Arrival
from app.domain.dates import format_date, local_day
from app.domain.measures import Cell, SealedFigures, ServiceFigures, Suggestion, WaterFigures
from app.domain.periods import Period, round_of
from app.domain.statistics import cut_of
from app.domain.water_figures import FIGURES, amount
from app.domain.workflow import Kind
from app.extensions import db
from app.models import EitCampaign, EitInvitation, MeasureRow, TicketEvent
from app.services import manuals, measures, services, statistics
from app.services.sealed.totals import totals
from app.services.statistics import Line, Tally, tally
from app.services.water import ledger

SERVICES, EIT, CHANNELS_OPEN = 1, 4, 6
FIXED = tuple(slug for slug, channel in CHANNELS.items() if not channel.defined)


@dataclass(frozen=True, slots=True)
class _Round:
    """The round a report is of, and what it may know: until now, or until the end of its as-of day."""

    period: Period
    now: datetime
    as_of: date | None

    @property
    def known(self) -> datetime:
        """The last moment that counts."""
        if self.as_of is None:
            return self.now
        return min(self.now, Period(self.as_of, self.as_of + timedelta(days=1)).last_moment)

    def tally(self, slug: str | None = None) -> Tally:
        """The figures of a service, or of all."""
        return tally(self.period, slug, now=self.now, as_of=self.as_of)

    def before(self, this: Tally) -> Tally:
        """The same a year earlier."""
        return statistics.year_before(this, now=self.now, as_of=self.as_of)

    def events(self, *kinds: Kind, first: date | None = None, last: date | None = None) -> ColumnElement[bool]:
        """Events of these kinds in the round (or from ``first`` to ``last``) that were known then."""
        window = Period(first or self.period.start, (last or self.period.last_day) + timedelta(days=1))
        return and_(
            TicketEvent.kind.in_(kinds),
            TicketEvent.at >= window.first_moment,
            TicketEvent.at < window.end_moment,
            TicketEvent.at <= self.known,
            TicketEvent.recorded_at <= self.known,
        )

    def list_of(self, measure: str, channel: str = "") -> str:
        """The address of the list of exactly these cases."""
        return self.page("/management/cases", f"figure={measure}&{f'channel={channel}&' if channel else ''}")

    def page(self, path: str, asked: str = "") -> str:
        """The address of a page of figures of this round, as known then."""
        known = f"&as_of={self.as_of}" if self.as_of else ""
        return f"{path}?{asked}period={self.period.code}{known}"


def for_measure(row: MeasureRow, *, now: datetime) -> tuple[Suggestion, ...]:
    """The sentences for one measure of a report, as known on its as-of day; none for measures written by hand.

    A round that ended before the first case was recorded here has no figures; one that began before it says since when.
    """
    period = round_of(row.report.fiscal_year, 6 if row.report.round_months == measures.ROUNDS[0] else 12)
    of = _Round(period, now, row.report.as_of)
    began = _first_day()
    if began is None or began > min(period.last_day, local_day(of.known)) or period.start > local_day(of.known):
        return ()
    found = {
        SERVICES: lambda: _services(of),
        EIT: lambda: _eit(row.report.fiscal_year, of),
        CHANNELS_OPEN: lambda: _channels(of),
    }.get(row.number, tuple)()
    if began <= period.start:
        return found
    since = f"ตั้งแต่เริ่มใช้ระบบ {format_date(began, glue=False)} "
    return tuple(replace(s, text=since + s.text) for s in found)


def _first_day() -> date | None:
    first: datetime | None = db.session.scalar(select(func.min(TicketEvent.recorded_at)))
    return local_day(first) if first else None


def _services(of: _Round) -> tuple[Suggestion, ...]:
    day = min(of.period.last_day, local_day(of.known))
    titles = [f"{m.title} (ฉบับที่ {m.version})" for m in manuals.all_in_force(day)]
    kept = sentences.standards([*(_service(slug, of) for slug in FIXED), *_defined(of)])
    return (
        *(Suggestion(Cell.SUMMARY, text, "/services/") for text in sentences.manuals(titles)),
        *(Suggestion(Cell.RESULT, text, of.list_of("judged")) for text in kept),
    )


def _eit(fiscal_year: int, of: _Round) -> tuple[Suggestion, ...]:
    campaign = db.session.get(EitCampaign, fiscal_year)
    if campaign is None:
        return ()
    first = max(campaign.opens_on, of.period.start)
    last = min(campaign.closes_on, of.period.last_day, local_day(of.known))
    if first > last:
        return ()
    shown = select(func.count()).select_from(EitInvitation).where(EitInvitation.day.between(first, last))
    found = sentences.invitations(_contacts(first, last, of), db.session.scalar(shown) or 0)
    return tuple(Suggestion(Cell.SUMMARY, text) for text in found)


def _contacts(first: date, last: date, of: _Round) -> int:
    """Services completed in the window: answers and deliveries."""
    kinds = (Kind.ANSWERED, Kind.DELIVERED, Kind.REFERRED, Kind.NOT_ACCEPTED, Kind.NOT_APPROVED)
    query = select(func.count()).select_from(TicketEvent).where(of.events(*kinds, first=first, last=last))
    return db.session.scalar(query) or 0


def _channels(of: _Round) -> tuple[Suggestion, ...]:
    fixed = [_service(slug, of) for slug in FIXED if slug != WATER.slug]
    own, asked = sentences.defined(_defined(of)), of.list_of("received", ESERVICE.slug)
    total = _figures("", of.tally(), of)
    lines = sentences.channels(fixed, _sealed(of.period, of.known))
    return (
        *(Suggestion(Cell.SUMMARY, text, of.list_of("received")) for text in lines),
        *(Suggestion(Cell.SUMMARY, text, asked) for text in own),
        *(Suggestion(Cell.SUMMARY, text, of.page("/management/water")) for text in sentences.water(_water(of))),
        Suggestion(Cell.SUMMARY, sentences.balance(total), of.list_of("open")),
        *(Suggestion(Cell.RESULT, text, of.list_of("judged")) for text in sentences.results(total)),
    )


def _sealed(period: Period, now: datetime) -> SealedFigures | None:
    """Of the half-years that are over; before one is, nothing can be said, least of all that there was nothing."""
    found = totals(period, now=now)
    if found.until is None:
        return None
    span = "" if found.until == period.last_day else f"ถึงวันที่ {format_date(found.until, glue=False)} "
    return SealedFigures(found.received, found.done, found.pending, span)


def _service(slug: str, of: _Round) -> ServiceFigures:
    return _figures(CHANNELS[slug].title, of.tally(slug), of)


def _defined(of: _Round) -> list[ServiceFigures]:
    """Each service that the office defined itself and that was asked for in the round."""
    this = of.tally(ESERVICE.slug)
    found = [_line(one.name, this.line(("service", str(one.id)))) for one in services.every()]
    return [figures for figures in found if figures.received or figures.judged]


def _line(name: str, line: Line) -> ServiceFigures:
    """What a row of a table says, without what only the whole can."""
    balance = line.balance
    return ServiceFigures(
        name=name, brought_forward=balance.brought, received=balance.received, reopened=balance.reopened,
        closed=balance.closed, carried_forward=balance.carried, online=0, on_time=line.on_time.part,
        judged=line.on_time.whole, median=None, p90=None,
    )  # fmt: skip


def _figures(name: str, this: Tally, of: _Round) -> ServiceFigures:
    line, before = this.total, of.before(this).total
    online = this.lines("arrival").get(Arrival.ONLINE)
    balance = line.balance
    return ServiceFigures(
        name=name, brought_forward=balance.brought, received=balance.received, reopened=balance.reopened,
        closed=balance.closed, carried_forward=balance.carried, online=online.counts["received"] if online else 0,
        on_time=line.on_time.part, judged=line.on_time.whole, median=line.half.working_days if not line.half.more_than
        else None, p90=line.nine.working_days if not line.nine.more_than else None,
        median_before=before.half.working_days if not before.half.more_than else None,
    )  # fmt: skip


def _water(of: _Round) -> WaterFigures:
    cut = cut_of(of.period, now=of.now, as_of=of.as_of)
    known = ledger.read(of.period.first_moment, cut)
    names = ("requests", "fulfilled", "trips", "brought", "homes", "persons", "villages")
    return WaterFigures(*(amount(FIGURES[name](known)) for name in names))
