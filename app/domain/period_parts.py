"""A period beside its neighbours: its days and weeks, and the months, quarters, rounds and years around it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, get_args

from app.domain.periods import Period, day, days, fiscal_year, fiscal_year_of, half, month, quarter, round_of, week

Step = Literal["day", "week", "month", "quarter", "round", "year"]
STEPS: tuple[Step, ...] = get_args(Step)
_DAYS_AT_MOST, _WEEKS_AT_MOST, _YEARS = 31, 93, 5


def steps_of(period: Period) -> tuple[Step, ...]:
    """The steps worth looking at: days and weeks only where the period is short."""
    length = (period.end - period.start).days
    short = {"day": 1 < length <= _DAYS_AT_MOST, "week": 7 < length <= _WEEKS_AT_MOST}
    return tuple(step for step in STEPS if short.get(step, True))


def parts(period: Period, step: Step, last: date) -> Sequence[Period]:
    """The days or weeks of a period; the months, quarters, rounds of its fiscal year; the years up to it.

    Those that begin after ``last`` are left out. A week that reaches over the edge of the period ends there, so that
    its days add up to the period.
    """
    year = fiscal_year_of(min(period.last_day, max(last, period.start)))
    found: dict[Step, Sequence[Period]] = {
        "day": [day(period.start + timedelta(days=n)) for n in range((period.end - period.start).days)],
        "week": _weeks(period),
        "month": _months(fiscal_year(year)),
        "quarter": [quarter(year, n) for n in (1, 2, 3, 4)],
        "round": [round_of(year, 6), half(year, 2), round_of(year, 12)],
        "year": [fiscal_year(year - n) for n in reversed(range(_YEARS))],
    }
    return [part for part in found[step] if part.start <= last]


def month_before(last: date) -> tuple[Period, Period]:
    """The month that ends on a day, and the month before it, which ends on the same day of the month before.

    31 March stands beside 28 February, 30 April beside 30 March.
    """
    earlier, earliest = _same_day(last, 1), _same_day(last, 2)
    return days(earlier + timedelta(days=1), last), days(earliest + timedelta(days=1), earlier)


def _same_day(of: date, months: int) -> date:
    count = of.year * 12 + of.month - 1 - months
    inside = month(count // 12, count % 12 + 1)
    return min(inside.start.replace(day=1) + timedelta(days=of.day - 1), inside.last_day)


def _weeks(period: Period) -> list[Period]:
    found, first = [], period.start
    while first < period.end:
        whole = week(first)
        last = min(whole.last_day, period.last_day)
        found.append(whole if (first, last) == (whole.start, whole.last_day) else days(first, last))
        first = last + timedelta(days=1)
    return found


def _months(year: Period) -> list[Period]:
    found, first = [], year.start
    while first < year.end:
        found.append(month(first.year, first.month))
        first = found[-1].end
    return found
