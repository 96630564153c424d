"""Draws the first pages of a PDF that somebody sent: a program of its own, for such a file can keep one busy for ever.

It imports nothing of the application; the paper comes in on its input, the number of pages and the pictures go out.
"""

import importlib
import io
import struct
import sys
from contextlib import suppress
from typing import Any, BinaryIO

LONGEST_SIDE = 1100
MOST_PAGES = 3
POINTS_ON_PAPER = 842  # the longer side of A4
SIZE = struct.Struct("!I")
_MEMORY = 2 * 1024**3


def main(given: BinaryIO, out: BinaryIO) -> int:
    """The count of pages, then a PNG of each of the first after its size; nothing for one that cannot be drawn."""
    _bound()
    pdfium = importlib.import_module("pypdfium2")
    try:
        paper = pdfium.PdfDocument(given.read())
        total = len(paper)
    except pdfium.PdfiumError:
        return 1
    out.write(SIZE.pack(total))
    for number in range(min(total, MOST_PAGES)):
        picture = _drawn(paper, number)
        out.write(SIZE.pack(len(picture)) + picture)
        out.flush()
    return 0


def _drawn(paper: Any, number: int) -> bytes:
    out = io.BytesIO()
    with suppress(Exception):  # a page without a size, no memory
        page = paper[number]
        scale = LONGEST_SIDE / max(page.get_width(), page.get_height(), POINTS_ON_PAPER / 4)
        page.render(scale=scale).to_pil().convert("RGB").save(out, "PNG", compress_level=1)
        return out.getvalue()
    return b""


def _bound() -> None:
    """Not more memory than a small machine can spare, where the system knows how to say so."""
    with suppress(ImportError, ValueError, OSError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
