"""Which period, service and past day the figures on a page are of; what cannot be read from the address is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from app.domain.channels import CHANNELS
from app.domain.periods import BadPeriod, Period, day, fiscal_year, fiscal_year_of, month, parse_period, week
from app.services.statistics import Selection
from app.web import office
from app.web.tabs import Tab
from app.web.words import language

OVERVIEW = "management.overview"
_PARTS = ("q1", "q2", "q3", "q4", "r6", "h2")
_YEARS, _MONTHS, _WEEKS = 5, 24, 8
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """A period and a channel (None: all); ``as_of``: a past day whose knowledge is asked for.

    ``wrong`` says what of the address could not be read; the figures are then of what stands in its place.
    """

    period: Period
    channel: str | None
    today: date
    as_of: date | None = None
    wrong: str = ""

    @property
    def begun(self) -> bool:
        """Whether the period had begun on the day whose knowledge is asked for."""
        return self.period.start <= (self.as_of or self.today)

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
        choice = Choice(selection.period, selection.channel, self.today, self.as_of)
        return choice.cases_url(selection.measure, *row)


def chosen() -> Choice:
    """What the address asks for; without one, all services in this fiscal year."""
    today = office.calendar().local_day(office.now())
    channel, period, wrong = request.args.get("channel", ""), fiscal_year(fiscal_year_of(today)), ""
    if code := request.args.get("period", ""):
        try:
            period = parse_period(code)
        except BadPeriod as unknown:
            wrong = _(str(unknown))
    if request.args.get("as_of") and _day(request.args["as_of"]) is None:
        wrong = _("อ่านวันที่ในที่อยู่ของหน้าไม่ได้ ตัวเลขข้างล่างเป็นของตอนนี้ เลือกวันใหม่ได้ข้างล่าง")
    return Choice(period, channel if channel in CHANNELS else None, today, as_of(), wrong)


def as_of() -> date | None:
    """The past day whose knowledge is asked for (``as_of=2026-10-05``); today and later days are now."""
    found = _day(request.args.get("as_of", ""))
    today = office.calendar().local_day(office.now())
    return found if found is not None and found < today else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def name(period: Period) -> str:
    """A period in the language of the page."""
    return period.label(language())


def period_tabs(choice: Choice, endpoint: str = OVERVIEW, **more: Any) -> list[Tab]:
    """Today, this week, this month, this fiscal year, the last one; and what was chosen, if it is none of them."""
    today = choice.today
    year = fiscal_year_of(today)
    near = {
        day(today): _("วันนี้"),
        week(today): _("สัปดาห์นี้"),
        month(today.year, today.month): _("เดือนนี้"),
        fiscal_year(year): "",
        fiscal_year(year - 1): "",
    }
    tabs = [
        Tab(choice.url(endpoint, **more, period=p.code), text or name(p), p == choice.period)
        for p, text in near.items()
    ]
    if choice.period not in near:
        tabs.append(Tab(choice.url(endpoint, **more), name(choice.period), current=True))
    return tabs


def channel_tabs(choice: Choice, endpoint: str = OVERVIEW, **more: Any) -> list[Tab]:
    """All services, and each."""
    tabs = [Tab(choice.url(endpoint, **more, channel=None), _("ทุกบริการ"), choice.channel is None)]
    return tabs + [
        Tab(choice.url(endpoint, **more, channel=c.slug), _(c.short), c.slug == choice.channel)
        for c in CHANNELS.values()
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
        (_("วันและสัปดาห์"), [day(today), day(today - _A_DAY), *(week(today - n * _A_WEEK) for n in range(_WEEKS))]),
        (_("ปีงบประมาณ"), [fiscal_year(year - n) for n in range(_YEARS)]),
        (_("ไตรมาสและรอบ"), [part for part in parts if part.start <= today]),
        (_("เดือน"), months),
    ]


def here(**query: Any) -> str:
    """The address of this very page with another query."""
    return url_for(request.endpoint or OVERVIEW, **{**(request.view_args or {}), **query})


def typed_forms() -> Mapping[str, Any]:
    """The two forms for typed days, ``first`` and ``known``, with what was typed in them (see ``typed_days``)."""
    forms: Mapping[str, Any] = g.days_forms
    return forms
