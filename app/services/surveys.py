"""Figures of measure 4: invitations to the EIT survey by channel and month, and how often one was followed.

How many answered it is known to ITAS alone; nothing here says or guesses it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from app.domain.channels import CHANNELS
from app.domain.periods import Period, month
from app.domain.survey import EVERYWHERE, INVITING, Line, Place, Way
from app.domain.workflow import Kind
from app.extensions import db
from app.models import EitCampaign, EitInvitation, EitOpening, TicketEvent
from app.services import scope
from app.services.transaction import hold, transaction

COMPLETED = (Kind.ANSWERED, Kind.DELIVERED, Kind.REFERRED, Kind.NOT_ACCEPTED, Kind.NOT_APPROVED)
"""What completes a service; not what takes a case back or makes it part of another."""

Sums = defaultdict[tuple[date, str], dict[str, int]]


def campaigns(period: Period) -> Sequence[EitCampaign]:
    """The surveys whose windows touch a period, in order."""
    touching = and_(EitCampaign.opens_on <= period.last_day, EitCampaign.closes_on >= period.start)
    return db.session.scalars(select(EitCampaign).where(touching).order_by(EitCampaign.fiscal_year)).all()


def by_month(period: Period, as_of: date | None = None) -> tuple[Line, ...]:
    """A line for each channel in each month of the period in which a window was open, as known at the end of ``as_of``.

    Months in order, channels in the office's; then, where a poster was followed, a line of EVERYWHERE.
    """
    sums: Sums = defaultdict(lambda: defaultdict(int))
    for campaign in campaigns(period):
        span = _span(campaign, period, as_of)
        if span is None:
            continue
        for one in _months(span):
            for slug in CHANNELS:
                _ = sums[one.start, slug]
        _add_contacts(sums, span, campaign, as_of)
        _add_invitations(sums, span)
        _add_openings(sums, span, campaign)
    order = [*CHANNELS, EVERYWHERE]
    found = sorted(sums.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
    return tuple(Line(month(day.year, day.month), channel, **counts) for (day, channel), counts in found)


def by_place(period: Period, as_of: date | None = None) -> dict[Place, int]:
    """How often invitations were followed from each place."""
    last = period.last_day if as_of is None else min(period.last_day, as_of)
    query = select(EitOpening.place, func.sum(EitOpening.number)).where(EitOpening.day.between(period.start, last))
    found = {Place(place): int(number) for place, number in db.session.execute(query.group_by(EitOpening.place))}
    return {place: found.get(place, 0) for place in Place}


def follow(fiscal_year: int, channel: str, place: Place, day: date) -> EitCampaign | None:
    """Count one opening and return the survey to lead on to; None, and nothing counted, outside its window."""
    campaign = db.session.get(EitCampaign, fiscal_year)
    if campaign is None or not campaign.opens_on <= day <= campaign.closes_on:
        return None
    key = {"fiscal_year": fiscal_year, "channel_slug": channel, "place": place, "day": day}
    with transaction():
        row = hold(select(EitOpening).filter_by(**key), lambda: EitOpening(**key, number=0))
        row.number += 1
    return db.session.get(EitCampaign, fiscal_year)


def leads_anywhere(channel: str, place: Place) -> bool:
    """Whether invitations of this channel stand at this place: posters belong to none, everything else to one."""
    return channel == EVERYWHERE if place is Place.POSTER else channel in CHANNELS


def _span(campaign: EitCampaign, period: Period, as_of: date | None) -> Period | None:
    """The part of a window that lies in the period and was over or running by then."""
    first = max(campaign.opens_on, period.start)
    last = min(campaign.closes_on, period.last_day, as_of or period.last_day)
    return Period(first, last + timedelta(days=1)) if first <= last else None


def _months(span: Period) -> list[Period]:
    found = [month(span.start.year, span.start.month)]
    while found[-1].end <= span.last_day:
        found.append(month(found[-1].end.year, found[-1].end.month))
    return found


def _add_contacts(sums: Sums, span: Period, campaign: EitCampaign, as_of: date | None) -> None:
    months = _months(span)
    ticket = scope.for_counting().subquery("ticket")
    which = case(*((TicketEvent.at < one.end_moment, n) for n, one in enumerate(months)), else_=0)
    invited = exists().where(
        EitInvitation.ticket_id == TicketEvent.ticket_id,
        EitInvitation.place.in_(INVITING),
        EitInvitation.day.between(campaign.opens_on, span.last_day if as_of else campaign.closes_on),
    )
    columns = (which.label("month"), ticket.c.channel_slug, case((invited, 1), else_=0).label("invited"))
    query = select(*columns).join(ticket, ticket.c.id == TicketEvent.ticket_id).where(_completed(span, as_of))
    found = query.subquery("contacts")
    grouped = select(found.c.month, found.c.channel_slug, func.count(), func.sum(found.c.invited))
    for n, channel, contacts, with_one in db.session.execute(grouped.group_by(found.c.month, found.c.channel_slug)):
        _add(sums, months[n].start, channel, contacts=contacts, invited=int(with_one))


def _completed(span: Period, as_of: date | None) -> ColumnElement[bool]:
    """Services completed in a span, as far as they were written down by the end of ``as_of``."""
    within = and_(TicketEvent.at >= span.first_moment, TicketEvent.at < span.end_moment)
    conditions = [TicketEvent.kind.in_(COMPLETED), within]
    if as_of is not None:
        conditions.append(TicketEvent.recorded_at < Period(as_of, as_of + timedelta(days=1)).end_moment)
    return and_(*conditions)


def _add_invitations(sums: Sums, span: Period) -> None:
    ticket = scope.for_counting().subquery("ticket")
    columns = (EitInvitation.day, ticket.c.channel_slug, EitInvitation.place)
    query: Select[Any] = select(*columns, func.count()).join(ticket, ticket.c.id == EitInvitation.ticket_id)
    query = query.where(EitInvitation.day.between(span.start, span.last_day))
    for day, channel, place, number in db.session.execute(query.group_by(*columns)):
        _add(sums, day, channel, **{Place(place).way: number})


def _add_openings(sums: Sums, span: Period, campaign: EitCampaign) -> None:
    columns = (EitOpening.day, EitOpening.channel_slug)
    query = select(*columns, func.sum(EitOpening.number)).where(
        EitOpening.fiscal_year == campaign.fiscal_year, EitOpening.day.between(span.start, span.last_day)
    )
    for day, channel, number in db.session.execute(query.group_by(*columns)):
        _add(sums, day, channel, opened=int(number))


def _add(sums: Sums, day: date, channel: str, **counts: int) -> None:
    for name, number in counts.items():
        sums[day.replace(day=1), channel][name] += number


__all__ = ["COMPLETED", "Way", "by_month", "by_place", "campaigns", "follow", "leads_anywhere"]
