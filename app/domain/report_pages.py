"""How the blocks of a report are dealt out to pages; printers that have pages ask here."""

import unicodedata
from typing import Literal

from app.domain.report import Block, Heading, MeasureTable, PageBreak, PictureSheet

MEASURE_SHARES = (34, 30, 23, 31, 42, 40)
"""How wide the six columns of a measure are on paper."""

Size = Literal["whole", "dense", "long"]

_LETTERS_A_SHARE, _LINES_A_PAGE = 0.56, 20
_SMALL_LETTERS_A_SHARE, _SMALL_LINES_A_PAGE = 0.65, 27


def pages(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], ...]:
    """Deal blocks out to pages: a new one at each `PageBreak`, each measure after another, and each sheet of pictures.

    Headings directly above go with them. A page here may still run over several sheets of paper.
    """
    dealt: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            dealt.append([])
            continue
        if _wants_a_page(block, dealt[-1]):
            dealt.append(_headings_at_the_end_of(dealt[-1]))
        dealt[-1].append(block)
    return tuple(tuple(page) for page in dealt if page)


def _wants_a_page(block: Block, page: list[Block]) -> bool:
    if isinstance(block, PictureSheet):
        return bool(page)
    return isinstance(block, MeasureTable) and any(isinstance(other, MeasureTable) for other in page)


def _headings_at_the_end_of(page: list[Block]) -> list[Block]:
    """Take the trailing headings off a page, in their order."""
    taken: list[Block] = []
    while page and isinstance(page[-1], Heading):
        taken.insert(0, page.pop())
    return taken


def size_of(measure: MeasureTable) -> Size:
    """At a cautious guess: a page holds it as it is, holds it in smaller type, or it must be free to break."""
    if _lines(measure, _LETTERS_A_SHARE) <= _LINES_A_PAGE:
        return "whole"
    return "dense" if _lines(measure, _SMALL_LETTERS_A_SHARE) <= _SMALL_LINES_A_PAGE else "long"


def _lines(measure: MeasureTable, letters_a_share: float) -> int:
    """How many lines the longest cell takes; marks above and below their letter take no room."""
    return max(
        sum(1 + int(sum(map(_takes_room, text)) / (share * letters_a_share)) for text in texts)
        for share, texts in zip(MEASURE_SHARES, measure.cells, strict=True)
    )


def _takes_room(letter: str) -> bool:
    return unicodedata.category(letter) != "Mn"
