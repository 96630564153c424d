"""The manager's door: what is late, where and which are oldest; every figure leads to exactly its cases."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.workflow import Role
from app.insights import choosing, downloads, fairness, tables, wording
from app.insights.choosing import Choice
from app.insights.grouping import COLUMNS, group_names
from app.services import statistics
from app.services.statistics import Occurrence, Selection, Tally
from app.services.statistics.measures import AGE_BANDS, MEASURES, WORTH_A_LOOK
from app.web import guards, office

bp = Blueprint("management", __name__, url_prefix="/management")
bp.before_request(guards.staff_only(Role.MANAGEMENT))
SIZE = 50
_OLDEST = 3
_LAST_PAGE = 100_000


@bp.get("/")
def overview() -> ResponseReturnValue:
    """Ten seconds: late now, where, the oldest; then the figures, and every table."""
    choice, this, before = _figures()
    shown = {dimension: tables.table(dimension, this, before, choice) for dimension in tables.HEADINGS}
    return render_template(
        "insights/overview.html",
        choice=choice,
        this=this,
        before=before,
        tables=shown,
        oldest=[(row, wording.overdue(row, this)) for row in statistics.most_overdue(this, _OLDEST)],
        worth=[key for key in WORTH_A_LOOK if this.total.counts[key]],
        ages=AGE_BANDS,
        choosing=choosing,
        wording=wording,
    )


@bp.get("/statistics")
def trends() -> ResponseReturnValue:
    """Open cases day by day, and whether all groups are treated alike."""
    choice = choosing.chosen()
    this = statistics.tally(choice.period, choice.channel, now=office.now())
    return render_template(
        "insights/trends.html",
        choice=choice,
        this=this,
        series=fairness.series(this),
        comparisons=[fairness.comparison(dimension, this, choice) for dimension in fairness.COMPARED],
        choosing=choosing,
        wording=wording,
    )


@bp.get("/cases")
def cases() -> ResponseReturnValue:
    """Exactly the cases behind a figure."""
    choice = choosing.chosen()
    selection, group = _selection(choice)
    listed = statistics.case_list(selection, now=office.now(), as_of=choosing.as_of())
    page = min(max(1, request.args.get("page", 1, type=int)), _LAST_PAGE)
    return render_template(
        "insights/cases.html",
        choice=choice,
        meaning=wording.meaning(selection.measure),
        group=group,
        count=listed.count,
        rows=[(row, _late(row, listed.tally)) for row in listed.page(page, SIZE)],
        newer=_page(page - 1) if page > 1 else None,
        older=_page(page + 1) if page * SIZE < listed.count else None,
        page_number=page,
        pages=max(1, -(-listed.count // SIZE)),
        as_of=wording.as_of(listed.tally, choosing.as_of()),
        choosing=choosing,
    )


@bp.get("/tables/<dimension>.csv")
def table_csv(dimension: str) -> Response:
    """One table as a spreadsheet."""
    if dimension not in tables.HEADINGS:
        raise NotFound
    choice, this, before = _figures()
    return downloads.table(tables.table(dimension, this, before, choice), this, choice)


@bp.get("/daily.csv")
def daily_csv() -> Response:
    """Open cases at the end of each day, as a spreadsheet."""
    choice = choosing.chosen()
    return downloads.daily(statistics.tally(choice.period, choice.channel, now=office.now()), choice)


@bp.get("/figures.csv")
def figures_csv() -> Response:
    """All figures, each with both counts and its formula, as a spreadsheet."""
    choice, this, before = _figures()
    return downloads.figures(this, before, choice)


def _figures() -> tuple[Choice, Tally, Tally]:
    choice, now = choosing.chosen(), office.now()
    this = statistics.tally(choice.period, choice.channel, now=now)
    return choice, this, statistics.year_before(this, now=now)


def _selection(choice: Choice) -> tuple[Selection, str]:
    """What the address asks for, and the group's name; an unknown figure or group has no page."""
    measure = request.args.get("figure", "")
    dimension, _dash, key = request.args.get("row", "").partition("-")
    if measure not in MEASURES:
        raise NotFound
    if not dimension:
        return Selection(measure, choice.period, choice.channel, ("total", None)), ""
    group = None if key == "none" else key
    names = group_names(dimension, choice) if dimension in COLUMNS else {}
    if group not in names:
        raise NotFound
    return Selection(measure, choice.period, choice.channel, (dimension, group)), names[group]


def _late(row: Occurrence, this: Tally) -> str:
    return str(_("เกิน %(days)s", days=wording.overdue(row, this))) if row.late_from else ""


def _page(number: int) -> str:
    kept = {name: request.args.get(name) or None for name in ("figure", "row", "as_of")}
    return choosing.chosen().url(".cases", **kept, page=number)
