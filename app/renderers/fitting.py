"""Fits type to a sheet: the largest scale at which nothing is cut off, and what is left of the sheet as air.

The page marks its blocks and the phrases that may not be broken; the printer then says where it put them.
"""

import re
from collections.abc import Callable
from typing import Any

SCALES = tuple(round(1.6 - 0.025 * step, 3) for step in range(47))
MARKED = re.compile(r'<(p|h1|h2|li)\b|<span class="nb"')
FOOT = 0.036
"""White under the last line, as a part of the width."""


def largest(laid_out: Callable[..., Any], edge: float) -> Any:
    """By halves: the largest of the scales at which everything fits, with what is left of the sheet as air.

    The smallest where nothing fits.
    """
    low, high, best = 0, len(SCALES) - 1, None
    while low <= high:
        middle = (low + high) // 2
        document = laid_out(SCALES[middle])
        if _fits(document, edge):
            best, high = (document, SCALES[middle]), middle - 1
        else:
            low = middle + 1
    if best is None:
        return laid_out(SCALES[-1])
    document, scale = best
    airy = laid_out(scale, _left(document))
    return airy if _fits(airy, edge) else document


def _left(document: Any) -> float:
    """How much of the sheet is left under the last line and the white that belongs to it, in CSS pixels."""
    page = document.pages[0]
    lowest = max(end for name, (_left, _top, _right, end) in page.anchors.items() if "." not in name)
    return max(0.0, float(page.height - lowest - page.width * FOOT))


def _fits(document: Any, white: float) -> bool:
    """On one page, no block beyond its edge, and no phrase that is kept whole beyond its block."""
    page = document.pages[0]
    edge = page.width * white
    blocks = {name: place for name, place in page.anchors.items() if "." not in name}
    inside = all(left >= edge and right <= page.width - edge for left, _top, right, _end in blocks.values())
    held = all(
        right <= blocks[name.partition(".")[0]][2] + 1
        for name, (_left, _top, right, _end) in page.anchors.items()
        if "." in name
    )
    return len(document.pages) == 1 and inside and held


def marked(body: str) -> str:
    """Blocks and unbroken phrases with names, so that the printer says where it put them."""
    count = [0, 0]

    def name(found: re.Match[str]) -> str:
        block = found[1] is not None
        count[0], count[1] = (count[0] + 1, 0) if block else (count[0], count[1] + 1)
        return f'{found[0]} id="b{count[0]}{"" if block else f".{count[1]}"}"'

    return MARKED.sub(name, body)
