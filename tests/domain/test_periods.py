"""The stretches of time that reports are made for."""

from datetime import UTC, date, datetime

import pytest

from app.domain.periods import (
    BadPeriod,
    Period,
    day,
    days,
    fiscal_year,
    fiscal_year_of,
    half,
    month,
    parse_period,
    quarter,
    round_of,
    week,
)

CODES = [
    "fy2570", "fy2570q1", "fy2570q2", "fy2570q3", "fy2570q4", "fy2570r6", "fy2570r12", "fy2570h1", "fy2570h2",
    "m2026-11", "m2028-02", "d2026-10-01..2026-11-22", "d2028-02-29..2028-02-29", "w2026-11-16", "w2026-12-28",
    "d2026-11-22",
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 9, 30), 2566),
        (date(2023, 10, 1), 2567),
        (date(2024, 9, 30), 2567),
        (date(2026, 11, 22), 2570),
        (datetime(2026, 9, 30, 17, 0, tzinfo=UTC), 2570),  # already 1 October in Bangkok
    ],
)
def test_the_fiscal_year_turns_on_the_first_of_october(day, year):
    assert fiscal_year_of(day) == year


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (fiscal_year(2567), date(2023, 10, 1), date(2024, 9, 30)),
        (quarter(2567, 1), date(2023, 10, 1), date(2023, 12, 31)),
        (quarter(2567, 2), date(2024, 1, 1), date(2024, 3, 31)),
        (quarter(2567, 3), date(2024, 4, 1), date(2024, 6, 30)),
        (quarter(2567, 4), date(2024, 7, 1), date(2024, 9, 30)),
        (round_of(2567, 6), date(2023, 10, 1), date(2024, 3, 31)),
        (round_of(2567, 12), date(2023, 10, 1), date(2024, 9, 30)),
        (half(2567, 1), date(2023, 10, 1), date(2024, 3, 31)),
        (half(2567, 2), date(2024, 4, 1), date(2024, 9, 30)),
        (month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (month(2026, 12), date(2026, 12, 1), date(2026, 12, 31)),
        (days(date(2026, 10, 1), date(2026, 11, 22)), date(2026, 10, 1), date(2026, 11, 22)),
        (day(date(2026, 11, 22)), date(2026, 11, 22), date(2026, 11, 22)),
        (week(date(2026, 11, 22)), date(2026, 11, 16), date(2026, 11, 22)),
        (week(date(2027, 1, 1)), date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_the_first_and_the_last_day_of_each(period, first, last):
    assert (period.start, period.last_day) == (first, last)
    assert period.contains(first)
    assert period.contains(last)
    assert not period.contains(date.fromordinal(first.toordinal() - 1))
    assert not period.contains(date.fromordinal(last.toordinal() + 1))


def test_midnight_in_bangkok_divides_two_years():
    old, new = fiscal_year(2569), fiscal_year(2570)
    assert old.end_moment == new.first_moment == datetime(2026, 9, 30, 17, 0, tzinfo=UTC)
    assert old.last_moment < new.first_moment
    assert old.contains(old.last_moment)
    assert not old.contains(new.first_moment)
    assert new.contains(new.first_moment)


def test_quarters_and_halves_fill_the_year_without_gap_or_overlap():
    for parts in ([quarter(2570, n) for n in (1, 2, 3, 4)], [half(2570, n) for n in (1, 2)]):
        assert [p.end for p in parts[:-1]] == [p.start for p in parts[1:]]
        assert Period(parts[0].start, parts[-1].end) == fiscal_year(2570)


@pytest.mark.parametrize("code", CODES)
def test_a_code_can_be_bookmarked(code):
    assert parse_period(code).code == code
    assert parse_period(parse_period(code).previous().code) == parse_period(code).previous()


def test_a_period_made_by_hand_has_a_code_too():
    assert Period(date(2026, 10, 1), date(2026, 11, 23)).code == "d2026-10-01..2026-11-22"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "all",
        "fy",
        "fy70",
        "fy2570q5",
        "fy2570r9",
        "FY2570",
        "fy๒๕๗๐",
        "fy9999",
        "fy2570 ",
        "m2026-13",
        "m2026-00",
        "m0000-01",
        "m9999-12",
        "d2026-11-22..2026-10-01",
        "d2026-02-30..2026-03-01",
        "d9999-12-31..9999-12-31",
        "w2026-11-17",
        "w2026-11-31",
        "d2026-02-29",
    ],
)
def test_a_code_that_means_nothing_is_refused_with_a_sentence(code):
    with pytest.raises(BadPeriod, match="ไม่รู้จักช่วงเวลานี้"):
        parse_period(code)


def test_a_period_has_at_least_one_day():
    with pytest.raises(BadPeriod):
        Period(date(2026, 10, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("code", "a_year_before"),
    [
        ("fy2570", "fy2569"),
        ("fy2570r6", "fy2569r6"),
        ("fy2570q3", "fy2569q3"),
        ("m2028-02", "m2027-02"),
        ("d2026-10-01..2026-11-22", "d2025-10-01..2025-11-22"),
        ("d2028-02-29..2028-02-29", "d2027-02-28..2027-02-28"),
        ("d2027-10-01..2028-02-29", "d2026-10-01..2027-02-28"),
        ("d2028-10-01..2029-02-28", "d2027-10-01..2028-02-29"),
        ("w2026-11-16", "w2025-11-17"),
        ("d2026-11-16", "d2025-11-17"),
    ],
)
def test_last_year_is_the_same_span(code, a_year_before):
    assert parse_period(code).previous().code == a_year_before


@pytest.mark.parametrize(
    ("code", "thai", "english"),
    [
        ("fy2570", "ปีงบประมาณ 2570", "Fiscal year 2570 (2026–27)"),
        ("fy2570q1", "ไตรมาส 1 ปีงบประมาณ 2570", "Quarter 1, fiscal year 2570 (2026–27)"),
        ("fy2570r6", "รอบ 6 เดือน ปีงบประมาณ 2570", "6-month round, fiscal year 2570 (2026–27)"),
        ("fy2570r12", "รอบ 12 เดือน ปีงบประมาณ 2570", "12-month round, fiscal year 2570 (2026–27)"),
        ("fy2570h2", "รอบ 6 เดือนหลัง ปีงบประมาณ 2570", "Second half, fiscal year 2570 (2026–27)"),
        ("m2026-11", "พฤศจิกายน 2569", "November 2026"),
        ("d2026-10-01..2026-11-22", "1 ตุลาคม – 22 พฤศจิกายน 2569", "1 October – 22 November 2026"),
        ("w2026-11-16", "สัปดาห์ 16–22 พฤศจิกายน 2569", "Week of 16–22 November 2026"),
        ("d2026-11-22", "วันอาทิตย์ที่ 22 พฤศจิกายน 2569", "Sunday 22 November 2026"),
    ],
)
def test_a_period_says_its_name(code, thai, english):
    period = parse_period(code)
    assert period.label(glue=False) == thai
    assert period.label().replace("\u00a0", " ") == thai
    assert period.label("en", glue=False) == english


def test_the_report_names_its_round_in_thai_digits():
    assert round_of(2567, 12).label(digits="thai", glue=False) == "รอบ ๑๒ เดือน ปีงบประมาณ ๒๕๖๗"


def test_days_may_have_a_name_of_their_own():
    window = days(date(2027, 1, 1), date(2027, 6, 30)).named("ช่วงตอบแบบวัด EIT ปี 2570")
    assert window.label() == "ช่วงตอบแบบวัด EIT ปี 2570"
    assert window.label(digits="thai") == "ช่วงตอบแบบวัด EIT ปี ๒๕๗๐"
    assert window == parse_period(window.code)


@pytest.mark.parametrize(
    ("code", "last", "before"),
    [
        ("fy2570", date(2026, 11, 22), "d2025-10-01..2025-11-22"),
        ("fy2571", date(2028, 2, 29), "d2026-10-01..2027-02-28"),
        ("w2026-11-16", date(2026, 11, 18), "d2025-11-17..2025-11-19"),  # Monday to Wednesday beside the same
        ("d2026-11-16", date(2026, 11, 16), "d2025-11-17..2025-11-17"),
    ],
)
def test_a_period_that_runs_is_compared_up_to_the_same_day(code, last, before):
    assert parse_period(code).previous_until(last) == parse_period(before)
