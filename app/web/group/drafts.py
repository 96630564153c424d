"""A group request on its way: who files, and rows of houses as they were typed, kept under the key of the form."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import ImmutableMultiDict

from app.domain.house_rolls import COLUMNS, LONGEST_CELL
from app.domain.houses_asked import AskedHouse, asked_houses
from app.domain.water import MOST_HOUSES
from app.services import drafts
from app.services import office as offices
from app.web import office
from app.web.group.filer import FilerForm

EMPTY_ROWS = MORE_ROWS = 5
USUAL_TRUCK = 6000
Rows = list[dict[str, str]]


@dataclass(slots=True)
class GroupDraft:
    """What is kept of one request."""

    key: str
    slug: str
    filer: dict[str, list[str]]
    rows: Rows

    def save(self) -> "GroupDraft":
        """Keep it for a day; the key may have become another."""
        answers = {"filer": self.filer, "rows": self.rows}
        self.key = drafts.save(self.key, self.slug, answers, (), now=office.now()).key
        return self

    def houses(self, form: FilerForm) -> list[AskedHouse]:
        """The rows as houses."""
        villages = {village.number: village.name for village in offices.villages()}
        return asked_houses(self.rows, villages=villages, village=form.village_number(), truck=truck())


def find(key: str, slug: str) -> GroupDraft | None:
    """The draft with this key, if it still waits."""
    found = drafts.find(key, slug, now=office.now()) if drafts.is_key(key) else None
    answers: dict[str, Any] = found.answers if found else {}
    return GroupDraft(key, slug, answers["filer"], answers["rows"]) if found else None


def typed_count(form: ImmutableMultiDict[str, str]) -> int:
    """How many rows the table had, empty ones too."""
    sent = form.get("rows", "")
    return min(int(sent), MOST_HOUSES) if sent.isascii() and sent.isdigit() and len(sent) < 5 else 0


def typed_rows(form: ImmutableMultiDict[str, str]) -> Rows:
    """The rows of the table as they were sent, without those to be taken out and without empty ones at the end."""
    count, gone = typed_count(form), set(form.getlist("remove"))
    rows = [
        {column: form.get(f"{column}_{i}", "")[:LONGEST_CELL] for column in COLUMNS}
        for i in range(count)
        if str(i) not in gone
    ]
    while rows and not any(cell.strip() for cell in rows[-1].values()):
        rows.pop()
    return rows


def truck() -> int:
    """How much one truck carries."""
    present = office.office()
    return present.truck_litres if present else USUAL_TRUCK
