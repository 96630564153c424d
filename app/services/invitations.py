"""Invitations to the EIT survey: shown while a campaign is open, counted once a day for each case and place."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import EitCampaign, EitInvitation, Ticket
from app.services.transaction import transaction


def open_campaign(day: date) -> EitCampaign | None:
    """The campaign whose window is open on a day."""
    query = select(EitCampaign).where(EitCampaign.opens_on <= day, EitCampaign.closes_on >= day)
    return db.session.scalar(query.order_by(EitCampaign.fiscal_year.desc()).limit(1))


def invite(ticket: Ticket, place: str, day: date) -> str:
    """The survey's address to show at a place (``confirmation``, ``tracking``, ``receipt``); empty outside a window."""
    campaign = open_campaign(day)
    if campaign is None:
        return ""
    address = campaign.address
    shown = select(EitInvitation.id).where(
        EitInvitation.ticket_id == ticket.id, EitInvitation.place == place, EitInvitation.day == day
    )
    if db.session.scalar(shown) is None:
        _record(ticket.id, place, day)
    return address


def _record(ticket_id: int, place: str, day: date) -> None:
    try:
        with transaction():
            db.session.add(EitInvitation(ticket_id=ticket_id, place=place, day=day))
    except IntegrityError:  # the same page opened twice at once: it is counted already
        return
