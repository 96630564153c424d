"""The printers: one report, many papers. Each takes a `Report` and gives bytes; none asks a database anything."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from app.domain.guide import Guide
from app.domain.poster import Poster, Size
from app.domain.report import Report
from app.domain.role_guides import RoleGuide
from app.renderers import missing
from app.renderers.missing import PrinterMissing

__all__ = [
    "RENDERERS", "PrinterMissing", "Renderer", "print_manual", "print_own_data", "print_poster", "print_wall_poster",
]  # fmt: skip

_TWO_COLUMNS = ".statistics { table-layout: fixed } .statistics th:first-child { inline-size: 48mm }"
_MOST_OF_ONE = 2000  # rows of one person's data

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Renderer:
    """A way to put a report on paper; `available` gives None or the reason why it cannot print here."""

    name: str
    extension: str
    mimetype: str
    render: Callable[[Report], bytes]
    available: Callable[[], str | None] = missing.always


def _loaded_when_used(module: str) -> Callable[[Report], bytes]:
    """The printers' libraries take 25 MB and a second to load; most processes never print."""

    def render(report: Report) -> bytes:
        data: bytes = importlib.import_module(f"app.renderers.{module}").render(report)
        return data

    return render


RENDERERS = {
    renderer.extension: renderer
    for renderer in (
        Renderer("HTML", "html", "text/html", _loaded_when_used("html")),
        Renderer("DOCX", "docx", f"{OFFICE}.wordprocessingml.document", _loaded_when_used("docx")),
        Renderer("PDF", "pdf", "application/pdf", _loaded_when_used("pdf"), missing.pango),
        Renderer("XLSX", "xlsx", f"{OFFICE}.spreadsheetml.sheet", _loaded_when_used("xlsx")),
        Renderer("CSV", "csv", "text/csv", _loaded_when_used("csv")),
    )
}


def print_manual(guide: Guide) -> bytes:
    """A service manual as a tagged PDF; ``PrinterMissing`` where it cannot be printed here."""
    data: bytes = importlib.import_module("app.renderers.guide").render(guide)
    return data


def print_poster(guide: Guide, qr: Markup) -> bytes:
    """The same as a poster for the wall; ``qr`` is a drawing of its address."""
    data: bytes = importlib.import_module("app.renderers.guide").poster(guide, qr)
    return data


def print_own_data(report: Report) -> bytes:
    """A person's own data as a tagged PDF, with the digits of its source.

    Its columns have fixed widths: to find out how narrow a column of long letters could be takes five times as long.
    """
    printer = importlib.import_module("app.renderers.pdf")
    data: bytes = printer.render(report, digits="arab", more_style=_TWO_COLUMNS, most_rows=_MOST_OF_ONE)
    return data


def print_role_guide(guide: RoleGuide, *, office: str, phone: str, day: str) -> bytes:
    """A role's guide on two sheets; ``PrinterMissing`` where it cannot be printed here."""
    printer = importlib.import_module("app.renderers.role_guide")
    data: bytes = printer.render(guide, office=office, phone=phone, day=day)
    return data


def print_wall_poster(poster: Poster, size: Size) -> tuple[bytes, bytes, bytes]:
    """A poster of the channels as PDF, as a picture, and as a small picture to choose it by."""
    printer = importlib.import_module("app.renderers.poster")
    paper = printer.render(poster, size)
    whole, small = printer.pictures(paper, size)
    return paper, whole, small
