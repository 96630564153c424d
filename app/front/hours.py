"""Whether somebody is at the office at this moment and when counting starts, for the home page."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from app.domain.clocks import Calendar, Unit
from app.domain.dates import calendar_words
from app.domain.languages import THAI
from app.services import calendar as calendars
from app.web.filters import time_of_day, weekday_date
from app.web.words import language


@dataclass(frozen=True, slots=True)
class Hours:
    """``state`` in words; ``starts``: the day on which working days begin to count, if that is not today."""

    open: bool
    state: str
    starts: date | None


def at(now: datetime, calendar: Calendar) -> Hours:
    """Look at the door of the office."""
    today = calendar.local_day(now)
    first = calendar.receipt_day(now, Unit.WORKING)
    opens, closes = calendar.begin(today), datetime.combine(today, calendar.closes, calendar.zone)
    if calendar.is_open(now):
        return Hours(open=True, state=_("ตอนนี้เปิดอยู่ ถึง %(time)s", time=time_of_day(closes)), starts=None)
    if not calendar.is_workday(today):
        return Hours(open=False, state=_("วันนี้%(day)s สำนักงานปิด", day=_name(today)), starts=first)
    if now < opens:
        return Hours(open=False, state=_("วันนี้เปิด %(time)s", time=time_of_day(opens)), starts=None)
    state = _("ตอนนี้ปิดแล้ว เปิดอีกครั้ง%(day)s", day=weekday_date(first, year=False))
    return Hours(open=False, state=state, starts=first)


def _name(day: date) -> str:
    """The holiday's name if it is one, else the weekday's."""
    holidays = calendars.listed(day, day)
    if holidays:
        return holidays[0].name
    name = calendar_words(language()).weekdays[day.weekday()]
    return f"วัน{name}" if language() == THAI else name
