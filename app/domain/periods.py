"""Stretches of whole days the office reports on, each with a short code for an address; it knows no events."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, Self

from app.domain.dates import BANGKOK, BUDDHIST_ERA, Digits, buddhist_year, in_digits, local_day
from app.domain.period_names import called
from app.domain.words import N_

_OCTOBER = 10
_MONTHS_A_YEAR = 12
_DAY = timedelta(days=1)
_BAD_PERIOD = N_("ไม่รู้จักช่วงเวลานี้ เลือกใหม่จากรายการ")

_ISO_DAY = r"(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
_FISCAL = re.compile(r"fy(?P<year>2[4-7][0-9]{2})(?P<part>q[1-4]|r6|r12|h[12])?")
_MONTH = re.compile(r"m(?P<year>(?:19|2[01])[0-9]{2})-(?P<month>[0-9]{2})")
_DAYS = re.compile(rf"d(?P<first>{_ISO_DAY})\.\.(?P<last>{_ISO_DAY})")
_DAY_OR_WEEK = re.compile(rf"(?P<kind>[dw])(?P<day>{_ISO_DAY})")
_WEEK_DAYS = 7
_52_WEEKS = timedelta(weeks=52)

# A part of the fiscal year: months after 1 October, length in months.
_PARTS = {"": (0, 12), "q1": (0, 3), "q2": (3, 3), "q3": (6, 3), "q4": (9, 3), "r6": (0, 6), "r12": (0, 12),
          "h1": (0, 6), "h2": (6, 6)}  # fmt: skip


class BadPeriod(ValueError):
    """A code or a pair of days that is no period; the text is a Thai sentence."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in Bangkok: ``start`` belongs to it, ``end`` is the first day that does not.

    Two periods are equal when their days are, whatever they are called.
    """

    start: date
    end: date
    code: str = field(default="", compare=False)
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise BadPeriod(_BAD_PERIOD)
        if not self.code:
            object.__setattr__(self, "code", f"d{self.start}..{self.last_day}")

    @property
    def last_day(self) -> date:
        """The last day that still belongs to it."""
        return self.end - _DAY

    @property
    def first_moment(self) -> datetime:
        """Midnight at which it begins."""
        return datetime.combine(self.start, time(), BANGKOK)

    @property
    def end_moment(self) -> datetime:
        """Midnight at which it is over; compare with ``<``."""
        return datetime.combine(self.end, time(), BANGKOK)

    @property
    def last_moment(self) -> datetime:
        """The last microsecond that still belongs to it; compare with ``<=``."""
        return self.end_moment - timedelta(microseconds=1)

    def contains(self, day: date) -> bool:
        """Whether a day, or the Bangkok day of a moment, belongs to it."""
        return self.start <= local_day(day) < self.end

    def named(self, label: str) -> Self:
        """The same days under a name of their own, such as a survey's window."""
        return replace(self, name=label)

    def previous(self) -> "Period":
        """The same span a year before; 29 February becomes the end of February.

        A day and a week go 52 weeks back: a Monday stands beside a Monday, five working days beside five.
        """
        if found := _DAY_OR_WEEK.fullmatch(self.code):
            return (day if found["kind"] == "d" else week)(self.start - _52_WEEKS)
        if found := _FISCAL.fullmatch(self.code):
            return _fiscal(int(found["year"]) - 1, found["part"] or "")
        if _MONTH.fullmatch(self.code):
            return month(self.start.year - 1, self.start.month)
        return Period(_year_before(self.start, leap_day=(2, 28)), _year_before(self.end, leap_day=(3, 1)))

    def previous_until(self, last: date) -> "Period":
        """The same a year before, only up to the day that corresponds to ``last``: for a period that still runs."""
        until = Period(self.start, max(last, self.start) + _DAY)
        if _DAY_OR_WEEK.fullmatch(self.code):
            return Period(until.start - _52_WEEKS, until.end - _52_WEEKS)
        return until.previous()

    def label(self, lang: str = "th", *, digits: Digits = "arab", glue: bool = True) -> str:
        """ไตรมาส 1 ปีงบประมาณ 2570, พฤศจิกายน 2569, 1 ตุลาคม – 22 พฤศจิกายน 2569, or the name it was given."""
        if self.name:
            return in_digits(self.name, digits)
        return called(self.code, self.start, self.last_day, lang=lang, digits=digits, glue=glue)


def fiscal_year_of(day: date) -> int:
    """The fiscal year of a day, named by the Buddhist year in which it ends."""
    return buddhist_year(day) + (1 if local_day(day).month >= _OCTOBER else 0)


def fiscal_year(be: int) -> Period:
    """1 October to 30 September."""
    return _fiscal(be, "")


def quarter(be: int, number: Literal[1, 2, 3, 4]) -> Period:
    """Return a quarter of a fiscal year; the first is October to December."""
    return _fiscal(be, f"q{number}")


def round_of(be: int, months: Literal[6, 12]) -> Period:
    """รอบ 6 เดือน is October to March, รอบ 12 เดือน the whole fiscal year."""
    return _fiscal(be, f"r{months}")


def half(be: int, number: Literal[1, 2]) -> Period:
    """October to March, April to September."""
    return _fiscal(be, f"h{number}")


def month(year: int, number: int) -> Period:
    """Return a calendar month; the year is ค.ศ."""
    start = date(year, number, 1)
    return Period(start, _months_later(start, 1), code=f"m{year:04}-{number:02}")


def day(on: date) -> Period:
    """Return a single day."""
    return Period(on, on + _DAY, code=f"d{on}")


def week(of: date) -> Period:
    """Return the week of a day, Monday to Sunday."""
    monday = of - timedelta(days=of.weekday())
    return Period(monday, monday + timedelta(days=_WEEK_DAYS), code=f"w{monday}")


def days(first: date, last: date) -> Period:
    """Return any run of days, both ends included; the wrong order raises BadPeriod."""
    return Period(first, last + _DAY)


def parse_period(code: str) -> Period:
    """Read fy2570, fy2570q1, fy2570r6, fy2570h2, m2026-11, w2026-11-16, d2026-11-22, d2026-10-01..2026-11-22.

    The last day is included, a week is called by its Monday. Raises BadPeriod.
    """
    try:
        if found := _FISCAL.fullmatch(code):
            return _fiscal(int(found["year"]), found["part"] or "")
        if found := _MONTH.fullmatch(code):
            return month(int(found["year"]), int(found["month"]))
        if found := _DAY_OR_WEEK.fullmatch(code):
            return _day_or_week(found["kind"], date.fromisoformat(found["day"]))
        if found := _DAYS.fullmatch(code):
            return days(date.fromisoformat(found["first"]), date.fromisoformat(found["last"]))
    except (ValueError, OverflowError):
        raise BadPeriod(_BAD_PERIOD) from None
    raise BadPeriod(_BAD_PERIOD)


def _day_or_week(kind: str, first: date) -> Period:
    """A week is called by its Monday, so that it has one code only."""
    if kind == "d":
        return day(first)
    if first.weekday():
        raise BadPeriod(_BAD_PERIOD)
    return week(first)


def _fiscal(be: int, part: str) -> Period:
    after, length = _PARTS[part]
    start = _months_later(date(be - BUDDHIST_ERA - 1, _OCTOBER, 1), after)
    return Period(start, _months_later(start, length), code=f"fy{be}{part}")


def _months_later(first: date, months: int) -> date:
    """Count from the first day of a month to the first day of another."""
    count = first.year * _MONTHS_A_YEAR + first.month - 1 + months
    return date(count // _MONTHS_A_YEAR, count % _MONTHS_A_YEAR + 1, 1)


def _year_before(day: date, *, leap_day: tuple[int, int]) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, *leap_day)
    return day.replace(year=day.year - 1)
