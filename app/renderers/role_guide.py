"""A role's guide on A4, two sheets at most: tagged PDF, Thai digits where they count, nothing fetched."""

import functools
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from app.domain.role_guides import Chapter, RoleGuide
from app.domain.thai import to_thai_digits
from app.renderers import pdf
from app.renderers.fonts import pdf_font
from app.renderers.unbroken import Unbroken

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_NAMED = re.compile("“[^”]{1,28}”")
_BODY = Markup(
    '<article data-running-head="{title}" data-as-of="{foot}"><header><p class="agency">{agency}</p><h1>{title}</h1>'
    '<p class="lead">{lead}</p><p class="call">{call}</p></header>{chapters}</article>'
)


def render(guide: RoleGuide, *, office: str, phone: str, day: str) -> bytes:
    """The guide with the office's own name and telephone; ``PrinterMissing`` where Pango is not installed."""
    named = {said for one in guide.chapters for step in one.steps for said in _NAMED.findall(step)}
    text = Unbroken([office, phone, *named])
    title = f"คู่มือ{guide.title}"
    call = f"มีปัญหาหรือข้อเสนอ โทร. {phone} {office}"
    body = _BODY.format(
        title=title, agency=text(office), lead=text(guide.lead), foot=day, call=text(call),
        chapters=_chapters(guide.chapters, text),
    )  # fmt: skip
    return _printed(pdf.PAGE.format(title=title, author=office, style=Markup(STYLE), body=body))  # noqa: S704


def _chapters(chapters: Iterable[Chapter], text: Unbroken) -> Markup:
    pattern, line = Markup("<section><h2>{} {}</h2><ol>{}</ol></section>"), Markup("<li>{}</li>")
    return Markup().join(
        pattern.format(to_thai_digits(str(n)), text(one.title), Markup().join(line.format(text(s)) for s in one.steps))
        for n, one in enumerate(chapters, 1)
    )


@functools.lru_cache(maxsize=16)
def _printed(page: str) -> bytes:
    printer = pdf.weasyprint()
    laid_out = printer.HTML(string=page, url_fetcher=pdf.fetcher(pdf_font)).render(pdf_variant="pdf/ua-1")
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    data: bytes = laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return data
