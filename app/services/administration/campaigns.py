"""The EIT survey of a fiscal year: its code or address and the window in which residents are invited."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.domain import survey
from app.domain.dates import format_date
from app.domain.periods import fiscal_year as days_of
from app.domain.periods import fiscal_year_of
from app.domain.words import N_
from app.extensions import db
from app.models import EitCampaign
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong

_OPENS = 1
"""NACC opens its survey in January."""


def every() -> Sequence[EitCampaign]:
    """All campaigns, the newest first."""
    return db.session.scalars(select(EitCampaign).order_by(EitCampaign.fiscal_year.desc())).all()


def find(fiscal_year: int) -> EitCampaign | None:
    """The campaign of a fiscal year."""
    return db.session.get(EitCampaign, fiscal_year)


def missing(today: date) -> int | None:
    """The present fiscal year, if January has come and nobody has entered its survey."""
    year = fiscal_year_of(today)
    begun = today >= days_of(year).start.replace(year=year - 543, month=_OPENS)
    return year if begun and find(year) is None else None


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
    """Add the campaign of a year (None) or change one. ``address`` may be the year's code alone."""
    values = {"address": _checked(address), "opens_on": opens_on, "closes_on": closes_on}
    year = days_of(campaign.fiscal_year if campaign else fiscal_year)
    for field, day in (("opens_on", opens_on), ("closes_on", closes_on)):
        if not year.contains(day):
            first, last = (format_date(edge) for edge in (year.start, year.last_day))
            raise Wrong(field, N_("วันนี้อยู่นอกปีงบประมาณ ซึ่งเริ่ม %(first)s ถึง %(last)s"), first=first, last=last)
    if closes_on < opens_on:
        raise Wrong("closes_on", N_("วันปิดต้องไม่มาก่อนวันเปิด"))
    if campaign is None and find(fiscal_year):
        raise Wrong("fiscal_year", N_("ปีนี้มีแบบวัดอยู่แล้ว แก้ไขแทนการเพิ่ม"))
    action = "campaign_changed" if campaign else "campaign_added"
    campaign = campaign or EitCampaign(fiscal_year=fiscal_year)
    changes.write(campaign, values, action=action, subject=str(campaign.fiscal_year), by=by, now=now)


def _checked(typed: str) -> str:
    """The whole address; one that browsers cannot open safely, or that is another survey's, is refused."""
    address = survey.address_of(typed)
    if survey.is_internal(address):
        raise Wrong("address", N_("ที่อยู่นี้เป็นของแบบวัด IIT ซึ่งเจ้าหน้าที่ตอบ ใส่ของแบบวัด EIT"))
    if not survey.usable(address):
        raise Wrong("address", N_("ใส่รหัสแบบวัด หรือที่อยู่เว็บที่ขึ้นต้นด้วย https:// ตามที่สำนักงาน ป.ป.ช. ส่งมา"))
    return address
