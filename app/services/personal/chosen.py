"""What somebody ticked among the things found, read anew: cases, houses in others' requests, old lines, questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from app.extensions import db
from app.models import OldRegisterLine, Question, Ticket, WaterPoint
from app.services import scope
from app.services.actors import Actor
from app.services.personal.searching import Place

Row = TypeVar("Row", OldRegisterLine, Question)
_LONGEST = 10  # no database counts its rows further


@dataclass(frozen=True, slots=True)
class Chosen:
    """One person's things."""

    cases: Sequence[Ticket] = field(default_factory=list)
    houses: Sequence[WaterPoint] = field(default_factory=list)
    lines: Sequence[OldRegisterLine] = field(default_factory=list)
    questions: Sequence[Question] = field(default_factory=list)

    def __len__(self) -> int:
        """How many."""
        return len(self.cases) + len(self.houses) + len(self.lines) + len(self.questions)

    @property
    def names(self) -> list[str]:
        """What the trail calls them."""
        numbers = [ticket.reference for ticket in self.cases] + [point.ticket.reference for point in self.houses]
        rows = [f"old line {line.id}" for line in self.lines] + [f"question {one.id}" for one in self.questions]
        return numbers + rows


def read(keys: Iterable[str], *, by: Actor) -> Chosen:
    """The things with these names that this person may see; the others do not exist."""
    wanted: dict[str, list[int]] = {}
    for key in keys:
        place, _dash, number = key.partition("-")
        if number.isascii() and number.isdigit() and len(number) < _LONGEST:
            wanted.setdefault(place, []).append(int(number))
    cases = scope.for_staff(by).where(Ticket.id.in_(wanted.get(Place.CASE, ())), Ticket.story != "")
    houses = select(WaterPoint).join(WaterPoint.ticket).where(
        WaterPoint.id.in_(wanted.get(Place.HOUSE, ())), scope.seen_by(by), Ticket.story != ""
    )  # fmt: skip
    return Chosen(
        db.session.scalars(cases.order_by(Ticket.id)).unique().all(),
        db.session.scalars(houses.order_by(WaterPoint.id)).unique().all(),
        _rows(OldRegisterLine, wanted.get(Place.OLD_LINE, ())),
        _rows(Question, wanted.get(Place.QUESTION, ())),
    )


def _rows(table: type[Row], numbers: Sequence[int]) -> list[Row]:
    return [row for number in numbers if (row := db.session.get(table, number))]
