"""Posters for everyone: what there is to hang up or to share, and the files at addresses that never change."""

from io import BytesIO

from flask import abort, current_app, g, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.domain.poster import Kind, Size
from app.published.door import bp
from app.renderers import PrinterMissing, missing
from app.services import poster_files, posters
from app.web import office

TYPES = {poster_files.PDF: "application/pdf", poster_files.PNG: "image/png", poster_files.SMALL: "image/png"}


@bp.get("/poster")
def posters_page() -> str:
    """Every poster of today with its picture and what it is for."""
    return render_template(
        "published/posters.html", kinds=posters.kinds(office.today()), sizes=list(Size), missing=missing.pango(),
        host=current_app.config["PUBLIC_URL"].partition("://")[2],
    )  # fmt: skip


@bp.get("/poster/<kind>-<any(a4, a3, square):size>.<any('pdf', 'png', 'small.png'):paper>")
def poster(kind: str, size: str, paper: str) -> ResponseReturnValue:
    """One poster; browsers keep it until it says something else."""
    if kind not in list(Kind):
        abort(404)
    try:
        found = poster_files.find(Kind(kind), Size(size), paper, office.today())
    except PrinterMissing as reason:
        return render_template("published/poster_missing.html", reason=str(reason)), 503
    except poster_files.Busy:
        again = url_for("published.poster", kind=kind, size=size, paper=paper)
        return render_template("published/poster_busy.html", again=again), 503, {"Retry-After": "5"}
    if found is None:
        abort(404)
    g.caching = "public, no-cache"
    body, name = BytesIO(found.path.read_bytes()), f"{kind}-{size}.{paper}"
    return send_file(body, mimetype=TYPES[paper], etag=found.stamp, download_name=name)
