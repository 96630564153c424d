"""A page for every figure: its formula, its two counts, the year before, every group and every stretch of time."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.insights import choosing, downloads, figure_tables, figure_words, wording
from app.insights.choosing import Choice
from app.insights.figure_tables import FigureTable
from app.insights.management import both, bp
from app.services.statistics.catalogue import CATALOGUE, HEADINGS
from app.services.statistics.split import whole
from app.web.tabs import Tab


@bp.get("/figures/")
def all_figures() -> ResponseReturnValue:
    """Every figure there is, with its value and the year before."""
    choice, this, before = both()
    lines = [(known, whole(known, this), whole(known, before)) for known in CATALOGUE.values()]
    return render_template(
        "insights/figures.html",
        choice=choice,
        this=this,
        groups=[(heading, [line for line in lines if line[0].heading == heading]) for heading in HEADINGS],
        choosing=choosing,
        wording=wording,
    )


@bp.get("/figures/<key>")
def one_figure(key: str) -> ResponseReturnValue:
    """One figure, told apart by what the address asks for."""
    choice, shown = _shown(key)
    return render_template(
        "insights/figure.html",
        choice=choice,
        of=shown,
        this=shown.this,
        kept={"key": key, "by": shown.by},
        ways=[
            Tab(choice.url("management.one_figure", key=key, by=by), figure_words.way(by), by == shown.by)
            for by in figure_tables.ways(choice)
        ],
        choosing=choosing,
        words=figure_words,
        wording=wording,
    )


@bp.get("/figures/<key>.<any(csv, xlsx):paper>")
def figure_paper(key: str, paper: str) -> Response:
    """The same as a spreadsheet."""
    choice, shown = _shown(key)
    return downloads.figure(shown, choice, paper)


def _shown(key: str) -> tuple[Choice, FigureTable]:
    if key not in CATALOGUE:
        raise NotFound
    choice = choosing.chosen()
    ways = figure_tables.ways(choice)
    by = request.args.get("by", "")
    return choice, figure_tables.table(CATALOGUE[key], by if by in ways else ways[0], choice)
