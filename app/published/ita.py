"""The index for the assessors of the ITA: every item of a fiscal year with its links, at addresses that stay put."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.periods import fiscal_year, fiscal_year_of
from app.published.door import bp
from app.services import ita
from app.web import files, office
from app.web.ita import seen
from app.web.words import language


@bp.get("/ita/")
def ita_index() -> ResponseReturnValue:
    """The newest year; before there is one the page says so."""
    years = ita.years()
    if years:
        return redirect(url_for("published.ita_of", year=_newest(years)))
    return render_template("published/ita_none.html")


@bp.get("/ita/<int:year>")
def ita_of(year: int) -> str:
    """Every item of a fiscal year."""
    rows = ita.items(year) or abort(404)
    return render_template(
        "published/ita.html",
        items=[seen(item, office.now()) for item in rows],
        label=fiscal_year(year).label(language()),
        tabs=[_tab(one, current=one == year) for one in ita.years()],
        unverified=any(item.verified_on is None for item in rows),
    )


@bp.get("/ita/<int:year>/<code>")
def ita_item(year: int, code: str) -> str:
    """One item: the address that is given to the assessors, however its letters are written."""
    item = ita.find(year, code) or abort(404)
    return render_template(
        "published/ita_item.html", seen=seen(item, office.now()), label=fiscal_year(year).label(language())
    )


@bp.get("/ita/files/<int:number>")
def ita_file(number: int) -> ResponseReturnValue:
    """A file that the office put to an item."""
    found = ita.file(number)
    return files.picture(found.attachment) if found and found.attachment else abort(404)


def _newest(years: list[int]) -> int:
    """The running year, or the newest before it; a year prepared ahead does not come first."""
    running = fiscal_year_of(office.today())
    return next((year for year in years if year <= running), years[-1])


def _tab(year: int, *, current: bool) -> dict[str, object]:
    text = fiscal_year(year).label(language())
    return {"url": url_for("published.ita_of", year=year), "text": text, "current": current}
