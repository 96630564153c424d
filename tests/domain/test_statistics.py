"""The arithmetic of honest figures, in numbers small enough to check by hand."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import BANGKOK
from app.domain.periods import parse_period
from app.domain.quantiles import Times, kaplan_meier, nearest_rank
from app.domain.statistics import Balance, Share, Unbalanced, cut_of, tenths

TICK = timedelta.resolution


def done(*times: int) -> list[Times]:
    return [Times(time, 1) for time in times]


def waiting(*times: int) -> list[Times]:
    return [Times(time, 0, 1) for time in times]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (70, 87, 80),
        (3, 8, 38),  # 37.5: half up
        (199, 200, 99),  # 100 is kept for all of them
        (1, 300, 1),  # and 0 for none
        (0, 5, 0),
        (5, 5, 100),
        (4, 4, None),  # fewer than five
        (1, 1, None),  # a group of one gets no percentage
        (0, 0, None),
    ],
)
def test_percentages_are_of_five_or_more(part, whole, percent):
    assert Share(part, whole).percent == percent


def test_a_share_is_part_of_its_whole():
    with pytest.raises(ValueError, match="8 of 7"):
        Share(8, 7)


def test_a_balance_checks_itself():
    assert Balance(19, 83, 2, 81, 0, 0, 23).carried == 23
    with pytest.raises(Unbalanced):
        Balance(19, 83, 2, 81, 0, 0, 24)
    assert Balance(1, 2, 0, 1, 1, 0, 3) + Balance(4, 0, 0, 1, 0, 1, 2) == Balance(5, 2, 0, 2, 1, 1, 5)


def test_nearest_rank_takes_a_time_that_really_was():
    found = nearest_rank(done(10, 20, 30, 40, 50, 60, 70, 80, 90, 100), 50)
    assert (found.value, found.of) == (50, 10)
    assert nearest_rank(done(10, 20, 30, 40, 50), 50).value == 30
    assert nearest_rank(done(10, 20, 30, 40, 50), 90).value == 50
    assert nearest_rank(waiting(1, 2), 50).value is None


def test_open_cases_are_counted_as_waiting():
    """A median of the closed alone says 2 days; half of all cases had not come to an end after 8."""
    times = [*done(1, 1, 2, 2, 3), *waiting(8, 8, 8, 8, 8, 8)]
    assert nearest_rank(times, 50).value == 2
    (half,) = kaplan_meier(times, 50)
    assert (half.value, half.more_than, half.longest, half.of) == (None, True, 8, 11)


def test_the_textbook_curve():
    """Six cases: S = 5/6 at 6, then one waits at 7, 5/6·3/4 at 10, 5/6·3/4·2/3 at 13, one waits, 0 at 22."""
    times = [*done(6, 10, 13, 22), *waiting(7, 16)]
    half, nine = kaplan_meier(times, 50, 90)
    assert (half.value, nine.value) == (13, 22)
    assert Fraction(5, 6) * Fraction(3, 4) * Fraction(2, 3) <= Fraction(1, 2)


def test_at_equal_times_closings_come_before_waits():
    assert kaplan_meier([Times(5, 3, 3)], 50)[0].value == 5
    assert kaplan_meier([Times(5, 2, 3)], 50)[0].value is None


def test_without_waits_it_is_the_nearest_rank():
    assert [q.value for q in kaplan_meier(done(*range(1, 101)), 50, 90)] == [50, 90]


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=60))
def test_kaplan_meier_is_exact(cases):
    times = [Times(time, 0 if waits else 1, int(waits)) for time, waits in cases]
    for percent, found in zip((50, 90), kaplan_meier(times, 50, 90), strict=True):
        alive = Fraction(1)
        expected = None
        for t in sorted({time for time, waits in cases if not waits}):
            at_risk = sum(1 for time, _ in cases if time >= t)
            alive *= 1 - Fraction(sum(1 for time, waits in cases if time == t and not waits), at_risk)
            if alive <= 1 - Fraction(percent, 100):
                expected = t
                break
        assert found.value == expected
        assert found.longest == max((time for time, _ in cases), default=0)


def test_days_have_one_decimal_and_few_cases_none():
    assert tenths(480, 480) == 1.0
    assert tenths(504, 480) == 1.1  # 1.05: half up
    assert kaplan_meier(done(480, 480, 480, 480), 50)[0].working_days is None
    assert kaplan_meier(done(480, 480, 480, 480, 960), 50)[0].working_days == 1.0
    assert kaplan_meier([*done(1), *waiting(86400, 86400, 86400, 86400)], 50)[0].days == 1.0


NOW = datetime(2026, 11, 22, 9, 10, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("code", "as_of", "moment", "today", "last_day"),
    [
        ("fy2569", None, "2026-10-01T00:00", "2026-10-01", "2026-09-30"),  # over: its last due day has passed
        ("fy2569", "2026-10-05", "2026-10-01T00:00", "2026-10-01", "2026-09-30"),
        ("fy2569", "2026-03-31", "2026-04-01T00:00", "2026-04-01", "2026-03-31"),
        ("fy2570", "2026-11-21", "2026-11-22T00:00", "2026-11-22", "2026-11-21"),
    ],
)
def test_the_cut_is_the_end_of_the_period_or_of_the_day(code, as_of, moment, today, last_day):
    day = date.fromisoformat(as_of) if as_of else None
    cut = cut_of(parse_period(code), now=NOW, as_of=day)
    assert cut.moment == datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)
    assert (cut.today, cut.last_day) == (date.fromisoformat(today), date.fromisoformat(last_day))
    assert cut.known == (NOW + TICK if day is None else datetime.combine(day, datetime.max.time(), BANGKOK) + TICK)


def test_while_the_period_runs_the_cut_is_now_and_now_belongs_to_it():
    cut = cut_of(parse_period("fy2570"), now=NOW)
    assert cut.moment == cut.known == NOW + TICK
    assert (cut.today, cut.full_day, cut.last_day) == (date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 22))
