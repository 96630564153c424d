"""Which checks of the channels are due: two on a working day, none on a closed one."""

from datetime import date, datetime

import pytest

from app.domain.clocks import Calendar
from app.domain.daily_check import Half, Slot, due, present, reminded
from app.domain.dates import BANGKOK

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
CALENDAR = Calendar(frozenset({date(2026, 11, 4)}))
MORNING, AFTERNOON = (Slot(TUESDAY, half) for half in Half)


def at(hour, minute=0, day=3):
    return datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(("moment", "slot"), [
    (at(8), MORNING), (at(11, 59), MORNING), (at(12), AFTERNOON), (at(20), AFTERNOON),
    (at(9, day=4), None), (at(9, day=7), None),
])  # fmt: skip
def test_noon_parts_the_day_and_a_closed_day_has_no_check(moment, slot):
    assert present(CALENDAR, moment) == slot


@pytest.mark.parametrize(("moment", "done", "slot"), [
    (at(9, 59), (), None), (at(10), (), MORNING), (at(10), (MORNING,), None),
    (at(12, 30), (), None), (at(15), (MORNING,), AFTERNOON), (at(15), (AFTERNOON,), None), (at(16, day=4), (), None),
])  # fmt: skip
def test_somebody_is_reminded_at_ten_and_at_three(moment, done, slot):
    assert reminded(CALENDAR, moment, done) == slot


def test_a_check_counts_once_it_is_due_or_made():
    both = [Slot(MONDAY, half) for half in Half]
    assert due(MONDAY, TUESDAY, CALENDAR, at(9), ()) == both
    assert due(MONDAY, TUESDAY, CALENDAR, at(9), (MORNING,)) == [MORNING, *both]
    assert due(MONDAY, TUESDAY, CALENDAR, at(15), ()) == [MORNING, AFTERNOON, *both]
    assert due(MONDAY, date(2026, 11, 8), CALENDAR, at(15, day=8), ())[-4:] == [MORNING, AFTERNOON, *both]
