"""Which period and service the figures on a page are of; what cannot be read from the address is left out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.domain.channels import CHANNELS
from app.domain.periods import BadPeriod, Period, fiscal_year, fiscal_year_of, month, parse_period
from app.services.statistics import Selection
from app.web import office
from app.web.words import language

OVERVIEW = "management.overview"
_PARTS = ("q1", "q2", "q3", "q4", "h1", "h2")
_YEARS, _MONTHS = 5, 24


@dataclass(frozen=True, slots=True)
class Tab:
    """A link of a row of tabs."""

    url: str
    text: str
    current: bool
    count: None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A period and a channel (None: all); ``as_of``: a past day whose knowledge is asked for."""

    period: Period
    channel: str | None
    today: date
    as_of: date | None = None

    def url(self, endpoint: str = OVERVIEW, **more: Any) -> str:
        """An address that keeps the choice; ``more`` changes or adds."""
        kept = {"period": self.period.code, "channel": self.channel, "as_of": self.as_of}
        return url_for(endpoint, **{**kept, **more})

    def cases_url(self, measure: str, dimension: str = "", key: str | None = None) -> str:
        """The list of the cases of a figure."""
        row = f"{dimension}-{'none' if key is None else key}" if dimension else None
        return self.url("management.cases", figure=measure, row=row)

    def select_url(self, selection: Selection) -> str:
        """The list of exactly these cases."""
        dimension, key = selection.group
        row = (dimension, key) if dimension != "total" else ()
        choice = Choice(selection.period, selection.channel, self.today)
        return choice.cases_url(selection.measure, *row)


def chosen() -> Choice:
    """What the address asks for; without one, all services in this fiscal year."""
    today = office.calendar().local_day(office.now())
    channel = request.args.get("channel", "")
    return Choice(_period(request.args.get("period", ""), today), channel if channel in CHANNELS else None, today)


def as_of() -> date | None:
    """The past day whose knowledge is asked for (``as_of=2026-10-05``), as a report's suggestions link to it."""
    try:
        return date.fromisoformat(request.args.get("as_of", ""))
    except ValueError:
        return None


def _period(code: str, today: date) -> Period:
    present = fiscal_year(fiscal_year_of(today))
    try:
        found = parse_period(code) if code else present
    except BadPeriod:
        return present
    return found if found.start <= today else present


def name(period: Period) -> str:
    """A period in the language of the page."""
    return period.label(language())


def period_tabs(choice: Choice, endpoint: str = OVERVIEW) -> list[Tab]:
    """This month, this fiscal year, the last one; and what was chosen from the list, if it is none of them."""
    today = choice.today
    year = fiscal_year_of(today)
    near = {month(today.year, today.month): _("เดือนนี้"), fiscal_year(year): "", fiscal_year(year - 1): ""}
    tabs = [Tab(choice.url(endpoint, period=p.code), text or name(p), p == choice.period) for p, text in near.items()]
    if choice.period not in near:
        tabs.append(Tab(choice.url(endpoint), name(choice.period), current=True))
    return tabs


def channel_tabs(choice: Choice, endpoint: str = OVERVIEW) -> list[Tab]:
    """All services, and each."""
    tabs = [Tab(choice.url(endpoint, channel=None), _("ทุกบริการ"), choice.channel is None)]
    return tabs + [
        Tab(choice.url(endpoint, channel=c.slug), _(c.short), c.slug == choice.channel) for c in CHANNELS.values()
    ]


def periods(today: date) -> list[tuple[str, list[Period]]]:
    """The periods to choose from that have begun, by heading."""
    year = fiscal_year_of(today)
    parts = [parse_period(f"fy{y}{part}") for y in (year, year - 1) for part in _PARTS]
    first, months = today.replace(day=1), []
    for _n in range(_MONTHS):
        months.append(month(first.year, first.month))
        first = (first - timedelta(days=1)).replace(day=1)
    return [
        (_("ปีงบประมาณ"), [fiscal_year(year - n) for n in range(_YEARS)]),
        (_("ไตรมาสและครึ่งปี"), [part for part in parts if part.start <= today]),
        (_("เดือน"), months),
    ]
