"""Dates and times as the office writes them and as people type them."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.dates import BANGKOK, buddhist_year, format_date, format_moment, format_month, format_span, format_time
from app.domain.typed_dates import BadDate, BadTime, parse_date, parse_time

WEDNESDAY = date(2026, 11, 25)


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("style", "thai", "english", "malay"),
    [
        ("long", "25 พฤศจิกายน 2569", "25 November 2026", "25 November 2026"),
        ("short", "25 พ.ย. 2569", "25 Nov 2026", "25 Nov 2026"),
        ("weekday", "วันพุธที่ 25 พฤศจิกายน 2569", "Wednesday 25 November 2026", "Rabu 25 November 2026"),
        ("timeline", "พุธ 25 พ.ย. 2569", "Wednesday 25 Nov 2026", "Rabu 25 Nov 2026"),
        ("brief", "พ. 25 พ.ย. 2569", "Wed 25 Nov 2026", "Rab 25 Nov 2026"),
    ],
)
def test_one_day_in_every_style_and_language(style, thai, english, malay):
    assert plain(format_date(WEDNESDAY, style)) == thai
    assert plain(format_date(WEDNESDAY, style, lang="en")) == english
    assert plain(format_date(WEDNESDAY, style, lang="ms")) == malay


def test_day_month_and_year_stay_on_one_line():
    assert format_date(WEDNESDAY, "weekday") == "วันพุธที่ 25\u00a0พฤศจิกายน\u00a02569"
    assert format_date(WEDNESDAY, "weekday", glue=False) == "วันพุธที่ 25 พฤศจิกายน 2569"
    assert format_time(time(9, 30)) == "09.30\u00a0น."


def test_official_papers_take_thai_digits():
    assert format_date(WEDNESDAY, digits="thai", glue=False) == "๒๕ พฤศจิกายน ๒๕๖๙"
    assert plain(format_moment(datetime(2026, 11, 22, 19, 42), digits="thai")) == "๒๒ พฤศจิกายน ๒๕๖๙ ๑๙.๔๒ น."  # noqa: DTZ001
    assert format_month(2026, 11, digits="thai", glue=False) == "พฤศจิกายน ๒๕๖๙"


def test_the_year_may_be_left_out():
    assert plain(format_date(WEDNESDAY, "weekday", year=False)) == "วันพุธที่ 25 พฤศจิกายน"


def test_a_moment_is_shown_by_the_clock_of_bangkok():
    last_of_year = datetime(2026, 12, 31, 17, 5, tzinfo=UTC)
    assert plain(format_moment(last_of_year)) == "1 มกราคม 2570 00.05 น."
    assert plain(format_moment(last_of_year, "short", lang="en")) == "1 Jan 2027 00:05"
    assert format_time(last_of_year.astimezone(BANGKOK), lang="en") == "00:05"
    assert buddhist_year(last_of_year) == 2570


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), "22 พฤศจิกายน 2569"),
        (date(2026, 11, 1), date(2026, 11, 22), "1–22 พฤศจิกายน 2569"),
        (date(2026, 10, 1), date(2026, 11, 22), "1 ตุลาคม – 22 พฤศจิกายน 2569"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 ธันวาคม 2569 – 2 มกราคม 2570"),
    ],
)
def test_a_span_writes_once_what_both_days_share(first, last, shown):
    assert plain(format_span(first, last)) == shown


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("22", "11", "2569"),
        ("๒๒", "๑๑", "๒๕๖๙"),
        (22, 11, 2026),
        (" 22 ", "พฤศจิกายน", "2569"),
        ("22", "พ.ย.", "2026"),
        ("22", "Nov", "2569"),
    ],
)
def test_a_typed_date_is_understood(day, month, year):
    assert parse_date(day, month, year) == date(2026, 11, 22)


def test_the_leap_day_follows_the_year_that_was_meant():
    assert parse_date("29", "2", "2567") == date(2024, 2, 29)
    with pytest.raises(BadDate, match="ไม่มีวันนี้ในปฏิทิน"):
        parse_date("29", "2", "2566")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "11", "2569"), "ให้ครบ"),
        (("22", " ", "2569"), "ให้ครบ"),
        (("ยี่สิบ", "11", "2569"), "เป็นตัวเลข"),
        (("-1", "11", "2569"), "เป็นตัวเลข"),
        (("22", "13", "2569"), "เดือน 1 ถึง 12"),
        (("22", "0", "2569"), "เดือน 1 ถึง 12"),
        (("22", "11", "69"), "4 หลัก"),
        (("22", "11", "25699"), "เป็นตัวเลข"),
        (("31", "11", "2569"), "ไม่มีวันนี้ในปฏิทิน"),
        (("0", "11", "2569"), "ไม่มีวันนี้ในปฏิทิน"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_a_sentence(parts, sentence):
    with pytest.raises(BadDate, match=sentence):
        parse_date(*parts)


@settings(derandomize=True, database=None, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2399, 12, 31)))
def test_what_is_written_reads_back(day):
    for style, digits in (("long", "thai"), ("short", "arab")):
        assert parse_date(*format_date(day, style, digits=digits).split("\u00a0")) == day


@pytest.mark.parametrize("typed", ["9.30", "09:30", "๐๙.๓๐ น.", "0930", "09.30น.", "09:30:00"])
def test_a_typed_time_is_understood(typed):
    assert parse_time(typed) == time(9, 30)


@pytest.mark.parametrize("typed", ["", "เช้า", "24.00", "9.60", "9.5", "930", "9"])
def test_a_time_that_cannot_be_is_refused_with_a_sentence(typed):
    with pytest.raises(BadTime, match="ชั่วโมงและนาที"):
        parse_time(typed)
