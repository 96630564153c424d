"""When a backup is due, which generations stay, how old is too old."""

from datetime import datetime, timedelta

import pytest

from app.domain.backups import Level, Trouble, drill_due, due, kept, level
from app.domain.dates import BANGKOK

pytestmark = pytest.mark.reliability


def at(day: int, hour: int = 2, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BANGKOK)


SUNDAY = at(22)


def nights(count: int, last: datetime = SUNDAY) -> list[datetime]:
    return [last - timedelta(days=back) for back in range(count)]


@pytest.mark.parametrize(
    ("count", "days"),
    [
        (0, []),
        (1, ["2026-11-22"]),
        (7, [f"2026-11-{day}" for day in (16, 17, 18, 19, 20, 21, 22)]),
        (10, ["2026-11-15", *(f"2026-11-{day}" for day in (16, 17, 18, 19, 20, 21, 22))]),
        (  # Sundays end the weeks; the newest of each month
            400,
            ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30",
             "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-25", "2026-10-31", "2026-11-01", "2026-11-08",
             "2026-11-15", *(f"2026-11-{day}" for day in (16, 17, 18, 19, 20, 21, 22))],
        ),
    ],
)  # fmt: skip
def test_seven_days_five_weeks_twelve_months(count, days):
    assert sorted(moment.date().isoformat() for moment in kept(nights(count))) == days


def test_a_pause_of_a_year_loses_no_generation():
    old = nights(400, at(22, year=2025))
    assert kept([*old, at(22)]) >= {at(22), *nights(6, at(22, year=2025))}


def test_many_on_one_day_leave_the_newest_of_it():
    assert kept([at(22, hour) for hour in (2, 9, 13)]) == {at(22, 13)}


def test_days_are_bangkok_s():
    """Half past midnight is yesterday in UTC."""
    early = datetime(2026, 11, 22, 0, 30, tzinfo=BANGKOK)
    late = datetime(2026, 11, 21, 23, 30, tzinfo=BANGKOK)
    assert kept([early, late]) == {early, late}


@pytest.mark.parametrize(
    ("now", "good", "tried", "expected"),
    [
        (at(22, 1), None, None, False),
        (at(22, 2), None, None, True),
        (at(22, 2), at(21), None, True),
        (at(22, 15), at(21), None, True),  # the machine was off at night
        (at(22, 23), at(22), None, False),
        (at(23, 0), at(22), None, False),
        (at(22, 3), at(21), at(22), True),
        (at(22, 2) + timedelta(minutes=59), at(21), at(22), False),
    ],
)
def test_once_a_date_from_the_quiet_hour_on_and_an_hour_after_a_failure(now, good, tried, expected):
    assert due(now, 2, good, tried) is expected
    assert due(now, 24, good, tried) is False


@pytest.mark.parametrize(
    ("good", "drilled", "tried", "expected"),
    [
        (None, None, None, False),
        (at(21), None, None, False),
        (at(22), None, None, True),
        (at(22), at(1), None, False),
        (at(22), at(22, month=10), None, True),
        (at(22), None, at(22, 8) + timedelta(minutes=30), False),
    ],
)
def test_a_test_a_month_after_a_night_s_backup(good, drilled, tried, expected):
    assert drill_due(at(22, 9), 2, good, drilled, tried) is expected


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, "done"), (25, "done"), (26, "waiting"), (49, "waiting"), (50, "late")]
)
def test_green_amber_red(hours, expected):
    assert level(at(22), at(22) - timedelta(hours=hours)) == expected
    assert level(at(22), None) is Level.BAD


def test_every_trouble_has_words():
    assert all(trouble.words for trouble in Trouble)


def test_a_clock_that_ran_ahead_stops_nothing():
    ahead = at(22) + timedelta(days=365)
    assert due(at(23, 2), 2, ahead, None)
    assert due(at(23, 2), 2, at(22), ahead)
    assert drill_due(at(22, 9), 2, at(22), ahead, ahead)
    assert level(at(23), ahead) is Level.BAD
