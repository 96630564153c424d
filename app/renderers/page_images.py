"""Photographs and the first pages of PDFs as small JPEGs for the annex of a report; nothing here reads a file by name.

A file that cannot be opened (broken, encrypted) is said to be so and stops nothing; one that takes longer to draw than
any honest paper is not drawn (``pdf_pages``: two kilobytes can hold a drawing of many days).
"""

import importlib
import io
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from PIL import Image, ImageDraw

from app.renderers import pdf_pages
from app.renderers.pdf_pages import SIZE

PDF, JPEG = "application/pdf", "image/jpeg"
MOST_PAGES = pdf_pages.MOST_PAGES
PATIENCE = 20.0
"""Seconds for the first pages of a PDF."""
LARGEST, EDGE = 140_000, 2
_SIDES = (pdf_pages.LONGEST_SIDE, 900, 700, 500)
_QUALITIES = (78, 62)
_ONE_AT_A_TIME = Lock()  # PDFium is not made for threads


class Unseen(ValueError):
    """A file that cannot be shown as a picture."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A small JPEG and its size in pixels."""

    width: int
    height: int
    content: bytes


def showable(media_type: str) -> bool:
    """Whether a kind of file can have pictures at all."""
    return media_type == PDF or media_type.startswith("image/")


def pages_of(content: bytes, media_type: str) -> int:
    """How many pages a file has; 0 for a picture. ``Unseen`` when it cannot be opened."""
    return _first_pages(content)[0] if media_type == PDF else 0


def image(content: bytes, page: int) -> PageImage:
    """The picture itself (page 0), or one of the first pages of a PDF (from 1). ``Unseen`` when it cannot be drawn."""
    return _small(_photograph(content), 0) if page == 0 else _small(_page(content, page), EDGE)


def drawn(content: bytes, width: int) -> Image.Image:
    """The first page of one of our own papers, exactly so many dots wide."""
    pdfium = importlib.import_module("pypdfium2")
    with _ONE_AT_A_TIME:
        paper = pdfium.PdfDocument(content)
        try:
            page = paper[0]
            whole: Image.Image = page.render(scale=width / page.get_width()).to_pil()
            return whole.convert("RGB").crop((0, 0, width, whole.height))
        finally:
            paper.close()


def _photograph(content: bytes) -> Image.Image:
    try:
        opened = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
        opened.draft("RGB", (_SIDES[0], _SIDES[0]))
        return opened.convert("RGB")
    except Exception as broken:  # decoders fail in every way there is
        raise Unseen from broken


def _page(content: bytes, number: int) -> Image.Image:
    pages = _first_pages(content)[1]
    if number > len(pages) or not pages[number - 1]:
        raise Unseen(number)
    return Image.open(io.BytesIO(pages[number - 1]))


@lru_cache(maxsize=1)
def _first_pages(content: bytes) -> tuple[int, tuple[bytes, ...]]:
    """How many pages a PDF has, and its first ones as PNG (nothing for one that cannot be drawn)."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file
            [sys.executable, "-I", pdf_pages.__file__], input=content, capture_output=True, timeout=PATIENCE, check=True
        )
    except (subprocess.SubprocessError, OSError) as failed:
        raise Unseen from failed
    out = io.BytesIO(done.stdout)
    (total,) = SIZE.unpack(out.read(SIZE.size))
    return total, tuple(out.read(*SIZE.unpack(out.read(SIZE.size))) for _ in range(min(total, MOST_PAGES)))


def _small(picture: Image.Image, edge: int) -> PageImage:
    """As large as it is still worth printing, and never more than ``LARGEST`` bytes if that can be had.

    White pages on white paper get an ``edge``.
    """
    for side in _SIDES:
        picture.thumbnail((side, side))
        ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline="#777777", width=edge)
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= LARGEST:
                return PageImage(picture.width, picture.height, out.getvalue())
    return PageImage(picture.width, picture.height, out.getvalue())
