"""Equal treatment: intervals and chances against published values, and no alarm without a reason."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.equality import compare, compare_all, fisher, holm, wilson
from app.domain.statistics import Share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(8, 10, 49, 95), (0, 10, 0, 28), (10, 10, 72, 100), (81, 263, 25, 37), (15, 148, 6, 17)],  # Newcombe 1998: 81, 15
)
def test_wilsons_interval_is_rounded_outwards(part, whole, low, high):
    assert wilson(Share(part, whole)) == (low, high)


@pytest.mark.parametrize(
    ("table", "chance"),
    [((8, 2, 1, 5), 0.0349650), ((1, 9, 11, 3), 0.0027595), ((3, 1, 1, 3), 0.4857143), ((5, 0, 5, 0), 1.0)],
)
def test_fishers_exact_test(table, chance):
    assert fisher(*table) == pytest.approx(chance, abs=1e-6)


@given(*[st.integers(0, 14)] * 4)
def test_fisher_equals_counting_every_table(a, b, c, d):
    row, column, whole = a + b, a + c, a + b + c + d
    ways = [comb(row, x) * comb(whole - row, column - x) for x in range(column + 1) if column - x <= whole - row]
    seen = comb(row, a) * comb(whole - row, column - a)
    assert fisher(a, b, c, d) == pytest.approx(sum(w for w in ways if w <= seen) / comb(whole, column), rel=1e-6)


def test_holm_stops_at_the_first_that_may_be_chance():
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == {"a"}
    assert holm({"a": 0.01, "b": 0.02, "c": 0.04}) == {"a", "b", "c"}
    assert holm({}) == set()


def test_a_real_difference_is_seen_and_small_ones_are_left_alone():
    found = compare({"1": Share(45, 60), "2": Share(42, 60), "3": Share(24, 60), None: Share(1, 4)})
    assert [key for key, group in found.items() if group.differs] == ["1", "3"]
    assert found["3"].rest == Share(88, 124)
    assert found[None].too_few
    assert not found[None].differs


def test_equal_groups_and_a_group_alone_raise_no_alarm():
    assert not any(group.differs for group in compare({str(n): Share(40, 50) for n in range(9)}).values())
    assert not compare({"1": Share(3, 50)})["1"].differs


def test_all_tables_looked_at_together_are_corrected_together():
    """Beyond chance among three villages; beside twenty more groups of another table it may be chance."""
    doubtful = {"1": Share(16, 30), "2": Share(40, 50), "3": Share(39, 50)}
    assert compare(doubtful)["1"].chance < 0.05 / 3
    assert compare(doubtful)["1"].differs
    beside = {str(n): Share(40, 50) for n in range(20)}
    assert not any(group.differs for group in compare_all({"village": doubtful, "arrival": beside})["village"].values())


def test_two_groups_against_each_other_are_one_question():
    """The same chance twice would halve what is left for it."""
    pair = {"th": Share(60, 80), "en": Share(10, 22)}
    assert 0.025 / 2 < compare(pair)["th"].chance < 0.05
    assert [group.differs for group in compare(pair).values()] == [True, True]
    assert [group.below for group in compare(pair).values()] == [False, True]
    third = compare({**pair, "ms": Share(0, 1)})
    assert third["th"].chance != third["en"].chance
