"""C2: every kind of person knocks at every address of the URL map. Only recipients find a report."""

import pytest

from tests.sealed import doors, people
from tests.sealed.people import ALONE, PEOPLE, WITHOUT_THIS_KEY


@pytest.fixture
def town(app, readers, clock):
    return people.town(app, clock, readers)


@pytest.mark.parametrize("who", PEOPLE)
def test_c02_a_real_report_and_an_invented_one_are_answered_alike(town, who):
    assert list(doors.telling(town.app, town.knocks(who), town.report, town.file)) == []


@pytest.mark.parametrize("who", ALONE)
def test_c02_for_other_roles_no_address_of_the_door_is_there(town, who):
    assert list(doors.unlike_nothing(town.app, town.knocks(who), town.report, town.file)) == []


@pytest.mark.parametrize("who", WITHOUT_THIS_KEY)
def test_c02_for_officers_without_this_key_the_report_does_not_exist(town, who):
    assert doors.statuses(town.app, town.knocks(who), town.report, town.file) == {404}


@pytest.mark.parametrize("who", ["stranger", "without a key", "without a second step"])
def test_c02_whoever_is_not_inside_is_led_to_the_door(town, who):
    assert doors.statuses(town.app, town.knocks(who), town.report, town.file) <= {302, 404}


def test_c02_whoever_locked_their_door_is_asked_for_the_passphrase_whatever_they_ask_for(town):
    """By POST on the spot, so that nothing typed is lost: the same page for every address."""
    assert doors.statuses(town.app, town.knocks("locked"), town.report, town.file) <= {200, 302, 404}


@pytest.mark.sqlite
@pytest.mark.parametrize("who", PEOPLE)
def test_c02_no_address_of_the_product_says_a_word_of_it(town, who):
    assert list(doors.slips(town.app, town.knocks(who), town.report)) == []


def test_c02_the_search_would_find_it(town):
    client = town.knocks("reader")
    assert list(doors.telling(town.app, client, town.report, town.file))
    assert list(doors.slips(town.app, client, town.report))


def test_c02_every_address_has_a_declared_guard(app):
    assert doors.unguarded(app) == []
