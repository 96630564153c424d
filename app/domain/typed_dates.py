"""Dates and times as people type them, turned into real ones; what cannot be real is refused with a sentence."""

import re
from datetime import date, time

from app.domain.dates import BUDDHIST_ERA, CALENDAR_WORDS
from app.domain.thai import search_key
from app.domain.words import N_

_FIRST_BUDDHIST_YEAR = 2401
_OLDEST_YEAR = 1900
_LAST_MONTH = 12

_INCOMPLETE = N_("ใส่วัน เดือน และปีให้ครบ")
_NOT_NUMBERS = N_("ใส่วันและปีเป็นตัวเลข เช่น 22 และ 2569")
_NO_SUCH_MONTH = N_("เลือกเดือน 1 ถึง 12")
_NO_SUCH_YEAR = N_("ใส่ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2569")
_NO_SUCH_DAY = N_("ไม่มีวันนี้ในปฏิทิน ตรวจวันและเดือนอีกครั้ง")
_NO_SUCH_TIME = N_("ใส่เวลาเป็นชั่วโมงและนาที เช่น 09.30")

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:][0-9]{2})?(?: ?น\.?)?")
_TIME_WITHOUT_DOT = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?: ?น\.?)?")


class BadDate(ValueError):
    """A day that does not exist or cannot be read; the text is a Thai sentence for the resident."""


class BadTime(ValueError):
    """A time of day that cannot be read; the text is a Thai sentence for the resident."""


def parse_date(day: str | int, month: str | int, year: str | int) -> date:
    """Read the three parts of a form: Thai digits and month names welcome, a year above 2400 is พ.ศ.

    Raises BadDate.
    """
    typed = [search_key(str(part)) for part in (day, month, year)]
    if not all(typed):
        raise BadDate(_INCOMPLETE)
    try:
        return date(_year(typed[2]), _month(typed[1]), _number(typed[0]))
    except BadDate:
        raise
    except (ValueError, OverflowError):
        raise BadDate(_NO_SUCH_DAY) from None


def parse_time(text: str) -> time:
    """Read 9.30, 09:30, ๐๙.๓๐ น. or 0930.

    Raises BadTime.
    """
    typed = search_key(text)
    found = _TIME.fullmatch(typed) or _TIME_WITHOUT_DOT.fullmatch(typed)
    if not found:
        raise BadTime(_NO_SUCH_TIME)
    try:
        return time(int(found["hour"]), int(found["minute"]))
    except ValueError:
        raise BadTime(_NO_SUCH_TIME) from None


def _number(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", typed):
        raise BadDate(_NOT_NUMBERS)
    return int(typed)


def _month(typed: str) -> int:
    month = _MONTH_NAMES.get(typed) or _number(typed)
    if not 1 <= month <= _LAST_MONTH:
        raise BadDate(_NO_SUCH_MONTH)
    return month


def _year(typed: str) -> int:
    year = _number(typed)
    if year >= _FIRST_BUDDHIST_YEAR:
        year -= BUDDHIST_ERA
    if year < _OLDEST_YEAR:
        raise BadDate(_NO_SUCH_YEAR)
    return year


_MONTH_NAMES = {
    search_key(name): number
    for words in CALENDAR_WORDS.values()
    for names in (words.months, words.months_short)
    for number, name in enumerate(names, start=1)
}
