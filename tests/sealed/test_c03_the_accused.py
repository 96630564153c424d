"""C3: for the accused the office is the same to the byte, whether a report about them came in or not."""

import pytest

from tests.sealed import twins

pytestmark = pytest.mark.sqlite


def test_c03_every_page_paper_letter_number_and_question_to_the_database_is_the_same(app, readers, clock, tmp_path):
    """The same day in two offices, a report comes into the first. Equal questions: equal work, by no bending clock."""
    twins.prepare(app, clock)
    other = twins.twin(app, clock, tmp_path / "twin")
    told, asked_there = twins.a_day(app, clock, told=True)
    quiet, asked_here = twins.a_day(other, clock, told=False)
    assert len([status for status, _ in told.values() if status == 200]) > 60, "hardly a page was seen"
    assert twins.differences(told, quiet) == []
    assert asked_there == asked_here
