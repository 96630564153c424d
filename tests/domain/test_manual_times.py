"""The times of a manual's steps: printed from one amount, added up so that the promise covers them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clocks import Calendar, Promise, Unit
from app.domain.manual_times import Counting, StepTime, TimeUnit, total, words
from tests.domain.stories import day

AT_ONCE, ARRANGED = StepTime(0, TimeUnit.AT_ONCE), StepTime(0, TimeUnit.ARRANGED)


def working(amount, counting=Counting.NEXT):
    return StepTime(amount, TimeUnit.WORKING, counting)


def every(amount, counting=Counting.NEXT):
    return StepTime(amount, TimeUnit.CALENDAR, counting)


@pytest.mark.parametrize(
    ("time", "printed"),
    [
        (AT_ONCE, "ทันที"),
        (StepTime(20, TimeUnit.MINUTES), "20 นาที"),
        (working(1), "1 วันทำการ"),
        (every(15, Counting.RECEIPT), "15 วัน นับแต่วันรับเรื่อง"),
        (every(30, Counting.APART), "30 วัน"),
        (ARRANGED, "ตามนัด รวมไม่เกิน 3 วันทำการ"),
        (StepTime(0, TimeUnit.ARRANGED, Counting.APART), "ตามนัด"),
    ],
)
def test_a_duration_is_printed_from_its_number(time, printed):
    assert words(time, Promise(3)) == printed


@pytest.mark.parametrize(
    ("times", "unit", "days"),
    [
        ([AT_ONCE, working(1), working(1), working(1), ARRANGED], Unit.WORKING, 3),  # water: not more than 3
        ([AT_ONCE, working(1), working(2), working(7, Counting.RECEIPT)], Unit.WORKING, 7),  # they run side by side
        ([working(3), working(5, Counting.RECEIPT), working(1)], Unit.WORKING, 6),
        ([working(4), working(2, Counting.RECEIPT), working(1)], Unit.WORKING, 5),
        ([working(7), working(1, Counting.APART), every(15, Counting.APART_RECEIPT)], Unit.WORKING, 7),
        ([working(2), every(3)], Unit.WORKING, 5),  # at the worst no weekend lies in them
        ([working(1), working(3), working(2)], Unit.CALENDAR, 10),  # six working days span two weekends
        ([StepTime(20, TimeUnit.MINUTES), StepTime(10, TimeUnit.MINUTES)], Unit.WORKING, 0),
        ([StepTime(300, TimeUnit.MINUTES), StepTime(300, TimeUnit.MINUTES)], Unit.WORKING, 1),
        ([], Unit.WORKING, 0),
    ],
)
def test_the_total_is_that_of_the_promised_steps(times, unit, days):
    assert total(times, unit) == days


@given(
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from([TimeUnit.WORKING, TimeUnit.CALENDAR])), max_size=5),
    st.sampled_from(Unit),
    st.integers(0, 13),
)
def test_a_promise_as_long_as_the_total_is_never_over_before_the_steps(steps, unit, later):
    """In a calendar without holidays, from any day of the week, each step begun on the day the one before was due."""
    calendar = Calendar()
    start = calendar.receipt_day(calendar.begin(day("2 Nov")), Unit.WORKING)
    for _ in range(later):
        start = next(calendar.days_after(start, Unit.WORKING))
    due = start
    for amount, kind in steps:
        days = calendar.days_after(due, Unit(kind.value))
        for _ in range(amount):
            due = next(days)
    promised = start
    later_days = calendar.days_after(start, unit)
    for _ in range(total([StepTime(amount, kind) for amount, kind in steps], unit)):
        promised = next(later_days)
    assert due <= promised
