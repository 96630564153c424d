"""The water ledger week by week, Monday to Sunday, cut at the ends of the year: asked, brought, still outstanding."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates import local_day
from app.domain.periods import Period
from app.domain.water_figures import Ledger
from app.domain.workflow import Kind

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Litres of a week; ``returned``: declined before and wanted again; ``outstanding``: at the week's end."""

    period: Period
    requests: int
    asked: int
    returned: int
    delivered: int
    declined: int
    outstanding: int


def weeks(ledger: Ledger, year: Period, last: date) -> list[Week]:
    """Every week of a year up to the one of day ``last``, from a ledger that begins with the year or before."""
    counts: dict[date, Counter[str]] = {}
    outstanding = 0
    for entry in ledger.entries:
        if entry.at < year.first_moment:
            outstanding += entry.outstanding
        elif entry.at < ledger.until:
            found = counts.setdefault(_monday(local_day(entry.at)), Counter())
            for column in ("asked", "delivered", "outstanding"):
                found[column] += getattr(entry, column)
            found["declined" if entry.declined > 0 else "returned"] += abs(entry.declined)
    for act in ledger.acts:
        if act.kind is Kind.RECEIVED and year.first_moment <= act.at < ledger.until:
            counts.setdefault(_monday(local_day(act.at)), Counter())["requests"] += 1
    return list(_weeks(counts, outstanding, year, last))


def _weeks(counts: dict[date, Counter[str]], outstanding: int, year: Period, last: date) -> Iterator[Week]:
    monday = _monday(year.start)
    while monday <= min(last, year.last_day):
        found = counts.get(monday, Counter())
        outstanding += found["outstanding"]
        yield Week(
            Period(max(monday, year.start), min(monday + _WEEK, year.end)), found["requests"], found["asked"],
            found["returned"], found["delivered"], found["declined"], outstanding,
        )  # fmt: skip
        monday += _WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
