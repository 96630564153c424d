"""What an edition says otherwise than the one before: words marked, evidence come or gone, figures side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain import statement_tables
from app.domain.figure_changes import differences
from app.domain.marked_words import Piece, marked
from app.domain.report import Table
from app.models import ReportEdition
from app.services import editions


@dataclass(frozen=True, slots=True)
class WordChange:
    """A cell (measure 0: the head) whose words differ."""

    number: int
    cell: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A row of a table of figures, before and after."""

    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """Everything that differs; ``figures`` are those of the tables, ``all_figures`` counts every number."""

    words: Sequence[WordChange]
    gone: Sequence[str]
    new: Sequence[str]
    figures: Sequence[FigureRow]
    all_figures: int


def changes(edition: ReportEdition) -> EditionChanges | None:
    """What a correction changed; None for a first edition."""
    before = editions.before(edition)
    if before is None:
        return None
    gone, new = _pieces(before), _pieces(edition)
    numbers = [c for c in differences(before.figures, edition.figures) if c.path != "as_of"]
    return EditionChanges(
        list(_words(before, edition)),
        [label for label in gone if label not in new],
        [label for label in new if label not in gone],
        list(_figures(before, edition)),
        len(numbers),
    )


def _words(before: ReportEdition, after: ReportEdition) -> Iterator[WordChange]:
    old, new = before.document["words"], after.document["words"]
    for number in sorted({*old, *new}, key=int):
        for cell in new.get(number, old.get(number)):
            was, now = old.get(number, {}).get(cell, ""), new.get(number, {}).get(cell, "")
            if was != now:
                yield WordChange(int(number), cell, marked(was, now))


def _pieces(edition: ReportEdition) -> list[str]:
    return [f"{piece['measure']}. {piece['label']}" for piece in edition.document["evidence"]]


def _figures(before: ReportEdition, after: ReportEdition) -> Iterator[FigureRow]:
    old, new = (_cells(edition) for edition in (before, after))
    for place in [*new, *(place for place in old if place not in new)]:
        if old.get(place) != new.get(place):
            yield FigureRow(*place[1:], old.get(place, "–"), new.get(place, "–"))


def _cells(edition: ReportEdition) -> dict[tuple[str, str, str], str]:
    """Every cell of the tables of figures by table, row and column."""
    tables = [block for block in statement_tables.blocks(edition.figures) if isinstance(block, Table)]
    return {
        (table.caption, row[0], column): cell
        for table in tables
        for row in table.rows
        for column, cell in list(zip(table.header, row, strict=True))[1:]
    }
