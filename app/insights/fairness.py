"""Is everyone served alike, and does the pile grow: groups side by side with their intervals, open cases day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.domain.equality import Compared
from app.insights.choosing import Choice
from app.insights.grouping import COLUMNS, group_names
from app.services.statistics import Tally

COMPARED = ("village", "arrival", "language")
_WIDTH, _HEIGHT = 1000, 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of a dimension, and one plain sentence about them."""

    dimension: str
    heading: str
    rows: Sequence[tuple[str | None, str, Compared]]
    different: Sequence[str]

    @property
    def too_few(self) -> bool:
        """Whether no group can be compared with the rest."""
        return not any(compared.comparable for _key, _words, compared in self.rows)


def comparison(dimension: str, this: Tally, choice: Choice) -> Comparison:
    """The groups that had cases to judge."""
    found = this.equality(dimension)
    rows = [
        (key, words, found[key])
        for key, words in group_names(dimension, choice).items()
        if key in found and found[key].share.whole
    ]
    different = [words for _key, words, compared in rows if compared.differs]
    return Comparison(dimension, _(COLUMNS[dimension]), rows, different)


@dataclass(frozen=True, slots=True)
class Series:
    """Open cases at the end of each day: a line to look at, and its corners in words."""

    points: str
    first: tuple[date, int]
    last: tuple[date, int]
    most: tuple[date, int]
    least: tuple[date, int]


def series(this: Tally) -> Series:
    """The line in a box of 1000 by 100."""
    days = this.daily()
    top, step = max(1, *(cases for _day, cases in days)), _WIDTH / max(len(days) - 1, 1)
    points = " ".join(f"{n * step:.1f},{_HEIGHT - cases * _HEIGHT / top:.1f}" for n, (_day, cases) in enumerate(days))
    most, least = (pick(days, key=lambda day: day[1]) for pick in (max, min))
    return Series(points, days[0], days[-1], most, least)
