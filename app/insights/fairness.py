"""Is everyone served alike, and does the pile grow: groups side by side with their intervals, open cases day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.domain.equality import Compared
from app.domain.words import N_
from app.insights.choosing import Choice
from app.insights.grouping import COLUMNS, group_names
from app.services.statistics import Tally
from app.web import charts

COMPARED = {"village": N_("ที่อื่น"), "arrival": N_("ทางอื่น"), "language": N_("ภาษาอื่น")}
_EACH_DAY, _SUNDAY = 62, 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of a dimension, and a plain sentence about each that differs."""

    dimension: str
    heading: str
    rows: Sequence[tuple[str | None, str, Compared]]

    @property
    def too_few(self) -> bool:
        """Whether no group can be compared with the rest."""
        return not any(compared.comparable for _key, _words, compared in self.rows)

    @property
    def different(self) -> Sequence[tuple[str | None, str]]:
        """Each group that differs beyond chance, in a sentence; those that get less come first."""
        found = sorted((row for row in self.rows if row[2].differs), key=lambda row: not row[2].below)
        return [(key, self._sentence(name, compared)) for key, name, compared in found]

    def _sentence(self, name: str, found: Compared) -> str:
        numbers = {
            "group": name, "others": _(COMPARED[self.dimension]), "part": found.share.part, "whole": found.share.whole,
            "rest_part": found.rest.part, "rest_whole": found.rest.whole,
        }  # fmt: skip
        if found.below:
            return str(_(
                "%(group)s เสร็จทันกำหนด %(part)s จาก %(whole)s เรื่อง น้อยกว่า%(others)sที่ได้ %(rest_part)s จาก "
                "%(rest_whole)s เรื่อง ต่างกันเกินกว่าจะเป็นเรื่องบังเอิญ ควรดูว่าเพราะอะไร", **numbers,
            ))  # fmt: skip
        return str(_(
            "%(group)s เสร็จทันกำหนด %(part)s จาก %(whole)s เรื่อง มากกว่า%(others)sที่ได้ %(rest_part)s จาก "
            "%(rest_whole)s เรื่อง ต่างกันเกินกว่าจะเป็นเรื่องบังเอิญ ควรดูว่าเพราะอะไร", **numbers,
        ))  # fmt: skip


def comparisons(this: Tally, choice: Choice) -> list[Comparison]:
    """The groups that had cases to judge, of every dimension; judged together."""
    return [
        Comparison(
            dimension,
            _(COLUMNS[dimension]),
            [
                (key, words, found[key])
                for key, words in group_names(dimension, choice).items()
                if key in found and found[key].share.whole
            ],
        )
        for dimension, found in this.equality(*COMPARED).items()
    ]


@dataclass(frozen=True, slots=True)
class Series:
    """Open cases at the end of each day: a line to look at, its corners in words, and the same as rows of a table.

    The rows are the days, of a long period the Sundays and the last day.
    """

    points: str
    first: tuple[date, int]
    last: tuple[date, int]
    most: tuple[date, int]
    least: tuple[date, int]
    rows: Sequence[tuple[date, int]]


def series(this: Tally) -> Series:
    """The line in a box of 1000 by 100."""
    days = this.daily()
    cases = [number for _day, number in days]
    points = charts.line(cases, max(1, *cases))
    most, least = (pick(days, key=lambda day: day[1]) for pick in (max, min))
    rows = days if len(days) <= _EACH_DAY else [d for d in days if d[0].weekday() == _SUNDAY or d is days[-1]]
    return Series(points, days[0], days[-1], most, least, rows)
