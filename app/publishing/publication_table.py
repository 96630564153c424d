"""The table of the publications' list: how many under each heading in each month, and which headings are asleep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.periods import Period, fiscal_year, fiscal_year_of, month
from app.domain.publications import Heading, months_between
from app.services import publications

_ASLEEP = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of a heading; ``begun``: False while it is still to come."""

    month: Period
    count: int
    begun: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A heading in a fiscal year; ``quiet``: for how many months nothing came, None if something did."""

    heading: Heading
    cells: Sequence[Cell]
    total: int
    last: date | None
    quiet: int | None


def rows(year: Period, today: date) -> list[Row]:
    """A row for each of the eight headings."""
    counts, last = publications.counts(year), publications.last_days()
    return [_row(heading, counts[heading], last.get(heading), year, today) for heading in Heading]


def years(shown: Period, today: date) -> list[tuple[Period, bool]]:
    """The fiscal years to choose from, newest first, and which is shown."""
    found = {*publications.years(), fiscal_year_of(today), fiscal_year_of(shown.start)}
    return [(fiscal_year(year), fiscal_year(year) == shown) for year in sorted(found, reverse=True)]


def _row(heading: Heading, counts: Mapping[date, int], last: date | None, year: Period, today: date) -> Row:
    months = [month(first.year, first.month) for first in _firsts(year)]
    cells = [Cell(one, counts.get(one.start, 0), one.start <= today) for one in months]
    quiet = months_between(last, today) if last else None
    asleep = quiet if quiet is not None and quiet >= _ASLEEP else None
    return Row(heading, cells, sum(cell.count for cell in cells), last, asleep)


def _firsts(year: Period) -> list[date]:
    first = year.start.year * 12 + year.start.month - 1
    return [date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(12)]
