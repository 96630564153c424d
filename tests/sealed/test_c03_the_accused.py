"""C3: for the accused the office is the same to the byte, whether a report about them came in or not."""

import pytest

from tests.sealed import twins

pytestmark = pytest.mark.sqlite


@pytest.fixture
def days(app, readers, clock, tmp_path):
    """The same day in two offices; a report comes into the first."""
    twins.prepare(app, clock)
    other = twins.twin(app, clock, tmp_path / "twin")
    return twins.a_day(app, clock, told=True), twins.a_day(other, clock, told=False)


def test_c03_every_page_paper_letter_and_number_is_the_same(days):
    (told, _), (quiet, _) = days
    assert len([status for status, _ in told.values() if status == 200]) > 60, "hardly a page was seen"
    assert twins.differences(told, quiet) == []


def test_c03_the_database_is_asked_the_same_questions(days):
    """Equal work, without a clock that a busy machine would bend."""
    (_, told), (_, quiet) = days
    assert told == quiet
