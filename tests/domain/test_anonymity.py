"""No village's small number can be read or reckoned from what is published, by one who knows the rule."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.anonymity import grouped
from app.domain.statistics import FEWEST

VILLAGES = st.dictionaries(st.integers(1, 20), st.integers(0, 30), max_size=9)


@given(VILLAGES)
def test_every_published_row_has_five_or_more_and_nothing_is_lost(counts):
    found = grouped(counts)
    if found is None:
        assert counts
        assert max(counts.values()) < FEWEST
        return
    assert found.total == sum(counts.values())
    assert {**found.alone, **dict.fromkeys(found.others)}.keys() == counts.keys()
    assert all(count >= FEWEST and count == counts[key] for key, count in found.alone.items())
    assert not found.others or (found.together >= FEWEST and len(found.others) >= 2)


@given(VILLAGES)
def test_no_small_village_is_left_over_by_subtracting_rows_from_the_total(counts):
    """Every sum of published rows, and its rest, is of nothing, of everything, or of five and more."""
    found = grouped(counts)
    if found is None:
        return
    rows = [*found.alone.values(), *([found.together] if found.others else [])]
    sums = {0}
    for row in rows:
        sums |= {row + other for other in sums}
    assert all(part == 0 or part >= FEWEST for part in sums)
    assert all(found.total - part == 0 or found.total - part >= FEWEST for part in sums)


@given(VILLAGES, st.randoms(use_true_random=False))
def test_any_of_the_villages_added_up_may_be_the_small_one(counts, dice):
    """The rule cannot be run backwards: with their numbers dealt out anew, the very same is published."""
    found = grouped(counts)
    if found is None or not found.others:
        return
    numbers = [counts[key] for key in found.others]
    dice.shuffle(numbers)
    assert grouped({**counts, **dict(zip(found.others, numbers, strict=True))}) == found


@pytest.mark.parametrize("villages", [2, 3, 4])
def test_one_who_tries_every_office_cannot_tell_a_single_small_number(villages):
    """All offices up to nine cases a village: each number that was not published can be small, and can be large."""
    offices = defaultdict(list)
    for numbers in product(range(10), repeat=villages):
        found = grouped(dict(enumerate(numbers)))
        if found is not None:
            shown = (tuple(sorted(found.alone.items())), found.others, found.together)
            offices[shown].append(numbers)
    for (_alone, others, _together), possible in offices.items():
        for village in others:
            seen = {numbers[village] for numbers in possible}
            assert min(seen) < FEWEST <= max(seen)


def test_small_villages_keep_company_with_the_smallest_large_one():
    found = grouped({1: 12, 2: 3, 3: 7, 4: 0, None: 9})
    assert found is not None
    assert (found.alone, found.others, found.together) == ({1: 12, None: 9}, (2, 3, 4), 10)


def test_where_all_are_small_nothing_is_told_of_any():
    assert grouped({1: 4, 2: 4, 3: 4}) is None


def test_where_none_is_small_all_are_told():
    found = grouped({1: 5, 2: 5})
    assert found is not None
    assert (found.alone, found.others) == ({1: 5, 2: 5}, ())
