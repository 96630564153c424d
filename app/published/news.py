"""News and announcements under the eight headings: lists, single ones, their files, a feed. Only what is public now."""

from flask import Response, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.domain.publications import Heading
from app.models import PublicationFile
from app.published.door import bp
from app.published.feed import atom
from app.services import publications
from app.web import files
from app.web.publications import seen
from app.web.requests import row_number

_YEARS = range(2400, 2700)
_IN_FEED = 30


@bp.get("/news/")
def news() -> str:
    """All of them, or of a heading, or of a fiscal year; newest first."""
    heading, year = _heading(), _year()
    return render_template(
        "published/news.html",
        page=publications.page(heading=heading, year=year, after=request.args.get("after", type=row_number)),
        later="after" in request.args,
        heading=heading,
        headings=list(Heading),
        totals=publications.totals(year),
        year=year,
        years=publications.years(),
    )


@bp.get("/news/<int:number>")
def publication(number: int) -> ResponseReturnValue:
    """One of them; an address that was good once says that it is no more."""
    found = publications.shown(number)
    if found is None:
        return _gone(number)
    return render_template("published/publication.html", seen=seen(found, _address), item=found)


@bp.get("/news/<int:number>/files/<int:file>")
def publication_file(number: int, file: int) -> ResponseReturnValue:
    """A picture to be shown, a paper to be taken away."""
    found = publications.shown(number)
    if found is None:
        return _gone(number)
    kept = next((one.attachment for one in publications.files(found) if one.id == file), None)
    return files.picture(kept or abort(404))


@bp.get("/news/feed.xml")
def feed() -> ResponseReturnValue:
    """The newest, for programs that look whether there is something new."""
    rows = publications.page(size=_IN_FEED).rows
    addresses = {row.id: url_for("published.publication", number=row.id) for row in rows}
    words = atom(rows, addresses, here=url_for("published.feed"), title=_("ข่าวและประกาศ"))
    answer = Response(words, mimetype="application/atom+xml")
    g.caching = "public, no-cache"  # programs ask all day; mostly nothing changed
    answer.add_etag()
    return answer.make_conditional(request)


def _gone(number: int) -> ResponseReturnValue:
    withdrawn = publications.withdrawn(number) or abort(404)
    return render_template("published/publication_gone.html", item=withdrawn), 410


def _address(file: PublicationFile) -> str:
    return url_for("published.publication_file", number=file.publication_id, file=file.id)


def _heading() -> Heading | None:
    asked = request.args.get("heading", "")
    if asked and asked not in {str(heading) for heading in Heading}:
        abort(404)
    return Heading(asked) if asked else None


def _year() -> int | None:
    asked = request.args.get("fy", "")
    if asked and not (asked.isascii() and asked.isdigit() and int(asked) in _YEARS):
        abort(404)
    return int(asked) if asked else None
