"""The published measures reports: each edition as it was published, its papers, figures, hash and signature."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Response, abort, current_app, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from app.domain.periods import fiscal_year, fiscal_year_of
from app.domain.report import MEASURE_COLUMNS
from app.models import ReportEdition
from app.published.door import bp
from app.renderers import RENDERERS
from app.renderers.html import fragment
from app.services import edition_changes, editions, measures, signing
from app.web import office
from app.web.words import language

_FIRST = 2560
_PROOFS = "'figures.json', 'content.json', 'signature.bin', 'key.pem'"
_SCRIPT = "recompute.py"
_CELLS = dict(zip(measures.CELLS, MEASURE_COLUMNS, strict=True))
_DATA, _PLAIN = "application/json", "application/octet-stream"


@bp.get("/reports/")
def reports() -> str:
    """The newest edition of every report, by year and round."""
    return render_template("published/reports.html", reports=editions.public())


@bp.get("/reports/<int:year>")
def reports_of(year: int) -> str:
    """The reports of a fiscal year; when there is none yet, the page says so."""
    if not _FIRST <= year <= fiscal_year_of(office.today()):
        abort(404)
    found = [edition for edition in editions.public() if edition.report.fiscal_year == year]
    return render_template("published/reports.html", reports=found, label=fiscal_year(year).label(language()))


@bp.get("/reports/<int:year>/<int:months>")
def report(year: int, months: int) -> str:
    """The newest edition: the address that is given to the assessors."""
    return _page(_edition(year, months))


@bp.get("/reports/<int:year>/<int:months>/<int:number>")
def report_edition(year: int, months: int, number: int) -> str:
    """One edition, which no later one takes the place of."""
    return _page(_edition(year, months, number))


@bp.get("/reports/<int:year>/<int:months>/report.<any(docx, pdf, xlsx):kind>")
def report_paper(year: int, months: int, kind: str) -> ResponseReturnValue:
    """A paper of the newest edition."""
    return _paper(_edition(year, months), kind)


@bp.get("/reports/<int:year>/<int:months>/<int:number>/report.<any(docx, pdf, xlsx):kind>")
def report_edition_paper(year: int, months: int, number: int, kind: str) -> ResponseReturnValue:
    """A paper of one edition, byte for byte as it was published."""
    return _paper(_edition(year, months, number), kind)


@bp.get("/reports/<int:year>/<int:months>/figures.json")
def report_figures(year: int, months: int) -> ResponseReturnValue:
    """The figures that the newest edition stands by."""
    return _figures(_edition(year, months))


@bp.get(f"/reports/<int:year>/<int:months>/<int:number>/<any({_PROOFS}):name>")
def report_proof(year: int, months: int, number: int, name: str) -> ResponseReturnValue:
    """What is needed to check an edition on another machine."""
    edition = _edition(year, months, number)
    if name == "figures.json":
        return _figures(edition)
    if name == "content.json":
        return _data(editions.canonical(editions.content(edition)), _DATA, f"{_stem(edition)}.json")
    if name == "signature.bin":
        return _data(bytes.fromhex(edition.signature), _PLAIN, "signature.bin")
    return _data(signing.pem(edition.public_key).encode(), "application/x-pem-file", "key.pem")


@bp.get("/reports/key.pem")
def report_key() -> ResponseReturnValue:
    """The office's present public key."""
    return _data(signing.pem(signing.public_key()).encode(), "application/x-pem-file", "key.pem")


@bp.get(f"/reports/{_SCRIPT}")
def report_script() -> ResponseReturnValue:
    """The program that works out the figures anew from the office's events, as it lies in docs/."""
    return _data(_script() or abort(404), "text/x-python", _SCRIPT)


def _page(edition: ReportEdition) -> str:
    report = edition.report
    return render_template(
        "published/report.html",
        edition=edition,
        label=fiscal_year(report.fiscal_year).label(language()),
        preview=fragment(editions.report_of(edition)),
        papers=_papers(edition),
        others=[other for other in reversed(report.editions) if other is not edition],
        newest=report.editions[-1],
        changes=edition_changes.changes(edition),
        cells=_CELLS,
        place={"year": report.fiscal_year, "months": report.round_months, "number": edition.number},
        script=bool(_script()),
    )


def _papers(edition: ReportEdition) -> list[dict[str, Any]]:
    """The papers that were printed, each with its hash."""
    report, printed = edition.report, {paper.kind: paper.attachment for paper in edition.papers}
    place: dict[str, Any] = {"year": report.fiscal_year, "months": report.round_months, "number": edition.number}
    return [
        {"name": RENDERERS[kind].name, "url": url_for("published.report_edition_paper", kind=kind, **place),
         "sha256": printed[kind].sha256}
        for kind in editions.PAPERS if kind in printed
    ]  # fmt: skip


def _paper(edition: ReportEdition, kind: str) -> ResponseReturnValue:
    try:
        content, name, mimetype = editions.paper(edition, kind) or abort(404)
    except (OSError, ValueError):  # the file is gone from the disk, or is not the one that was published
        abort(404)
    return _data(content, mimetype, name)


def _figures(edition: ReportEdition) -> ResponseReturnValue:
    text = json.dumps(edition.figures, ensure_ascii=False, indent=1, sort_keys=True)
    return _data(text.encode(), _DATA, f"{_stem(edition)}-figures.json")


def _data(content: bytes, mimetype: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name, max_age=0)


def _stem(edition: ReportEdition) -> str:
    return f"{edition.report.fiscal_year}-{edition.report.round_months}-{edition.number}"


def _edition(year: int, months: int, number: int | None = None) -> ReportEdition:
    return editions.find(year, months, number) or abort(404)


def _script() -> bytes:
    place = Path(current_app.root_path).parent / "docs" / _SCRIPT
    return place.read_bytes() if place.is_file() else b""
