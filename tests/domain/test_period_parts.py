"""A period beside its neighbours: nothing left out between them, nothing twice."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from app.domain.period_parts import month_before, parts, steps_of
from app.domain.periods import parse_period

LONG_AFTER = date(2030, 1, 1)


@pytest.mark.parametrize("code", ["m2026-11", "m2028-02", "fy2569q3", "d2026-05-06..2026-05-26", "w2026-05-04"])
@pytest.mark.parametrize("step", ["day", "week"])
def test_days_and_weeks_fill_the_period(code, step):
    period = parse_period(code)
    found = parts(period, step, LONG_AFTER)
    assert (found[0].start, found[-1].end) == (period.start, period.end)
    assert all(a.end == b.start for a, b in pairwise(found))


@pytest.mark.parametrize("step", ["month", "quarter"])
def test_months_and_quarters_fill_the_fiscal_year_of_the_period(step):
    found = parts(parse_period("w2026-05-04"), step, LONG_AFTER)
    assert (found[0].start, found[-1].last_day) == (date(2025, 10, 1), date(2026, 9, 30))


def test_rounds_are_those_of_the_report_and_the_second_half():
    found = parts(parse_period("fy2569"), "round", LONG_AFTER)
    assert [period.code for period in found] == ["fy2569r6", "fy2569h2", "fy2569r12"]


def test_what_has_not_begun_is_left_out():
    found = parts(parse_period("fy2570"), "month", date(2026, 11, 11))
    assert [period.code for period in found] == ["m2026-10", "m2026-11"]


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("d2026-05-04", {"month", "quarter", "round", "year"}),
        ("w2026-05-04", {"day", "month", "quarter", "round", "year"}),
        ("m2026-05", {"day", "week", "month", "quarter", "round", "year"}),
        ("fy2569q3", {"week", "month", "quarter", "round", "year"}),
        ("fy2569", {"month", "quarter", "round", "year"}),
    ],
)
def test_days_and_weeks_where_the_period_is_short(code, steps):
    assert {*steps_of(parse_period(code))} == steps


DAYS = [date(2026, 11, 23), date(2026, 3, 31), date(2028, 2, 29), date(2026, 1, 1), date(2026, 3, 1)]


@pytest.mark.parametrize("day", DAYS)
def test_the_month_that_ends_today_and_the_one_before_it_touch(day):
    last, before = month_before(day)
    assert last.last_day == day
    assert before.end == last.start
    assert before.last_day == min(before.last_day, day - timedelta(days=28))
    assert 28 <= (last.end - last.start).days <= 31
