"""A report as a tagged PDF on A4 landscape; it opens no file and no address but its own two fonts."""

import hashlib
import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.domain.report import Picture, Report, Table
from app.renderers.fonts import WEIGHTS, pdf_font, pdf_font_files
from app.renderers.html import fragment
from app.renderers.missing import NO_PANGO, PrinterMissing, pango
from app.renderers.typesetting import Digits, typeset
from app.renderers.unbroken import NBSP

MOST_ROWS = 200
FONT_SCHEME, PICTURE_SCHEME = "khamrong-font", "khamrong-picture"
TOO_LONG = "ตารางในรายงานรวมกันเกิน {} แถว ซึ่งมากเกินไปสำหรับ PDF ใช้ไฟล์ XLSX หรือ DOCX แทน"

PAGE = Markup(
    '<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="author" content="{author}"><style>{style}</style></head><body>{body}</body></html>'
)
STYLE = (Path(__file__).parent / "pdf.css").read_text(encoding="utf-8")


def render(
    report: Report,
    *,
    digits: Digits = "thai",
    cache_dir: Path | None = None,
    more_style: str = "",
    most_rows: int = MOST_ROWS,
) -> bytes:
    """The PDF; the same report gives the same bytes. Fonts are kept in `cache_dir` if there is one.

    Raises `PrinterMissing` where Pango is not installed or the tables have more than `most_rows` rows.
    """
    printer = weasyprint()
    if sum(len(block.rows) for block in report.everything if isinstance(block, Table)) > most_rows:
        raise PrinterMissing(TOO_LONG.format(most_rows))
    pictures: dict[str, bytes] = {}
    page = _page(report, digits, pictures, more_style)
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    document = printer.HTML(string=page, url_fetcher=fetcher(_fonts(cache_dir), pictures))
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return pdf


def fetcher(fonts: Callable[[int], bytes], pictures: Mapping[str, bytes] | None = None) -> Any:
    """A WeasyPrint fetcher that hands out the fonts, JPEGs from memory, and refuses every other address."""
    urls = importlib.import_module("weasyprint.urls")

    class OwnFontsOnly(urls.URLFetcher):  # type: ignore[misc, name-defined]
        """Nothing but `khamrong-font:400`, `khamrong-font:700` and the given pictures."""

        def fetch(self, url: str, headers: object = None) -> Any:
            scheme, _, weight = url.partition(":")
            if scheme == PICTURE_SCHEME and pictures and weight in pictures:
                return urls.URLFetcherResponse(url, pictures[weight], {"Content-Type": "image/jpeg"})
            if scheme != FONT_SCHEME or weight not in map(str, WEIGHTS):
                raise ValueError(f"A printed report fetches nothing: {url}")
            return urls.URLFetcherResponse(url, fonts(int(weight)), {"Content-Type": "font/ttf"})

    return OwnFontsOnly(allowed_protocols=(FONT_SCHEME, PICTURE_SCHEME), allow_redirects=False)


def _page(report: Report, digits: Digits, pictures: dict[str, bytes], more_style: str) -> str:
    """The page; what it shows is put into ``pictures`` under the name it has there."""

    def kept(picture: Picture) -> str:
        name = hashlib.sha256(picture.content).hexdigest()
        pictures[name] = picture.content
        return f"{PICTURE_SCHEME}:{name}"

    report = typeset(report, digits, glue=True)
    return PAGE.format(
        title=report.title.replace(NBSP, " "),
        author=report.agency[0] if report.agency else "",
        style=Markup(STYLE.replace("PAGE-DIGITS", "thai" if digits == "thai" else "decimal") + more_style),  # noqa: S704
        body=fragment(report, digits=digits, main_title=True, address=kept),
    )


def _fonts(cache_dir: Path | None) -> Callable[[int], bytes]:
    if cache_dir is None:
        return pdf_font
    files = pdf_font_files(cache_dir)
    return lambda weight: files[weight].read_bytes()


def weasyprint() -> Any:
    """The printer itself, imported only here: without Pango the import itself fails, and loudly."""
    if reason := pango():
        raise PrinterMissing(reason)
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise PrinterMissing(NO_PANGO) from error
