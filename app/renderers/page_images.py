"""Photographs and the first pages of PDFs as small JPEGs for the annex of a report; nothing here reads a file by name.

A file that cannot be opened (broken, encrypted) is said to be so and stops nothing.
"""

import importlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from PIL import Image, ImageDraw

PDF, JPEG = "application/pdf", "image/jpeg"
MOST_PAGES = 3
LARGEST, EDGE = 140_000, 2
_SIDES = (1100, 900, 700, 500)
_QUALITIES = (78, 62)
_POINTS_ON_PAPER = 842  # the longer side of A4
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
    if media_type != PDF:
        return 0
    with _paper(content) as paper:
        return len(paper)


def image(content: bytes, page: int) -> PageImage:
    """The picture itself (page 0), or a page of a PDF (from 1). ``Unseen`` when it cannot be drawn."""
    return _small(_photograph(content), 0) if page == 0 else _small(_page(content, page), EDGE)


def drawn(content: bytes, width: int) -> Image.Image:
    """The first page of one of our own papers, exactly so many dots wide."""
    with _paper(content) as paper:
        page = paper[0]
        whole: Image.Image = page.render(scale=width / page.get_width()).to_pil()
        return whole.convert("RGB").crop((0, 0, width, whole.height))


def _photograph(content: bytes) -> Image.Image:
    try:
        opened = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
        opened.draft("RGB", (_SIDES[0], _SIDES[0]))
        return opened.convert("RGB")
    except Exception as broken:  # decoders fail in every way there is
        raise Unseen from broken


def _page(content: bytes, number: int) -> Image.Image:
    with _paper(content) as paper:
        try:
            page = paper[number - 1]
            scale = _SIDES[0] / max(page.get_width(), page.get_height(), _POINTS_ON_PAPER / 4)
            drawn: Image.Image = page.render(scale=scale).to_pil()
        except Exception as broken:  # an index out of range, a page without a size, no memory
            raise Unseen from broken
        return drawn.convert("RGB")


@contextmanager
def _paper(content: bytes) -> Iterator[Any]:
    pdfium = importlib.import_module("pypdfium2")
    with _ONE_AT_A_TIME:
        try:
            paper = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as broken:
            raise Unseen from broken
        try:
            yield paper
        finally:
            paper.close()


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
