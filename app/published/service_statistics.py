"""How many asked for each service, at the counter and online, by month and quarter: the e-Service figures of ITA."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.channels import ESERVICE
from app.domain.periods import Period, month, quarter
from app.published.door import bp
from app.published.service_paper import PAPERS, printed
from app.published.statistics import own_services, published_year, service_names, tabs
from app.published.statistics_words import as_of, own_apart, span
from app.renderers import RENDERERS, PrinterMissing
from app.services import public_figures
from app.services import services as defined
from app.services.public_figures import Year
from app.services.public_rows import FIXED
from app.services.served import served
from app.web import office
from app.web.words import language


@dataclass(frozen=True, slots=True)
class Line:
    """A month or quarter: how many came to the counter, how many asked online. ``until``: not over on that day."""

    name: str
    walk_in: int
    online: int
    until: date | None = None
    sum: bool = False

    @property
    def together(self) -> int:
        """Both."""
        return self.walk_in + self.online


@dataclass(frozen=True, slots=True)
class Served:
    """One service over the year, and all its months and quarters that have begun."""

    key: str
    name: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """The year so far."""
        parts = [line for line in self.lines if not line.sum]
        return Line(_("รวม"), sum(line.walk_in for line in parts), sum(line.online for line in parts), sum=True)


@bp.get("/statistics/services")
def services() -> ResponseReturnValue:
    """The newest year."""
    found = public_figures.years(office.now())
    return _page(found[0]) if found else render_template("published/statistics_none.html")


@bp.get("/statistics/services/<int:number>")
def services_of(number: int) -> ResponseReturnValue:
    """One fiscal year."""
    return _page(number)


@bp.get("/statistics/services/<int:number>.<any(pdf, xlsx, csv):paper>")
def services_paper(number: int, paper: str) -> ResponseReturnValue:
    """The same as a file."""
    this = published_year(number)
    try:
        content = printed(paper, this, _all(this), own_services(this))
    except PrinterMissing:
        abort(404)
    answer = Response(content, mimetype=RENDERERS[paper].mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="services-{number}.{paper}"'
    return answer


def _page(number: int) -> str:
    this = published_year(number)
    papers = [RENDERERS[name] for name in PAPERS if RENDERERS[name].available() is None]
    return render_template(
        "published/statistics_services.html",
        year=this,
        tabs=tabs("published.services_of", number),
        services=_all(this),
        own=own_services(this),
        own_apart=own_apart(this, own_services(this)),
        papers=[(url_for("published.services_paper", number=number, paper=p.extension), p.name) for p in papers],
        span=span(this),
        as_of=as_of(this),
    )


def _all(this: Year) -> tuple[Served, ...]:
    """Every fixed service, those with nobody too; and all own services together, if there are any."""
    there = FIXED | {service for service, _month, _online in served(this, now=office.now())}
    there |= {ESERVICE.slug} if defined.every() else set()
    return tuple(Served(key, name, tuple(_lines(this, key))) for key, name in service_names() if key in there)


def _lines(this: Year, service: str) -> list[Line]:
    counts, found, start = served(this, now=office.now()), [], this.period.start
    for number in (1, 2, 3, 4):
        part, months = quarter(this.number, number), []
        while start < part.end and start <= this.last_day:
            of = month(start.year, start.month)
            walk_in, online = (counts.get((service, of.start, way), 0) for way in (False, True))
            months.append(Line(of.label(language()), walk_in, online, _until(of, this)))
            start = of.end
        if months:
            name = _("รวมไตรมาส %(n)s", n=number)
            walk_in, online = sum(line.walk_in for line in months), sum(line.online for line in months)
            found += [*months, Line(name, walk_in, online, _until(part, this), sum=True)]
    return found


def _until(part: Period, this: Year) -> date | None:
    return this.as_of if this.as_of < part.last_day else None
