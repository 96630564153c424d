"""Invitations to the EIT survey in the sample office: on confirmations, receipts, answers; some of them followed."""

from datetime import date, datetime, time
from random import Random

from app.domain.channels import Arrival
from app.domain.dates import BANGKOK, local_day
from app.domain.periods import Period
from app.domain.survey import EVERYWHERE, Place
from app.domain.workflow import Phase
from app.extensions import db
from app.models import EitCampaign, Ticket
from app.services import invitations, scope, surveys

FOLLOWED, LOOKED = 0.22, 0.7
POSTER = 24


def invite(rng: Random, now: datetime) -> None:
    """As the pages of those days would have done."""
    for campaign in surveys.campaigns(Period(date(2000, 1, 1), local_day(now))):
        opens = datetime.combine(campaign.opens_on, time(), BANGKOK)
        closes = min(datetime.combine(campaign.closes_on, time(23, 59), BANGKOK), now)
        within = scope.everything().where(Ticket.received_at.between(opens, closes)).order_by(Ticket.id)
        for ticket in db.session.scalars(within).unique().all():
            _one(rng, campaign, ticket)
        days = (min(campaign.closes_on, local_day(now)) - campaign.opens_on).days
        for _ in range(POSTER):
            day = date.fromordinal(campaign.opens_on.toordinal() + rng.randint(0, max(days, 0)))
            surveys.follow(campaign.fiscal_year, EVERYWHERE, Place.POSTER, day)


def _one(rng: Random, campaign: EitCampaign, ticket: Ticket) -> None:
    first = Place.CONFIRMATION if ticket.arrival is Arrival.ONLINE else Place.RECEIPT
    places = [(first, local_day(ticket.received_at))]
    if ticket.phase is Phase.DONE and ticket.closed_at and rng.random() < LOOKED:
        places.append((Place.TRACKING, local_day(ticket.closed_at)))
    for place, day in places:
        shown = day <= campaign.closes_on and invitations.invite(ticket, place, day)
        if shown and rng.random() < FOLLOWED:
            surveys.follow(campaign.fiscal_year, ticket.channel_slug, place, day)
