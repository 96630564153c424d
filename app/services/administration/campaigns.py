"""The EIT survey of a fiscal year: its address and the window in which residents are invited."""

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from app.domain.words import N_
from app.extensions import db
from app.models import EitCampaign
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong


def every() -> Sequence[EitCampaign]:
    """All campaigns, the newest first."""
    return db.session.scalars(select(EitCampaign).order_by(EitCampaign.fiscal_year.desc())).all()


def find(fiscal_year: int) -> EitCampaign | None:
    """The campaign of a fiscal year."""
    return db.session.get(EitCampaign, fiscal_year)


def save(
    campaign: EitCampaign | None,
    *,
    fiscal_year: int,
    address: str,
    opens_on: date,
    closes_on: date,
    by: Actor,
    now: datetime,
) -> None:
    """Add the campaign of a year (None) or change one; an address that browsers cannot open safely is refused."""
    parts = urlsplit(address)
    if parts.scheme != "https" or "." not in parts.netloc or any(letter.isspace() for letter in address):
        raise Wrong("address", N_("ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https:// ตามที่สำนักงาน ป.ป.ช. ส่งมา"))
    if closes_on < opens_on:
        raise Wrong("closes_on", N_("วันปิดต้องไม่มาก่อนวันเปิด"))
    if campaign is None and find(fiscal_year):
        raise Wrong("fiscal_year", N_("ปีนี้มีแบบสำรวจอยู่แล้ว แก้ไขแทนการเพิ่ม"))
    values = {"address": address, "opens_on": opens_on, "closes_on": closes_on}
    action = "campaign_changed" if campaign else "campaign_added"
    campaign = campaign or EitCampaign(fiscal_year=fiscal_year)
    changes.write(campaign, values, action=action, subject=str(campaign.fiscal_year), by=by, now=now)
