"""The months of a round for which a measure should have something to show, read from the measure's own words."""

import re
from collections.abc import Collection
from datetime import date

from app.domain.dates import BUDDHIST_ERA, THAI, local_day
from app.domain.periods import Period
from app.domain.thai import search_key

_MONTHS = {search_key(name): n for names in (THAI.months, THAI.months_short) for n, name in enumerate(names, start=1)}
_NAMED = re.compile(rf"({'|'.join(re.escape(name) for name in _MONTHS)})\s*(?:พ\.ศ\.\s*)?(2[45]\d\d)?")


def months_of(period: Period) -> list[date]:
    """The first day of each month of a period."""
    first, months = period.start.replace(day=1), []
    while first < period.end:
        months.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return months


def months_asked(words: str, period: Period) -> list[date]:
    """The months of the round that a measure's time names (``1 มกราคม – 30 มิถุนายน 2567``), or all of them."""
    named = [(_MONTHS[found[1]], found[2]) for found in _NAMED.finditer(search_key(words))]
    if len(named) < 2 or not named[-1][1]:
        return months_of(period)
    (first, began), (last, ended) = named[0], named[-1]
    end = date(int(ended) - BUDDHIST_ERA, last, 1)
    start = date(int(began) - BUDDHIST_ERA if began else end.year - (first > last), first, 1)
    return [month for month in months_of(period) if start <= month <= end] or months_of(period)


def missing(asked: Collection[date], shown: Collection[date], today: date) -> list[date]:
    """Months that are over and of which nothing is shown."""
    return [month for month in asked if month not in shown and month < local_day(today).replace(day=1)]
