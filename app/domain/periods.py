"""Stretches of whole days the office reports on, each with a short code for an address; it knows no events."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, Self

from app.domain.dates import (
    BANGKOK,
    BUDDHIST_ERA,
    Digits,
    buddhist_year,
    format_month,
    format_span,
    in_digits,
    local_day,
)
from app.domain.thai import NBSP
from app.domain.words import N_

_OCTOBER = 10
_MONTHS_A_YEAR = 12
_DAY = timedelta(days=1)
_BAD_PERIOD = N_("ไม่รู้จักช่วงเวลานี้ เลือกใหม่จากรายการ")

_ISO_DAY = r"(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
_FISCAL = re.compile(r"fy(?P<year>2[4-7][0-9]{2})(?P<part>q[1-4]|r6|r12|h[12])?")
_MONTH = re.compile(r"m(?P<year>(?:19|2[01])[0-9]{2})-(?P<month>[0-9]{2})")
_DAYS = re.compile(rf"d(?P<first>{_ISO_DAY})\.\.(?P<last>{_ISO_DAY})")

# A part of the fiscal year: months after 1 October, length in months, Thai and English name.
_PARTS = {
    "": (0, 12, "", ""),
    "q1": (0, 3, f"ไตรมาส{NBSP}1", f"Quarter{NBSP}1"),
    "q2": (3, 3, f"ไตรมาส{NBSP}2", f"Quarter{NBSP}2"),
    "q3": (6, 3, f"ไตรมาส{NBSP}3", f"Quarter{NBSP}3"),
    "q4": (9, 3, f"ไตรมาส{NBSP}4", f"Quarter{NBSP}4"),
    "r6": (0, 6, f"รอบ{NBSP}6{NBSP}เดือน", "6-month round"),
    "r12": (0, 12, f"รอบ{NBSP}12{NBSP}เดือน", "12-month round"),
    "h1": (0, 6, f"รอบ{NBSP}6{NBSP}เดือนแรก", "First half"),
    "h2": (6, 6, f"รอบ{NBSP}6{NBSP}เดือนหลัง", "Second half"),
}


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
        """The same span a year before; 29 February becomes the end of February."""
        if found := _FISCAL.fullmatch(self.code):
            return _fiscal(int(found["year"]) - 1, found["part"] or "")
        if _MONTH.fullmatch(self.code):
            return month(self.start.year - 1, self.start.month)
        return Period(_year_before(self.start, leap_day=(2, 28)), _year_before(self.end, leap_day=(3, 1)))

    def label(self, lang: str = "th", *, digits: Digits = "arab", glue: bool = True) -> str:
        """ไตรมาส 1 ปีงบประมาณ 2570, พฤศจิกายน 2569, 1 ตุลาคม – 22 พฤศจิกายน 2569, or the name it was given."""
        if self.name:
            return in_digits(self.name, digits)
        if found := _FISCAL.fullmatch(self.code):
            text = _fiscal_label(int(found["year"]), found["part"] or "", lang)
            return in_digits(text if glue else text.replace(NBSP, " "), digits)
        if _MONTH.fullmatch(self.code):
            return format_month(self.start.year, self.start.month, digits=digits, lang=lang, glue=glue)
        return format_span(self.start, self.last_day, digits=digits, lang=lang, glue=glue)


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


def days(first: date, last: date) -> Period:
    """Return any run of days, both ends included; the wrong order raises BadPeriod."""
    return Period(first, last + _DAY)


def parse_period(code: str) -> Period:
    """fy2570, fy2570q1, fy2570r6, fy2570r12, fy2570h2, m2026-11, d2026-10-01..2026-11-22 (last day included).

    Raises BadPeriod.
    """
    try:
        if found := _FISCAL.fullmatch(code):
            return _fiscal(int(found["year"]), found["part"] or "")
        if found := _MONTH.fullmatch(code):
            return month(int(found["year"]), int(found["month"]))
        if found := _DAYS.fullmatch(code):
            return days(date.fromisoformat(found["first"]), date.fromisoformat(found["last"]))
    except ValueError:
        raise BadPeriod(_BAD_PERIOD) from None
    raise BadPeriod(_BAD_PERIOD)


def _fiscal(be: int, part: str) -> Period:
    after, length, _, _ = _PARTS[part]
    start = _months_later(date(be - BUDDHIST_ERA - 1, _OCTOBER, 1), after)
    return Period(start, _months_later(start, length), code=f"fy{be}{part}")


def _fiscal_label(be: int, part: str, lang: str) -> str:
    _, _, thai, english = _PARTS[part]
    if lang == "th":
        return f"{thai} ปีงบประมาณ{NBSP}{be}".lstrip()
    ends = be - BUDDHIST_ERA
    year = f"fiscal year{NBSP}{be} ({ends - 1}–{ends % 100:02})"
    return f"{english}, {year}" if english else year.capitalize()


def _months_later(first: date, months: int) -> date:
    """Count from the first day of a month to the first day of another."""
    count = first.year * _MONTHS_A_YEAR + first.month - 1 + months
    return date(count // _MONTHS_A_YEAR, count % _MONTHS_A_YEAR + 1, 1)


def _year_before(day: date, *, leap_day: tuple[int, int]) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, *leap_day)
    return day.replace(year=day.year - 1)
