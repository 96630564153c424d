"""The open data: the same figures as files for programs, with a dictionary, a licence and addresses that stay.

Anybody's page may read them (CORS) by GET; they carry no cookie's meaning and are the same for everyone.
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Response, abort, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.published.data_package import LICENCE, package
from app.published.datasets import DATASETS, Cells, Dataset, dictionary
from app.published.door import bp
from app.published.statistics import published_year
from app.renderers.csv import harmless
from app.services import public_figures
from app.web import office

_TABLE = f"<any({', '.join(DATASETS)}):table>"


@bp.get("/statistics/data/")
def data() -> str:
    """What there is, under which licence, and what each column means."""
    years = [published_year(number) for number in public_figures.years(office.now())]
    return render_template(
        "published/open_data.html", years=years, datasets=DATASETS.values(), dictionary=dictionary(), licence=LICENCE
    )


@bp.get(f"/statistics/data/{_TABLE}-<int:number>.csv")
def data_csv(table: str, number: int) -> ResponseReturnValue:
    """A table of a year as CSV, for spreadsheets and programs."""
    return _table(table, number, "text/csv", _csv)


@bp.get(f"/statistics/data/{_TABLE}-<int:number>.json")
def data_json(table: str, number: int) -> ResponseReturnValue:
    """The same as an array of objects."""
    return _table(table, number, "application/json", _json)


@bp.get("/statistics/data/datapackage.json")
def datapackage() -> ResponseReturnValue:
    """Where every file is and what stands in it, for programs."""
    years = [published_year(number) for number in public_figures.years(office.now())]
    address = current_app.config["PUBLIC_URL"] + url_for("published.data")
    who = office.office()
    content = package(years, address, who.name if who else "")
    return _answer(json.dumps(content, ensure_ascii=False, indent=1).encode(), "application/json")


def _table(table: str, number: int, mimetype: str, write: Callable[[Dataset, list[Cells]], bytes]) -> Response:
    dataset, this = DATASETS[table], published_year(number)
    if not dataset.exists(this):
        abort(404)
    rows = list(dataset.rows(this))
    return _answer(write(dataset, rows), mimetype)


def _csv(dataset: Dataset, rows: list[Cells]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in dataset.columns])
    writer.writerows([harmless(_plain(value)) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _json(dataset: Dataset, rows: list[Cells]) -> bytes:
    names = [column.name for column in dataset.columns]
    found = [dict(zip(names, map(_machine, row), strict=True)) for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _machine(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _answer(content: bytes, mimetype: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    g.caching = "public, no-cache"  # kept, but asked for each time: the answer is mostly that nothing changed
    response.add_etag()
    response.make_conditional(request)
    return response
