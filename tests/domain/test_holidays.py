"""The closed days of a Pattani office, against a wall calendar and against an independent list."""

from collections import Counter
from datetime import date, timedelta

import holidays as oracle
import pytest

from app.domain.holidays import HOLIDAYS
from app.domain.periods import fiscal_year

BY_DAY = {row.day: row for row in HOLIDAYS}
MONDAY_TO_FRIDAY = range(5)


def working_days_after(day, count):
    while count:
        day += timedelta(days=1)
        count -= day.weekday() in MONDAY_TO_FRIDAY and day not in BY_DAY
    return day


@pytest.mark.parametrize(
    ("starts", "count", "due"),
    [
        (date(2026, 4, 10), 1, date(2026, 4, 16)),  # Songkran
        (date(2026, 4, 16), 1, date(2026, 4, 17)),
        (date(2026, 3, 20), 1, date(2026, 3, 24)),  # Eid on Saturday, Monday instead
        (date(2026, 12, 4), 3, date(2026, 12, 11)),  # Father's Day on Saturday, Constitution Day
        (date(2026, 12, 8), 1, date(2026, 12, 9)),
    ],
)
def test_worked_dates(starts, count, due):
    assert working_days_after(starts, count) == due


def test_fiscal_year_2570_is_the_list_on_the_wall():
    national = {
        row.day
        for row in HOLIDAYS
        if fiscal_year(2570).contains(row.day) and row.kind != "regional" and "ตรุษ" not in row.name_th
    }
    weekdays = {day for day in national if day.weekday() in MONDAY_TO_FRIDAY}
    assert weekdays == {
        date(2026, 10, 13), date(2026, 10, 23), date(2026, 12, 7), date(2026, 12, 10), date(2026, 12, 31),
        date(2027, 1, 1), date(2027, 2, 22), date(2027, 4, 6), date(2027, 4, 13), date(2027, 4, 14), date(2027, 4, 15),
        date(2027, 5, 4), date(2027, 5, 20), date(2027, 6, 3), date(2027, 7, 19), date(2027, 7, 20), date(2027, 7, 28),
        date(2027, 8, 12),
    }  # fmt: skip


def test_national_days_agree_with_an_independent_list():
    """Labour Day and Children's Day are no days off for officials, and the list knows no regional days."""
    first, last = fiscal_year(2567).start, fiscal_year(2571).last_day
    published = oracle.country_holidays(
        "TH", years=range(first.year, last.year + 1), categories=("public", "government"), language="th"
    )
    expected = {
        day
        for day, name in published.items()
        if first <= day <= last and "วันแรงงาน" not in name and "วันเด็ก" not in name
    }
    ours = {row.day for row in HOLIDAYS if row.kind != "regional" and "ตรุษ" not in row.name_th}
    assert ours == expected


def test_officials_work_on_labour_day_and_rest_for_the_ploughing_ceremony():
    assert not [day for day in BY_DAY if (day.month, day.day) == (5, 1)]
    assert date(2027, 5, 3) not in BY_DAY
    ploughing = [row.day for row in HOLIDAYS if row.name_th == "วันพืชมงคล"]
    assert ploughing == [date(2024, 5, 10), date(2025, 5, 9), date(2026, 5, 13)]


def test_every_year_has_both_eids_and_chinese_new_year():
    for year in range(2567, 2572):
        names = [row.name_th for row in HOLIDAYS if fiscal_year(year).contains(row.day) and row.kind == "regional"]
        assert sorted(names) == ["วันตรุษจีน", "วันตรุษอีดิ้ลฟิตรี", "วันตรุษอีดิ้ลอัฎฮา"]


def test_a_regional_day_on_a_weekend_moves_to_monday():
    for row in HOLIDAYS:
        if row.kind == "regional" and row.day.weekday() not in MONDAY_TO_FRIDAY:
            monday = row.day + timedelta(days=7 - row.day.weekday())
            assert BY_DAY[monday].kind == "substitute"
            assert BY_DAY[monday].name_th == "วันหยุดชดเชย" + row.name_th


def test_what_nobody_has_announced_is_not_called_confirmed():
    ahead = [row for row in HOLIDAYS if row.day >= date(2027, 1, 1)]
    assert ahead
    assert not any(row.confirmed for row in ahead)
    confirmed_regional = {row.day for row in HOLIDAYS if row.kind == "regional" and row.confirmed}
    assert confirmed_regional == {date(2025, 6, 7), date(2026, 2, 17), date(2026, 3, 21)}
    assert not BY_DAY[date(2026, 3, 23)].confirmed


def test_rows_are_in_order_once_a_day_and_say_on_whose_word():
    assert [row.day for row in HOLIDAYS] == sorted(BY_DAY)
    assert max(Counter(row.day for row in HOLIDAYS).values()) == 1
    assert all(row.source and row.name_th for row in HOLIDAYS)
    assert all(fiscal_year(2567).start <= row.day <= fiscal_year(2571).last_day for row in HOLIDAYS)
