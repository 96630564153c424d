"""The statistics page: how long people waited, late and open cases counted, one fiscal year at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.channels import CHANNELS
from app.domain.periods import fiscal_year
from app.published import statistics_words as words
from app.published.door import bp
from app.services import public_figures
from app.services.public_figures import Month, Year
from app.services.public_rows import Row
from app.services.served import Asked, own
from app.services.statistics.groups import named
from app.web import charts, office
from app.web.groups import group_name
from app.web.tabs import Tab
from app.web.words import language


@dataclass(frozen=True, slots=True)
class Chart:
    """Received and closed by month in a box of 1000 by 100; the same numbers stand in the table below it."""

    received: str
    closed: str
    most: int


@bp.get("/statistics/")
def statistics() -> ResponseReturnValue:
    """The newest year of which something can be said."""
    found = public_figures.years(office.now())
    if not found:
        return render_template("published/statistics_none.html")
    return _page(found[0])


@bp.get("/statistics/<int:number>")
def statistics_of(number: int) -> ResponseReturnValue:
    """One fiscal year."""
    return _page(number)


def published_year(number: int) -> Year:
    """The figures of a year; one of which nothing is published has no page."""
    try:
        return public_figures.year(number, now=office.now())
    except public_figures.NotYet:
        abort(404)


def tabs(endpoint: str, current: int) -> list[Tab]:
    """Every published year."""
    found = public_figures.years(office.now())
    return [Tab(url_for(endpoint, number=n), fiscal_year(n).label(language()), n == current) for n in found]


def service_names() -> list[tuple[str, str]]:
    """Key and name of what is told from month to month: the fixed services, and all own services together."""
    together = _("บริการที่สำนักงานเปิดเองรวมกัน")
    return [(slug, together if channel.defined else str(_(channel.title))) for slug, channel in CHANNELS.items()]


def own_services(this: Year) -> list[tuple[str, Asked]]:
    """What may be told of each own service, by name; those added up last. Nothing where only their sum may be told."""
    found = own(this, now=office.now())
    if found is None:
        return []
    listed = [(group_name(group), found.alone[key]) for key, group in named("service") if key in found.alone]
    if found.others:
        listed.append((_("บริการอื่น %(n)s บริการรวมกัน", n=len(found.others)), found.together))
    return listed


def _categories(this: Year) -> list[tuple[str, Row]]:
    """In the office's order; those of a channel that are added up after the others of it; cases of none last."""
    names = {key: group_name(group, with_service=True) for key, group in named("category")}
    listed: list[tuple[str, Row]] = []
    for of in this.categories:
        listed += [(names[key], row) for key, row in of.alone.items()]
        if of.together:
            words = {"n": len(of.others), "service": _(CHANNELS[of.channel].short)}
            listed.append((_("ประเภทอื่น %(n)s ประเภทรวมกัน (%(service)s)", **words), of.together))
    return [*listed, *([(_("ไม่ระบุ"), this.uncategorised)] if this.uncategorised else [])]


def _page(number: int) -> str:
    now, this = office.now(), published_year(number)
    services = this.groups["service"]
    months = public_figures.months(this, now=now)
    return render_template(
        "published/statistics.html",
        year=this,
        tabs=tabs("published.statistics_of", number),
        comparison=words.compared(this, public_figures.before(this, now=now)),
        services=[(name, services[key]) for key, name in service_names() if key in services],
        own=own_services(this),
        categories=_categories(this),
        villages=_villages(this),
        months=months,
        chart=_chart([month for month in months if month.over]),
        words=words,
    )


def _villages(this: Year) -> list[tuple[str, int]]:
    """What may be told of villages (app.domain.anonymity), in their own order."""
    found = this.villages
    if found is None:
        return []
    alone = found.told.alone
    listed = [(group_name(village), alone[key]) for key, village in named("village") if key in alone]
    if found.told.others:
        listed.append((_("หมู่บ้านอื่น %(n)s หมู่บ้านรวมกัน", n=len(found.told.others)), found.told.together))
    return [*listed, (_("ไม่ได้ระบุหมู่บ้าน"), found.nowhere)]


def _chart(months: Sequence[Month]) -> Chart | None:
    """A line needs two months that are over."""
    if len(months) < 2:
        return None
    lines = {name: [month.counts[None][name] for month in months] for name in ("received", "closed")}
    most = max(1, *lines["received"], *lines["closed"])
    return Chart(charts.line(lines["received"], most), charts.line(lines["closed"], most), most)
