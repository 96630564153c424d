"""What the figures suggest for a measure: sentences with numbers, computed anew each time; nothing is written here."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.domain import measures as sentences
from app.domain.channels import CHANNELS, WATER, Arrival
from app.domain.dates import format_date, local_day
from app.domain.measures import Cell, SealedFigures, ServiceFigures, Suggestion, WaterFigures
from app.domain.periods import Period, round_of
from app.domain.workflow import Kind
from app.extensions import db
from app.models import EitCampaign, EitInvitation, MeasureRow, Office, Ticket, TicketEvent
from app.services import manuals, measures, office, statistics
from app.services.sealed.totals import totals
from app.services.statistics import Tally, tally

SERVICES, EIT, CHANNELS_OPEN = 1, 4, 6


def for_measure(row: MeasureRow, *, now: datetime) -> tuple[Suggestion, ...]:
    """The sentences for one measure of a report, as the figures stand now; none for measures written by hand.

    A round that ended before the first case was recorded here has no figures; one that began before it says since when.
    """
    period = round_of(row.report.fiscal_year, 6 if row.report.round_months == measures.ROUNDS[0] else 12)
    began = _first_day()
    if began is None or began > period.last_day or period.start > local_day(now):
        return ()
    found = {
        SERVICES: lambda: _services(period, now),
        EIT: lambda: _eit(row.report.fiscal_year, period),
        CHANNELS_OPEN: lambda: _channels(period, now),
    }.get(row.number, tuple)()
    if began <= period.start:
        return found
    since = f"ตั้งแต่เริ่มใช้ระบบ {format_date(began, glue=False)} "
    return tuple(replace(s, text=since + s.text) for s in found)


def _first_day() -> date | None:
    first: datetime | None = db.session.scalar(select(func.min(TicketEvent.recorded_at)))
    return local_day(first) if first else None


def _services(period: Period, now: datetime) -> tuple[Suggestion, ...]:
    day = min(period.last_day, local_day(now))
    titles = [f"{m.title} (ฉบับที่ {m.version})" for m in manuals.all_in_force(day)]
    kept = sentences.standards([_service(slug, period, now) for slug in CHANNELS])
    return (
        *(Suggestion(Cell.SUMMARY, text, "/services/") for text in sentences.manuals(titles)),
        *(Suggestion(Cell.RESULT, text, _list("judged", period)) for text in kept),
    )


def _eit(fiscal_year: int, period: Period) -> tuple[Suggestion, ...]:
    campaign = db.session.get(EitCampaign, fiscal_year)
    if campaign is None:
        return ()
    first, last = max(campaign.opens_on, period.start), min(campaign.closes_on, period.last_day)
    if first > last:
        return ()
    shown = select(func.count()).select_from(EitInvitation).where(EitInvitation.day.between(first, last))
    found = sentences.invitations(_contacts(first, last), db.session.scalar(shown) or 0)
    return tuple(Suggestion(Cell.SUMMARY, text) for text in found)


def _contacts(first: date, last: date) -> int:
    """Services completed in the window: answers and deliveries."""
    window = Period(first, last + timedelta(days=1))
    kinds = (Kind.ANSWERED, Kind.DELIVERED, Kind.REFERRED, Kind.NOT_ACCEPTED, Kind.NOT_APPROVED)
    during = (TicketEvent.at >= window.first_moment, TicketEvent.at < window.end_moment)
    query = select(func.count()).select_from(TicketEvent).where(TicketEvent.kind.in_(kinds), *during)
    return db.session.scalar(query) or 0


def _channels(period: Period, now: datetime) -> tuple[Suggestion, ...]:
    services = [_service(slug, period, now) for slug in CHANNELS]
    total = _figures("", tally(period, now=now), now)
    lines = sentences.channels(
        [s for slug, s in zip(CHANNELS, services, strict=True) if slug != WATER.slug],
        _sealed(period, now),
        _water(period, services[list(CHANNELS).index(WATER.slug)]),
    )
    return (
        *(Suggestion(Cell.SUMMARY, text, _list("received", period)) for text in lines),
        Suggestion(Cell.SUMMARY, sentences.balance(total), _list("open", period)),
        *(Suggestion(Cell.RESULT, text, _list("judged", period)) for text in sentences.results(total)),
    )


def _sealed(period: Period, now: datetime) -> SealedFigures | None:
    """Of the half-years that are over; before one is, nothing can be said, least of all that there was nothing."""
    found = totals(period, now=now)
    if found.until is None:
        return None
    span = "" if found.until == period.last_day else f"ถึงวันที่ {format_date(found.until, glue=False)} "
    return SealedFigures(found.received, found.done, found.pending, span)


def _service(slug: str, period: Period, now: datetime) -> ServiceFigures:
    return _figures(CHANNELS[slug].title, tally(period, slug, now=now), now)


def _figures(name: str, this: Tally, now: datetime) -> ServiceFigures:
    line, before = this.total, statistics.year_before(this, now=now).total
    online = this.lines("arrival").get(Arrival.ONLINE)
    balance = line.balance
    return ServiceFigures(
        name=name, brought_forward=balance.brought, received=balance.received, reopened=balance.reopened,
        closed=balance.closed, carried_forward=balance.carried, online=online.counts["received"] if online else 0,
        on_time=line.on_time.part, judged=line.on_time.whole, median=line.half.working_days if not line.half.more_than
        else None, p90=line.nine.working_days if not line.nine.more_than else None,
        median_before=before.half.working_days if not before.half.more_than else None,
    )  # fmt: skip


def _water(period: Period, service: ServiceFigures) -> WaterFigures:
    present: Office | None = office.present()
    truck = present.truck_litres if present else 1
    litres = TicketEvent.data["litres"].as_integer()
    query = (
        select(litres, Ticket.village_id)
        .select_from(TicketEvent)
        .join(TicketEvent.ticket)
        .where(
            TicketEvent.kind == Kind.DELIVERED,
            TicketEvent.at >= period.first_moment,
            TicketEvent.at < period.end_moment,
        )
    )
    rows = [(amount or 0, village) for amount, village in db.session.execute(query)]
    return WaterFigures(
        requests=service.received,
        delivered=len(rows),
        litres=sum(amount for amount, _ in rows),
        trips=sum(-(-amount // truck) for amount, _ in rows),
        villages=len({village for _, village in rows if village is not None}),
    )


def _list(measure: str, period: Period) -> str:
    """The address of the list of exactly these cases."""
    return f"/management/cases?figure={measure}&period={period.code}"
