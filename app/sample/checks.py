"""The sample office checks its channels, morning and afternoon; now and then a half is forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from app.domain.dates import BANGKOK, local_day
from app.sample.desk import Desk, Life
from app.services import daily_check, queue

_DAYS = 22
_FORGOTTEN, _BY_MANAGEMENT = 17, 13


def cases(desk: Desk) -> Iterator[tuple[datetime, Life]]:
    """A life that is no case's: the turns of the last weeks, until yesterday. Today's is left to the visitor."""
    yield desk.back(_DAYS, 8, 35), _checks(desk)


def _checks(desk: Desk) -> Life:
    first = desk.now.astimezone(BANGKOK)
    for n in count():
        half, minute = divmod(n, 2), 36 + n * 7 % 20
        at = (first + timedelta(days=half[0])).replace(hour=13 if half[1] else 8, minute=minute)
        if local_day(at) >= local_day(desk.until):
            return
        if desk.book.at(desk.now).is_workday(at.date()) and n % _FORGOTTEN != _FORGOTTEN - 6:
            yield at
            who = desk.who("palad" if n % _BY_MANAGEMENT == 7 else "nurida")
            daily_check.record(queue.Desk(who, desk.book.at(desk.now), desk.now), papers=max(0, n % 5 - 2))
