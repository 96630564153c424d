"""Which months of a round a measure should show something for, read from its own words."""

from datetime import date

import pytest

from app.domain.evidence_months import missing, months_asked
from app.domain.periods import round_of

YEAR = round_of(2567, 12)


@pytest.mark.parametrize(
    ("words", "first", "last", "count"),
    [
        ("เป็นประจำทุกเดือน", (2023, 10), (2024, 9), 12),
        ("1 มกราคม – 30 มิถุนายน 2567", (2024, 1), (2024, 6), 6),
        ("๑ มกราคม - ๓๐ มิถุนายน ๒๕๖๗", (2024, 1), (2024, 6), 6),
        ("ตุลาคม ๒๕๖๖ – เมษายน ๒๕๖๗", (2023, 10), (2024, 4), 7),
        ("ตุลาคม – เมษายน 2567", (2023, 10), (2024, 4), 7),
        ("ม.ค. 2567 ถึง มี.ค. พ.ศ. 2567", (2024, 1), (2024, 3), 3),
        ("มกราคม 2560 – มีนาคม 2560", (2023, 10), (2024, 9), 12),  # another year's words
        ("ภายในเดือนมกราคม 2567", (2023, 10), (2024, 9), 12),
        ("", (2023, 10), (2024, 9), 12),
    ],
)
def test_the_months_that_are_named(words, first, last, count):
    found = months_asked(words, YEAR)
    assert (found[0], found[-1], len(found)) == (date(*first, 1), date(*last, 1), count)


def test_a_round_of_six_months_asks_for_its_own():
    assert months_asked("1 มกราคม – 30 มิถุนายน 2567", round_of(2567, 6)) == [date(2024, m, 1) for m in (1, 2, 3)]


def test_a_month_that_is_not_over_is_not_missing():
    asked = months_asked("", YEAR)
    assert missing(asked, [date(2023, 10, 1)], date(2023, 12, 31)) == [date(2023, 11, 1)]
