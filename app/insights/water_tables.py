"""The water balance put together for a page: its figures with their lists, villages side by side, weeks as a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.domain.equality import Compared, compare
from app.domain.periods import Period, fiscal_year, fiscal_year_of
from app.domain.statistics import FEWEST, HALF, NINE_IN_TEN, Cut, Quantile, cut_of
from app.domain.water_figures import FIGURES, Ledger, Row, amount, typical, village_of
from app.domain.water_weeks import Week, weeks
from app.insights.choosing import Choice
from app.insights.grouping import group_names
from app.services.water import ledger
from app.web import charts, office


@dataclass(frozen=True, slots=True)
class Village:
    """A village beside the others: times until the first water, its share within three days, litres for each person."""

    key: str | None
    name: str
    half: Quantile
    nine: Quantile
    compared: Compared | None
    homes: int
    litres: int
    persons: int

    @property
    def per_person(self) -> int | None:
        """Litres for each person; none of fewer than five homes."""
        return self.litres // self.persons if self.persons and self.homes >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Bar:
    """A week of the chart: litres asked and delivered as bars from the ground up."""

    x: float
    width: float
    asked: float
    delivered: float


@dataclass(frozen=True)
class Balance:
    """The water figures of a choice, at its cut."""

    choice: Choice
    cut: Cut
    whole: Ledger

    @cached_property
    def ledger(self) -> Ledger:
        """Of the period alone."""
        return self.whole.of(min(self.choice.period.first_moment, self.cut.moment), self.cut.moment)

    def rows(self, figure: str) -> list[Row]:
        """The lines behind a figure."""
        return FIGURES[figure](self.ledger)

    @cached_property
    def amounts(self) -> dict[str, int]:
        """Every figure by its name."""
        return {figure: amount(self.rows(figure)) for figure in FIGURES}

    def url(self, figure: str, village: str | None = "") -> str:
        """The list behind a figure; of one village, or (None) of the houses whose village nobody knows."""
        row = None if village == "" else f"village-{village or 'none'}"
        return self.choice.url("management.water_cases", figure=figure, row=row)

    def week_url(self, figure: str, week: Week) -> str:
        """The list behind a figure of one week."""
        return self.choice.url("management.water_cases", figure=figure, period=week.period.code)

    @property
    def since(self) -> datetime | None:
        """Since when the first of those who wait has waited."""
        return min((row.at for row in self.rows("waiting")), default=None)

    @property
    def per_trip(self) -> int | None:
        """Litres brought for each load; none of fewer than five."""
        trips = self.amounts["trips"]
        return self.amounts["brought"] // trips if trips >= FEWEST else None

    @cached_property
    def times(self) -> Sequence[Quantile]:
        """Days until the first water: half, and nine in ten, of all who asked."""
        return typical(self.ledger.waits, HALF, NINE_IN_TEN)

    @cached_property
    def villages(self) -> list[Village]:
        """Those that asked for water or got some."""
        compared = compare(self.ledger.in_time())
        names = group_names("village", self.choice)
        found = [self._village(key, name, compared.get(key)) for key, name in names.items()]
        return [village for village in found if village.half.of or village.homes]

    def _village(self, key: str | None, name: str, compared: Compared | None) -> Village:
        number = None if key is None else int(key)
        half, nine = typical((w for w in self.ledger.waits if w[0].village == number), HALF, NINE_IN_TEN)
        homes = [row for row in self.ledger.homes if village_of(row) == number]
        peopled = {row.house.home for row in homes if row.house and row.amount}
        litres = sum(
            row.amount for row in self.ledger.brought
            if row.house and row.house.village == number and row.house.home in peopled
        )  # fmt: skip
        return Village(key, name, half, nine, compared, len(homes), litres, amount(homes))

    @cached_property
    def weeks(self) -> list[Week]:
        """Every week of the fiscal year in which the period ends, as known at the same time."""
        return weeks(self.whole, _year(self.choice), _year_cut(self.choice).last_day)

    @property
    def bars(self) -> list[Bar]:
        """The weeks in a box of 1000 by 100."""
        step = charts.WIDTH / max(len(self.weeks), 1)
        return [
            Bar(n * step, step, week.asked * charts.HEIGHT / self.most, week.delivered * charts.HEIGHT / self.most)
            for n, week in enumerate(self.weeks)
        ]

    @property
    def line(self) -> str:
        """Litres outstanding at each week's end, in the same box."""
        step = charts.WIDTH / max(len(self.weeks), 1)
        return " ".join(
            f"{(n + 1) * step:.1f},{charts.HEIGHT - week.outstanding * charts.HEIGHT / self.most:.1f}"
            for n, week in enumerate(self.weeks)
        )

    @cached_property
    def most(self) -> int:
        """The height of the box in litres."""
        return max(1, *(litres for week in self.weeks for litres in (week.asked, week.delivered, week.outstanding)))


def balance(choice: Choice, *, with_weeks: bool = True) -> Balance:
    """Read the ledger once, for the period and for the fiscal year around it."""
    cut = cut_of(choice.period, now=office.now(), as_of=choice.as_of)
    if not with_weeks:
        return Balance(choice, cut, ledger.read(choice.period.first_moment, cut))
    year, widest = _year(choice), max(cut, _year_cut(choice), key=lambda c: c.moment)
    return Balance(choice, cut, ledger.read(min(year.first_moment, choice.period.first_moment), widest))


def _year(choice: Choice) -> Period:
    return fiscal_year(fiscal_year_of(choice.period.last_day))


def _year_cut(choice: Choice) -> Cut:
    return cut_of(_year(choice), now=office.now(), as_of=choice.as_of)
