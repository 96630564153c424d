"""The EIT survey of each year in the administrator's lists: how it stands today, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.admin.door import administrator
from app.admin.shelf import columns
from app.domain.periods import fiscal_year_of
from app.domain.survey import Window, code_of
from app.models import EitCampaign
from app.services.administration import campaigns
from app.web import office


@dataclass(frozen=True, slots=True)
class Shown:
    """A year's survey as a line; ``state``: open | ahead | over, ``words`` say it."""

    fiscal_year: int
    opens_on: date
    closes_on: date
    address: str
    code: str
    state: str
    words: str


def rows() -> Sequence[Shown]:
    """All years, the newest first."""
    return [shown(campaign) for campaign in campaigns.every()]


def shown(campaign: EitCampaign) -> Shown:
    """One year, as of today."""
    return Shown(
        campaign.fiscal_year, campaign.opens_on, campaign.closes_on, campaign.address, code_of(campaign.address),
        *_state(Window(campaign.opens_on, campaign.closes_on), office.today()),
    )  # fmt: skip


def start(row: Any) -> dict[str, Any]:
    """What the form starts with: this year, unless it is there already."""
    if row is None:
        year = fiscal_year_of(office.today())
        return {"fiscal_year": year + 1 if campaigns.find(year) else year}
    return columns("fiscal_year", "address", "opens_on", "closes_on")(row)


def save(row: Any, form: Any) -> None:
    """Keep what was typed."""
    days = {"opens_on": form.opens_on.chosen, "closes_on": form.closes_on.chosen}
    year, address = form.fiscal_year.data, form.address.data
    campaigns.save(row, fiscal_year=year, address=address, **days, by=administrator(), now=office.now())


def _state(window: Window, today: date) -> tuple[str, str]:
    if window.is_open(today):
        left = window.days_left(today)
        return "open", _("เปิดอยู่ เหลือ %(n)s วัน", n=left) if left else _("เปิดอยู่ วันนี้วันสุดท้าย")
    if today < window.opens_on:
        return "ahead", _("ยังไม่เปิด อีก %(n)s วัน", n=window.days_until(today))
    return "over", _("ปิดแล้ว")
