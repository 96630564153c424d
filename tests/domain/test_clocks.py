"""Promises and days, on dates that a clerk can check against a wall calendar."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clocks import Calendar, HolidayBook, KnownHoliday, Promise, Unit, answer_due, due_on, overdue_from
from app.domain.dates import BANGKOK
from app.domain.history import Spell
from app.domain.workflow import Phase
from tests.domain.stories import CALENDAR, at, day

OURS, THEIRS = Phase.OURS, Phase.THEIRS


def line(*changes: tuple[str, Phase]) -> tuple[Spell, ...]:
    starts = [at(when) for when, _ in changes]
    ends = [*starts[1:], None]
    return tuple(Spell(phase, start, end) for (_, phase), start, end in zip(changes, starts, ends, strict=True))


def due(received: str, days: int, unit: Unit = Unit.WORKING, calendar: Calendar = CALENDAR) -> date | None:
    moment = at(received)
    return due_on((Spell(OURS, moment, None),), Promise(days, unit), calendar, moment)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2026-04-10 10:00", 1, "16 Apr"),  # Friday before Songkran
        ("2026-04-10 16:45", 1, "17 Apr"),  # after hours: counts as received on the 16th
        ("2026-03-20 09:00", 1, "24 Mar"),  # Eid on Saturday, its substitute on Monday
        ("2026-12-04 09:00", 3, "11 Dec"),  # 5 December on Saturday, substitute on the 7th, Constitution Day the 10th
        ("2026-12-05 09:00", 1, "9 Dec"),  # received on a holiday: counts as received on Tuesday the 8th
    ],
)
def test_worked_dates_of_pattani(received, days, expected):
    assert due(received, days) == day(expected)


def test_calendar_promise_counts_every_day():
    assert due("2026-04-01 10:00", 15, Unit.CALENDAR) == day("16 Apr")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("6 Nov 16:29", "9 Nov"),  # Friday, one minute before closing: Monday is day 1
        ("6 Nov 16:30", "10 Nov"),  # half past four is after hours: received on Monday
        ("6 Nov 07:00", "9 Nov"),  # before opening counts as that day
        ("7 Nov 10:00", "10 Nov"),  # Saturday
        ("8 Nov 23:59", "10 Nov"),  # Sunday, one minute before midnight
        ("9 Nov 00:00", "10 Nov"),  # midnight
    ],
)
def test_received_on_a_weekend_after_hours_or_just_before_closing(received, expected):
    assert due(received, 1) == day(expected)


def test_one_second_before_closing_is_still_today():
    moment = at("6 Nov 16:29") + timedelta(seconds=59)
    assert CALENDAR.receipt_day(moment, Unit.WORKING) == day("6 Nov")
    assert CALENDAR.receipt_day(moment + timedelta(seconds=1), Unit.WORKING) == day("9 Nov")


def test_calendar_promise_starts_on_the_true_day_and_stays_on_a_holiday():
    assert due("7 Nov 20:00", 3, Unit.CALENDAR) == day("10 Nov")
    assert due("30 Nov 10:00", 5, Unit.CALENDAR) == day("5 Dec")  # a holiday and a Saturday: not moved
    assert answer_due(at("7 Nov 20:00"), CALENDAR) == day("22 Nov")  # a Sunday


def test_no_days_means_the_day_of_receipt():
    assert due("9 Nov 10:00", 0) == day("9 Nov")
    assert due("9 Nov 17:00", 0) == day("10 Nov")
    assert due("9 Nov 17:00", 0, Unit.CALENDAR) == day("9 Nov")


@pytest.mark.parametrize(
    ("received", "promise_days", "expected"),
    [
        ("2026-09-30 10:00", 1, "2026-10-01"),  # the fiscal year ends in between
        ("2026-12-30 10:00", 1, "2027-01-04"),  # New Year's Eve, New Year, a weekend
        ("2026-10-30 10:00", 1, "2026-11-02"),  # the month
    ],
)
def test_month_calendar_year_and_fiscal_year_edges(received, promise_days, expected):
    assert due(received, promise_days) == date.fromisoformat(expected)


def test_a_day_counts_if_the_case_was_in_our_hands_when_it_began():
    waited = line(("2 Nov 09:00", OURS), ("3 Nov 09:00", THEIRS), ("5 Nov 08:30", OURS))
    # the 3rd began in our hands, the 4th did not, the 5th did at the very moment it began
    assert due_on(waited, Promise(3), CALENDAR, at("5 Nov 09:00")) == day("6 Nov")


def test_an_answer_at_two_in_the_morning_gives_us_that_day():
    waited = line(("2 Nov 09:00", OURS), ("3 Nov 09:00", THEIRS), ("5 Nov 02:00", OURS))
    assert due_on(waited, Promise(3), CALENDAR, at("5 Nov 09:00")) == day("6 Nov")
    sunday = line(("2 Nov 09:00", OURS), ("3 Nov 09:00", THEIRS), ("8 Nov 02:00", OURS))
    assert due_on(sunday, Promise(3, Unit.CALENDAR), CALENDAR, at("9 Nov 09:00")) == day("9 Nov")


def test_wait_spanning_a_holiday_costs_and_gives_nothing():
    # asked on Wednesday 9 December, answered on Friday the 11th; Thursday was Constitution Day
    waited = line(("8 Dec 09:00", OURS), ("9 Dec 10:00", THEIRS), ("11 Dec 10:00", OURS))
    assert due_on(waited, Promise(3), CALENDAR, at("11 Dec 10:00")) == day("15 Dec")


def test_while_waiting_there_is_no_due_day():
    waiting = line(("2 Nov 09:00", OURS), ("4 Nov 09:00", THEIRS))
    assert due_on(waiting, Promise(3), CALENDAR, at("4 Nov 09:00")) is None
    assert due_on(waiting, Promise(3), CALENDAR, at("30 Nov 09:00")) is None


def test_asked_on_the_due_day_itself():
    """The last day had counted: no due day while we wait, overdue from the day it is back with us."""
    waiting = line(("2 Nov 09:00", OURS), ("5 Nov 10:00", THEIRS))
    assert due_on(waiting, Promise(3), CALENDAR, at("9 Nov 09:00")) is None
    back = (*waiting[:1], Spell(THEIRS, at("5 Nov 10:00"), at("10 Nov 09:00")), Spell(OURS, at("10 Nov 09:00"), None))
    found = due_on(back, Promise(3), CALENDAR, at("10 Nov 09:00"))
    assert found == day("5 Nov")
    assert overdue_from(back, found, CALENDAR) == day("10 Nov")


def test_overdue_before_the_wait_stays_overdue_in_it():
    waiting = line(("2 Nov 09:00", OURS), ("9 Nov 09:00", THEIRS))
    found = due_on(waiting, Promise(3), CALENDAR, at("12 Nov 09:00"))
    assert found == day("5 Nov")
    assert overdue_from(waiting, found, CALENDAR) == day("6 Nov")


def test_a_wait_that_begins_at_midnight_after_the_due_day_does_not_save_it():
    waiting = line(("2 Nov 09:00", OURS), ("6 Nov 00:00", THEIRS))
    found = due_on(waiting, Promise(3), CALENDAR, at("9 Nov 09:00"))
    assert overdue_from(waiting, found, CALENDAR) == day("6 Nov")


def test_holidays_count_as_known_at_the_moment():
    book = HolidayBook((KnownHoliday(day("4 Nov"), at("3 Nov 20:00"), at("3 Nov 22:00")),))
    assert book.at(at("3 Nov 19:59")).is_workday(day("4 Nov"))
    assert not book.at(at("3 Nov 20:00")).is_workday(day("4 Nov"))
    assert book.at(at("3 Nov 22:00")).is_workday(day("4 Nov"))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2 Nov 08:30", "2 Nov 16:30", 480),
        ("2 Nov 09:00", "2 Nov 09:01", 1),
        ("2 Nov 12:00", "2 Nov 13:00", 60),  # no lunch break
        ("2 Nov 16:00", "3 Nov 09:00", 60),
        ("6 Nov 16:00", "9 Nov 09:00", 60),  # over a weekend
        ("7 Nov 10:00", "8 Nov 18:00", 0),
        ("9 Apr 16:00", "16 Apr 09:00", 540),  # the 10th, then Songkran
        ("3 Nov 10:00", "2 Nov 10:00", 0),
    ],
)
def test_office_minutes(start, end, minutes):
    assert CALENDAR.office_minutes(at(start), at(end)) == minutes


FIRST, LAST = datetime(2026, 1, 1), datetime(2027, 12, 1)  # noqa: DTZ001  (the strategy adds the zone)
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(BANGKOK))


@given(st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_stretches_that_follow_each_other_add_up_to_the_minute(moments):
    first, between, last = moments
    parts = CALENDAR.office_minutes(first, between) + CALENDAR.office_minutes(between, last)
    assert parts == CALENDAR.office_minutes(first, last)
    days = 1 + CALENDAR.days_between(first.date(), last.date(), Unit.WORKING)
    assert 0 <= parts <= 480 * days


@given(MOMENTS, st.integers(0, 40), st.sampled_from(Unit))
def test_the_due_day_is_the_nth_day_of_its_kind_after_receipt(received, days, unit):
    start = CALENDAR.receipt_day(received, unit)
    found = due_on((Spell(OURS, received, None),), Promise(days, unit), CALENDAR, received)
    assert CALENDAR.days_between(start, found, unit) == days
    assert unit is Unit.CALENDAR or CALENDAR.is_workday(found)
