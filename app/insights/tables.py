"""Tables of figures: a row for each unit, service, category and so on, last year's beside it, and the total."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.words import N_
from app.insights.choosing import Choice
from app.insights.grouping import COLUMNS, group_names
from app.services.statistics import Line, Tally

HEADINGS = {
    "unit": N_("แต่ละหน่วย"),
    "service": N_("แต่ละบริการ"),
    "category": N_("แต่ละประเภทเรื่อง"),
    "village": N_("แต่ละหมู่บ้าน"),
    "arrival": N_("แต่ละทางที่แจ้งมา"),
    "language": N_("แต่ละภาษาที่ใช้"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One group: its figures, last year's, and the way to the cases behind each."""

    name: str
    line: Line
    before: Line
    choice: Choice

    def link(self, measure: str) -> str:
        """The cases behind one number of this row."""
        dimension, key = self.line.group
        return self.choice.cases_url(measure, *((dimension, key) if dimension != "total" else ()))


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a dimension that have anything to say, and their total."""

    dimension: str
    heading: str
    column: str
    rows: list[Row]
    total: Row

    @property
    def moves(self) -> bool:
        """Whether cases moved between rows; only then is it worth two columns."""
        return any(row.line.balance.moved_in or row.line.balance.moved_out for row in self.rows)


def table(dimension: str, this: Tally, before: Tally, choice: Choice) -> Table:
    """The table of one dimension."""
    lines, earlier = this.lines(dimension), before.lines(dimension)
    rows = [
        Row(words, this.line((dimension, key)), before.line((dimension, key)), choice)
        for key, words in group_names(dimension, choice).items()
        if key in lines or key in earlier
    ]
    shown = [row for row in rows if not (row.line.empty and row.before.empty)]
    total = Row(_("รวม"), this.total, before.total, choice)
    return Table(dimension, _(HEADINGS[dimension]), _(COLUMNS[dimension]), shown, total)
