"""The manager's door: what is late, where and which are oldest; every figure leads to exactly its cases."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.workflow import Role
from app.insights import change, choosing, downloads, fairness, look, tables, typed_days, wording
from app.insights.choosing import Choice
from app.insights.grouping import COLUMNS, group_names
from app.services import daily_check, queue, statistics
from app.services.statistics import Occurrence, Selection, Tally
from app.services.statistics.measures import AGE_BANDS, MEASURES, WORTH_A_LOOK
from app.web import guards, office

bp = Blueprint("management", __name__, url_prefix="/management")
bp.before_request(guards.staff_only(Role.MANAGEMENT))
bp.before_request(typed_days.settle)
SIZE = 50
_OLDEST = 3
_LAST_PAGE = 100_000
_WORDS = {"choosing": choosing, "wording": wording}


@bp.get("/")
def overview() -> ResponseReturnValue:
    """Ten seconds: late now, where, the oldest, what changed; then the figures, unit by unit."""
    choice, this, before = both("unit")
    oldest = statistics.most_overdue(this, _OLDEST)
    return render_template(
        "insights/overview.html",
        choice=choice,
        this=this,
        before=before,
        change=change.since_last_month(this, choice),
        units=tables.table("unit", this, before, choice),
        other_tables={dimension: words for dimension, words in tables.HEADINGS.items() if dimension != "unit"},
        oldest=[(row, wording.overdue(row, this, choice.as_of)) for row in oldest],
        worth=[key for key in WORTH_A_LOOK if this.total.counts[key]],
        ages=AGE_BANDS,
        checked=daily_check.month(queue.Desk(office.actor(), office.calendar(), office.now())),
        **_WORDS,
    )


@bp.get("/statistics")
def trends() -> ResponseReturnValue:
    """Open cases day by day."""
    choice, this = _this()
    return render_template("insights/trends.html", choice=choice, this=this, series=fairness.series(this), **_WORDS)


@bp.get("/equality")
def equality() -> ResponseReturnValue:
    """Whether all groups are treated alike."""
    choice, this = _this(*fairness.COMPARED)
    found = fairness.comparisons(this, choice)
    return render_template("insights/equality.html", choice=choice, this=this, comparisons=found, **_WORDS)


@bp.get("/look")
def worth_a_look() -> ResponseReturnValue:
    """What is unusual, what to ask about it, and whom."""
    choice, this, before = both("unit")
    looks = look.looks(this, before, choice)
    return render_template("insights/look.html", choice=choice, this=this, looks=looks, **_WORDS)


@bp.get("/cases")
def cases() -> ResponseReturnValue:
    """Exactly the cases behind a figure."""
    choice = choosing.chosen()
    selection, group = _selection(choice)
    listed = statistics.case_list(selection, now=office.now(), as_of=choice.as_of)
    page = min(max(1, request.args.get("page", 1, type=int)), _LAST_PAGE)
    return render_template(
        "insights/cases.html",
        choice=choice,
        meaning=wording.meaning(selection.measure),
        group=group,
        count=listed.count,
        rows=[(row, _late(row, listed.tally, choice)) for row in listed.page(page, SIZE)],
        newer=_page(page - 1) if page > 1 else None,
        older=_page(page + 1) if page * SIZE < listed.count else None,
        page_number=page,
        pages=max(1, -(-listed.count // SIZE)),
        as_of=wording.as_of(listed.tally, choice.as_of),
        kept={"figure": selection.measure, "row": request.args.get("row") or None},
        **_WORDS,
    )


@bp.get("/tables/<dimension>")
def one_table(dimension: str) -> ResponseReturnValue:
    """One table: balance, on time, typical time of every group."""
    if dimension not in tables.HEADINGS:
        raise NotFound
    choice, this, before = both(dimension)
    shown, kept = tables.table(dimension, this, before, choice), {"dimension": dimension}
    return render_template("insights/table.html", choice=choice, this=this, of=shown, kept=kept, **_WORDS)


@bp.get("/tables/<dimension>.<any(csv, xlsx):paper>")
def table_paper(dimension: str, paper: str) -> Response:
    """One table as a spreadsheet."""
    if dimension not in tables.HEADINGS:
        raise NotFound
    choice, this, before = both(dimension)
    return downloads.table(tables.table(dimension, this, before, choice), this, choice, paper)


@bp.get("/daily.<any(csv, xlsx):paper>")
def daily_paper(paper: str) -> Response:
    """Open cases at the end of each day, as a spreadsheet."""
    choice, this = _this()
    return downloads.daily(this, choice, paper)


@bp.get("/figures.<any(csv, xlsx):paper>")
def figures_paper(paper: str) -> Response:
    """All figures, each with both counts and its formula, as a spreadsheet."""
    choice, this, before = both()
    return downloads.figures(this, before, choice, paper)


def both(*dimensions: str) -> tuple[Choice, Tally, Tally]:
    """What the address asks for, told apart by these dimensions, and the same a year before."""
    choice, this = _this(*dimensions)
    return choice, this, statistics.year_before(this, now=office.now(), as_of=choice.as_of)


def _this(*dimensions: str) -> tuple[Choice, Tally]:
    choice, now = choosing.chosen(), office.now()
    return choice, statistics.tally(choice.period, choice.channel, now=now, as_of=choice.as_of, dimensions=dimensions)


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


def _late(row: Occurrence, this: Tally, choice: Choice) -> str:
    return str(_("เกิน %(days)s", days=wording.overdue(row, this, choice.as_of))) if row.late_from else ""


def _page(number: int) -> str:
    kept = {name: request.args.get(name) or None for name in ("figure", "row")}
    return choosing.chosen().url(".cases", **kept, page=number)
