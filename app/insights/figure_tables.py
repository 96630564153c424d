"""One figure as a table and as a chart of the same numbers: a row for each group, or for each stretch of time."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.period_parts import STEPS, Step, parts, steps_of
from app.insights import choosing
from app.insights.choosing import Choice
from app.insights.grouping import COLUMNS, group_names
from app.services import statistics
from app.services.statistics import Figure, Tally
from app.services.statistics.catalogue import Known
from app.services.statistics.split import Split, over_time
from app.web import office

_WIDTH, _WIDEST = 1000, 90


@dataclass(frozen=True, slots=True)
class Row:
    """A group or a stretch of time: its figure, the year before, and their sizes in the chart (0 to 100)."""

    name: str
    figure: Figure
    before: Figure
    most: float

    @property
    def size(self) -> float | None:
        """None where there are too few cases for a value."""
        return _size(self.figure, self.most)

    @property
    def size_before(self) -> float | None:
        """The same of the year before."""
        return _size(self.before, self.most)


@dataclass(frozen=True, slots=True)
class Bar:
    """A column of the chart over time, in a box of 1000 by 100."""

    x: float
    width: float
    row: Row


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A figure, the whole of it, and the rows it is told apart by."""

    known: Known
    by: str
    this: Tally
    figure: Figure
    before: Figure
    rows: Sequence[Row]

    @property
    def over_time(self) -> bool:
        """Whether its rows are stretches of time."""
        return self.by in STEPS

    @property
    def bars(self) -> list[Bar]:
        """The rows side by side."""
        step = _WIDTH / max(len(self.rows), 1)
        width = min(step, _WIDEST)
        return [Bar(round((n + 0.5) * step - width / 2, 1), round(width, 1), row) for n, row in enumerate(self.rows)]


def ways(choice: Choice) -> list[str]:
    """What a figure of this period can be told apart by."""
    return [*COLUMNS, *steps_of(choice.period)]


def table(known: Known, by: str, choice: Choice) -> FigureTable:
    """The figure by groups, or over time."""
    now, as_of = office.now(), choice.as_of
    this = statistics.tally(choice.period, choice.channel, now=now, as_of=as_of)
    before = statistics.year_before(this, now=now, as_of=as_of)
    dimension = by if by in COLUMNS else None
    found, earlier = Split(known, this, dimension), Split(known, before, dimension)
    pairs = _groups(dimension, choice, found, earlier) if dimension else _stretches(known, by, choice)
    return FigureTable(known, by, this, found.whole, earlier.whole, _rows(pairs, known))


def _groups(dimension: str, choice: Choice, found: Split, earlier: Split) -> list[tuple[str, Figure, Figure]]:
    names = {k: words for k, words in group_names(dimension, choice).items() if k in found.keys | earlier.keys}
    pairs = [(words, found.group(key), earlier.group(key)) for key, words in names.items()]
    return [pair for pair in pairs if pair[1].denominator or pair[2].denominator]


def _stretches(known: Known, by: str, choice: Choice) -> list[tuple[str, Figure, Figure]]:
    step: Step = next(step for step in STEPS if step == by)
    periods = parts(choice.period, step, choice.as_of or choice.today)
    pairs = over_time(known, periods, choice.channel, now=office.now(), as_of=choice.as_of)
    return [(choosing.name(pair.period), pair.now, pair.before) for pair in pairs]


def _rows(pairs: Sequence[tuple[str, Figure, Figure]], known: Known) -> list[Row]:
    values = [figure.value or 0 for _words, *figures in pairs for figure in figures]
    most = 100 if known.kind in {"share", "part_of_time"} else max([1, *values])
    return [Row(*pair, most) for pair in pairs]


def _size(figure: Figure, most: float) -> float | None:
    return None if figure.value is None else round(100 * figure.value / most, 1)

