"""Invitations to the EIT survey: only while a year's window is open, counted once a day for each case and place.

They lead to our own address (/eit/…), which counts and leads on; which case was followed is not kept anywhere.
"""

from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select

from app.domain.survey import EVERYWHERE, Place, code_of
from app.extensions import db
from app.models import EitCampaign, EitInvitation, OutboxMail, Ticket
from app.services import kept
from app.services.transaction import in_turn, transaction

_CAMPAIGNS = select(EitCampaign).order_by(EitCampaign.fiscal_year.desc())


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands on a page or a paper: the address to follow, the year's code, the last day."""

    address: str
    code: str
    closes_on: date
    fiscal_year: int


def open_campaign(day: date) -> EitCampaign | None:
    """The campaign whose window is open on a day."""
    found = kept.read(_CAMPAIGNS, tuple)
    return next((campaign for campaign in found if campaign.opens_on <= day <= campaign.closes_on), None)


def offered(place: Place, day: date, channel: str = EVERYWHERE) -> Invitation | None:
    """The invitation as it reads on a day; nothing outside a window. It is not counted here."""
    campaign = open_campaign(day)
    if campaign is None:
        return None
    address = f"{current_app.config['PUBLIC_URL']}{path(campaign.fiscal_year, channel, place)}"
    return Invitation(address, code_of(campaign.address), campaign.closes_on, campaign.fiscal_year)


def path(fiscal_year: int, channel: str, place: Place) -> str:
    """Where a followed invitation is counted."""
    return f"/eit/{fiscal_year}/{channel}/{place}"


def to_be_invited(ticket: Ticket) -> bool:
    """Whoever took a case back, or whose case went into another, was not served here."""
    return not ticket.emptied and (ticket.outcome is None or ticket.outcome.counts)


def invite(ticket: Ticket, place: Place, day: date) -> Invitation | None:
    """The invitation to show with a case at a place, counted; nothing outside a window."""
    found = offered(place, day, ticket.channel_slug) if to_be_invited(ticket) else None
    if found is not None and not _counted(ticket.id, place, day):
        _record(ticket.id, place, day)
    return found


def left(letter: OutboxMail, day: date) -> None:
    """Count the invitation in a letter that really left, inside the present transaction; most letters hold none."""
    campaign = open_campaign(day)
    if campaign is None or letter.ticket_id is None:
        return
    start = f"{current_app.config['PUBLIC_URL']}/eit/{campaign.fiscal_year}/"
    if any(line.startswith(start) and line.endswith(f"/{Place.MAIL}") for line in letter.body.splitlines()):
        _record(letter.ticket_id, Place.MAIL, day)


def _counted(ticket_id: int, place: Place, day: date) -> bool:
    query = select(EitInvitation.id).where(
        EitInvitation.ticket_id == ticket_id, EitInvitation.place == place, EitInvitation.day == day
    )
    return db.session.scalar(query) is not None


def _record(ticket_id: int, place: Place, day: date) -> None:
    """Once, even when two pages open or two letters leave at once: a row refused would undo that a letter left."""
    with transaction():
        in_turn(f"invitation {ticket_id} {place} {day}")
        if not _counted(ticket_id, place, day):
            db.session.add(EitInvitation(ticket_id=ticket_id, place=place, day=day))
            db.session.flush()
