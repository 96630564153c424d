"""A poster of the office's channels on A4, A3 or a square for social media: a PDF, and pictures of it.

It is set in the largest size of type in which everything fits on its one sheet. Nothing is fetched.
"""

import hashlib
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import segno
from markupsafe import Markup, escape
from PIL import Image

from app.domain.poster import Number, Poster, Size, WayIn
from app.renderers import fitting, page_images, pdf
from app.renderers.fonts import pdf_font
from app.renderers.typesetting import typeset
from app.renderers.unbroken import NBSP, Unbroken

STYLE = Path(__file__).with_name("wall.css").read_text(encoding="utf-8")
SHEETS = {Size.A4: ("A4", "12pt"), Size.A3: ("A3", "16.97pt"), Size.SQUARE: ("518.4pt 518.4pt", "12pt")}
DOTS = {Size.A4: 1240, Size.A3: 2480, Size.SQUARE: 1080}
"""How wide the picture is: 150 dots an inch on A4, 212 on A3."""
THUMB = 480
LINE, NAME = 24, 14
CROWD = 3
EDGES = {Size.A4: 0.06, Size.A3: 0.06, Size.SQUARE: 0.044}
"""White at the sides, as a part of the width."""
KINDS_OF_OFFICE = ("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล")

LIST = ("<ul>{}</ul>", '<ul class="crowded">{}</ul>')

BODY = Markup(
    '<article class="{size} {kind} {shape}"><header><p class="agency">{agency}</p><p class="place">{place}</p></header>'
    '<div class="sheet"><div class="air"></div><div class="head"><h1>{headline}</h1><p class="lead">{lead}</p></div>'
    '<div class="air"></div>{middle}<div class="air"></div></div>'
    "<footer>{numbers}<p class=\"hours\">{hours}</p></footer></article>"
)
WAY = Markup(
    '<div{apart}><section class="way"><div class="code">{qr}</div><div class="what"><h2>{title}</h2>{text}{names}'
    '<p class="address">{address}</p></div></section></div>'
)
CELL = Markup(
    '<div class="cell"><p class="label">{}</p><p class="number">{}</p></div>'
)
ONE = Markup(
    '<div class="one"><div class="scan"><div class="code">{qr}</div>{note}</div>'
    '<div class="how"><ol>{steps}</ol></div></div><div class="air"></div>{promise}<p class="address">{address}</p>'
)


def render(poster: Poster, size: Size) -> bytes:
    """The sheet as a tagged PDF; ``PrinterMissing`` where Pango is not installed."""
    printer, fetch = pdf.weasyprint(), pdf.fetcher(pdf_font)

    def laid_out(scale: float, air: float = 0) -> Any:
        page = _page(poster, size, scale, air)
        return printer.HTML(string=page, url_fetcher=fetch).render(pdf_variant="pdf/ua-1")

    document = fitting.largest(laid_out, EDGES[size])
    identifier = hashlib.sha256(f"{poster!r} {size}".encode()).digest()[:16]
    data: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return data


def pictures(paper: bytes, size: Size) -> tuple[bytes, bytes]:
    """The sheet as a PNG, and a small one to choose it by."""
    drawn = page_images.drawn(paper, DOTS[size])
    small = drawn.resize((THUMB, round(THUMB * drawn.height / drawn.width)), Image.Resampling.LANCZOS)
    return _png(drawn), _png(small)


class _Phrases(Unbroken):
    """Thai parts its phrases by spaces: on a wall a line ends there, and phrases that fit on one stay whole."""

    def __call__(self, text: str, longest: int = 18) -> Markup:
        """Phrase by phrase; ``longest``: how many letters that stand beside each other are kept together."""
        return Markup(" ").join(self._phrase(part, longest) for part in text.split(" "))

    def _phrase(self, part: str, longest: int) -> Markup:
        wide = sum(unicodedata.category(letter) != "Mn" for letter in part)
        whole = super().__call__(part)
        return Markup('<span class="nb">{}</span>').format(whole) if wide <= longest else whole


def _page(poster: Poster, size: Size, scale: float, air: float) -> str:
    said = _typeset(poster)
    text = _Phrases(poster.names)
    alone = len(said.ways) == 1
    body = BODY.format(
        size=size, kind=poster.kind, shape="alone" if alone else f"many of{len(said.ways)}",
        agency=_agency(said.agency), place=text(said.place),
        headline=text(said.headline), lead=text(said.lead, LINE),
        middle=_one(said, text) if alone else _many(said.ways, text), numbers=_numbers(said.numbers, text),
        hours=text(said.hours),
    )  # fmt: skip
    sheet, base = SHEETS[size]
    gap = air / (body.count('class="air"') + 0.2)
    style = STYLE.replace("SHEET", sheet).replace("BASE", base).replace("SCALE", f"{scale}rem")
    style = style.replace("AIR", f"{gap:.2f}px")
    marked = Markup(fitting.marked(body))  # noqa: S704 - names were added to what was escaped
    return pdf.PAGE.format(title=poster.headline, author=poster.agency, style=Markup(style), body=marked)  # noqa: S704


def _typeset(poster: Poster) -> Poster:
    """In Thai digits, except for what is dialled or typed."""
    said = cast("Poster", typeset(cast("Any", poster), "thai", glue=True))
    numbers = [replace(mine, number=its.number) for mine, its in zip(said.numbers, poster.numbers, strict=True)]
    return replace(said, kind=poster.kind, numbers=tuple(numbers))


def _agency(name: str) -> Markup:
    """The kind of office may stand on a line of its own; its proper name stays whole where a line can hold it."""
    kind = next((kind for kind in KINDS_OF_OFFICE if name.startswith(kind) and name != kind), "")
    proper = name.removeprefix(kind)
    whole = Markup('<span class="nb">{}</span>').format(proper) if len(proper) <= NAME else escape(proper)
    return Markup("{}<wbr>{}").format(kind, whole) if kind else whole


def _many(ways: Sequence[WayIn], text: _Phrases) -> Markup:
    return Markup().join(
        WAY.format(
            apart=Markup(' class="apart"') if way.apart else "", qr=_code(way.address), title=text(way.title),
            text=Markup("<p>{}</p>").format(text(way.text, LINE)) if way.text else "",
            names=_each("<li>{}</li>", way.names, text, LIST[len(way.names) > CROWD]) if way.names else "",
            address=_typed(way.address),
        )
        for way in ways
    )  # fmt: skip


def _one(poster: Poster, text: _Phrases) -> Markup:
    (way,) = poster.ways
    return ONE.format(
        qr=_code(way.address),
        note=Markup('<p class="note">{}</p>').format(text(poster.note)) if poster.note else "",
        steps=_each("<li>{}</li>", poster.steps, text, "{}"),
        promise=Markup('<p class="promise">{}</p>').format(text(poster.promise)) if poster.promise else "",
        address=_typed(way.address),
    )


def _numbers(numbers: Sequence[Number], text: _Phrases) -> Markup:
    shown = ((text(one.label), _dialled(one.number)) for one in numbers)
    each = Markup().join(CELL.format(*pair) for pair in shown)
    return Markup('<div class="numbers">{}</div>').format(each)


def _dialled(number: str) -> Markup:
    """On one line; what is dialled inside the house may stand on the next."""
    parts = (part.replace(" ", NBSP) for part in number.replace(f"{NBSP}ต่อ", " ต่อ").replace(" ต่อ", "\0ต่อ").split("\0"))
    return Markup(" ").join(Markup('<span class="nb">{}</span>').format(part) for part in parts)


def _each(pattern: str, items: Sequence[str], text: _Phrases, around: str) -> Markup:
    whole = Markup().join(Markup(pattern).format(text(item)) for item in items)  # noqa: S704 - patterns stand here
    return Markup(around).format(whole)  # noqa: S704


def _typed(address: str) -> Markup:
    """As it is typed: without scheme and last stroke, broken at strokes only."""
    parts = address.partition("://")[2].rstrip("/").split("/")
    return Markup("/<wbr>").join(escape(part) for part in parts)


def _code(address: str) -> Markup:
    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(border=0, omitsize=True, lineclass=None, svgclass="qr"))  # noqa: S704 (segno escapes)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
