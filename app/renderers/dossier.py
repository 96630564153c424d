"""A sealed report on its way to another agency: one PDF with its files inside, encrypted. Nothing of it touches a disk.

Only the two fonts lie in a temporary folder while the pages are laid out: the layout library wants them as files.
"""

import importlib
import io
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from app.domain.report import Report
from app.domain.sealed_export import Enclosure
from app.renderers import pdf
from app.renderers.fonts import pdf_font
from app.renderers.html import fragment

STYLE = (Path(__file__).parent / "dossier.css").read_text(encoding="utf-8")
ANNEX = Markup('<section class="annex"><h2>{caption}</h2><img src="{scheme}:{number}" alt="{caption}"></section>')
FOOT = Markup('<p class="foot">{}</p>')
CIPHER = "AES-256"


def render(report: Report, enclosures: Sequence[Enclosure], *, foot: str, password: str) -> bytes:
    """The encrypted PDF; ``foot`` stands on every page. ``PrinterMissing`` where Pango is not installed."""
    pages = _pages(report, enclosures, foot)
    pypdf = importlib.import_module("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pages))
    for enclosure in enclosures:
        kept = writer.add_attachment(enclosure.name, enclosure.content)
        kept.alternative_name = pypdf.generic.TextStringObject(enclosure.name)
    writer.pdf_header = "%PDF-2.0"  # the first version whose own cipher this is
    writer.encrypt(user_password=password, algorithm=CIPHER)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(report: Report, enclosures: Sequence[Enclosure], foot: str) -> bytes:
    printer = pdf.weasyprint()
    pictures = {str(number): one.picture for number, one in enumerate(enclosures, 1) if one.picture}
    annex = [
        ANNEX.format(caption=f"ภาคผนวก: ไฟล์ {enclosures[int(number) - 1].name}",
                     scheme=pdf.PICTURE_SCHEME, number=number)
        for number in pictures
    ]  # fmt: skip
    page = pdf.PAGE.format(
        title=report.title,
        author=report.agency[0] if report.agency else "",
        style=Markup(STYLE),  # noqa: S704 - our file
        body=FOOT.format(foot) + fragment(report, digits="kept", main_title=True) + Markup().join(annex),
    )
    laid_out: bytes = printer.HTML(string=page, url_fetcher=pdf.fetcher(pdf_font, pictures)).write_pdf()
    return laid_out
