"""Days as old books write them: names of months, Thai digits, short years, Excel's count of days; none is made up."""

import re
from datetime import date, timedelta

from app.domain.dates import BUDDHIST_ERA, CALENDAR_WORDS
from app.domain.thai import search_key

DAY_FIRST, MONTH_FIRST = "day", "month"

_FIRST_BUDDHIST_YEAR = 2401
_OLDEST_SHORT = 2530  # 1/1/23 is of 2023: no office keeps its register of 2523 in a spreadsheet
_CENTURY, _CHRISTIAN_CENTURY = 2500, 2000
# Excel takes a typed 1/1/66 for 1966, and no sub-district office is that old: such days are asked for, not believed.
_OLDEST = date(_OLDEST_SHORT - BUDDHIST_ERA, 1, 1)
_EXCEL, _EXCEL_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIAL = re.compile(r"[0-9]{5,6}(?:\.[0-9]+)?")
_BEFORE = re.compile(r"^(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?\s*(?:วัน)?(?:ที่)?\s*")
_ERA = re.compile(r"(?:พ\s*\.?\s*ศ|ค\s*\.?\s*ศ|b\.?e|a\.?d)\s*\.?\s*(?=[0-9])")
_AFTER = re.compile(r"[ t,]+(?:เวลา\s*)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\.[0-9]+)?\s*(?:น\.?|z)?$")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})\s*[-/. ]?\s*([^0-9\s/-]+?)\s*[-/. ]?\s*([0-9]{4}|[0-9]{2})")
_MONTHS = {
    re.sub(r"[.\s]", "", search_key(name)): number
    for words in CALENDAR_WORDS.values()
    for names in (words.months, words.months_short)
    for number, name in enumerate(names, start=1)
}


class UnreadDay(ValueError):
    """A day that cannot be read, or that no calendar has."""


def read_day(text: str, *, order: str = DAY_FIRST, from_1904: bool = False) -> date:
    """1 ม.ค. 2566, 1/1/66, ๑ มกราคม พ.ศ. ๒๕๖๖, 2566-01-01 or Excel's 44927. Raises UnreadDay.

    A year above 2400 is พ.ศ.; one of two digits too, unless that lies before 2530: then it is ค.ศ.
    """
    key = _AFTER.sub("", search_key(text))
    try:
        found = _serial(key, from_1904=from_1904) if _SERIAL.fullmatch(key) else _written(key, order)
    except (LookupError, ValueError, OverflowError):
        raise UnreadDay(text) from None
    if found < _OLDEST:
        raise UnreadDay(text)
    return found


def is_count(text: str) -> bool:
    """Whether a cell is nothing but Excel's count of days."""
    return _SERIAL.fullmatch(search_key(text)) is not None


def _serial(key: str, *, from_1904: bool) -> date:
    found = (_EXCEL_1904 if from_1904 else _EXCEL) + timedelta(days=int(float(key)))
    # Whoever types 1/1/2566 into Excel gets a day of the year 2566 after Christ.
    return found.replace(year=found.year - BUDDHIST_ERA) if found.year >= _FIRST_BUDDHIST_YEAR else found


def _written(key: str, order: str) -> date:
    key = _ERA.sub("", _BEFORE.sub("", key)).replace("เดือน", " ").strip(" .,")
    if iso := _ISO.fullmatch(key):
        year, month, day = map(int, iso.groups())
        return date(_year(year), month, day)
    if numbers := _NUMBERS.fullmatch(key):
        first, second = int(numbers[1]), int(numbers[2])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return date(_year(int(numbers[3])), month, day)
    if words := _WORDS.fullmatch(key):
        return date(_year(int(words[3])), _MONTHS[words[2].replace(".", "")], int(words[1]))
    raise UnreadDay(key)


def _year(year: int) -> int:
    if year < 100:
        year = year + _CENTURY if year + _CENTURY >= _OLDEST_SHORT else year + _CHRISTIAN_CENTURY
    return year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST_YEAR else year
