"""What residents' pages weigh on the line, compressed, headers and all: the budget is kept on every journey."""

import pytest

from app.web.words import LANGUAGES
from tests import eservices, factories, sealed_cast
from tests.lines import JOURNEYS, telephone

FIRST, LATER = 40_000, 10_000
DOORS = ("/", "/complaints/", "/water/", "/services/", "/services/complaint", "/corruption/", "/track", "/privacy",
         "/accessibility")  # fmt: skip


@pytest.fixture
def ready(app, clock):
    factories.make_office(clock())
    eservices.define(clock())
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    app.config["WTF_CSRF_ENABLED"] = True  # tokens and their cookie are bytes too
    return app


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_keeps_to_the_budget(ready, journey, language):
    with telephone(ready, language) as (phone, words):
        JOURNEYS[journey](phone, words)
    first, *later = phone.steps
    assert first.size <= FIRST, first
    assert first.requests <= 7
    assert [step for step in later if step.size > LATER] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_door_is_light_on_a_first_visit_and_lighter_afterwards(ready, language):
    for door in DOORS:
        with telephone(ready, language) as (phone, _):
            phone.get(f"{door}?lang={language}")
            phone.get(f"{door}?lang={language}")
        first, later = phone.steps
        assert first.size <= FIRST, first
        assert later.size <= LATER, later


def test_files_are_fetched_once_for_all_pages(ready):
    with telephone(ready, "th") as (phone, _):
        phone.get("/")
        phone.get("/complaints/new")
        phone.get("/complaints/new")
    assert phone.steps[2].requests == 1
