"""Tables of figures: a row for each unit, category, village or way of arrival, last year's beside it, and the total."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.channels import CHANNELS, Arrival
from app.domain.words import N_
from app.insights.choosing import Choice
from app.models import Category, OfficeUnit, Village
from app.services.statistics import Line, Tally
from app.services.statistics.groups import named
from app.web.villages import village_name
from app.web.words import THAI, language

HEADINGS = {
    "unit": (N_("แต่ละหน่วย"), N_("หน่วย"), N_("ยังไม่ได้มอบหมาย")),
    "category": (N_("แต่ละประเภทเรื่อง"), N_("ประเภท"), N_("ไม่ระบุประเภท")),
    "village": (N_("แต่ละหมู่บ้าน"), N_("หมู่บ้าน"), N_("ไม่ระบุหมู่บ้าน")),
    "arrival": (N_("แต่ละทางที่แจ้งมา"), N_("ทางที่แจ้งมา"), ""),
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
    heading, column, nobody = HEADINGS[dimension]
    groups: list[tuple[str | None, str]] = [(key, group_name(group, choice)) for key, group in named(dimension)]
    if nobody:
        groups.append((None, _(nobody)))
    lines, earlier = this.lines(dimension), before.lines(dimension)
    rows = [
        Row(words, this.line((dimension, key)), before.line((dimension, key)), choice)
        for key, words in groups
        if key in lines or key in earlier
    ]
    shown = [row for row in rows if not (row.line.empty and row.before.empty)]
    return Table(dimension, _(heading), _(column), shown, Row(_("รวม"), this.total, before.total, choice))


def group_name(group: OfficeUnit | Category | Village | Arrival, choice: Choice) -> str:
    """A group as a row is headed."""
    match group:
        case OfficeUnit():
            return group.short_name
        case Village():
            return village_name(group)
        case Arrival():
            return str(_(group.label))
        case Category():
            words = group.name if language() == THAI else group.english_name or group.name
            return words if choice.channel else f"{words} ({_(CHANNELS[group.channel_slug].short)})"
