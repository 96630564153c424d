"""Keys that open something are refused by no unique column: PostgreSQL would log them, with the second."""

import pytest

from app.extensions import db
from app.models import Draft, Follower, Question, Ticket
from app.services import drafts, following, questions
from tests.factories import make_office, open_complaint
from tests.pressed_twice import refusals, twice

KEY = "k" * 32


@pytest.fixture(autouse=True)
def office(app, clock):
    make_office(clock())


def test_a_case(app, clock):
    with refusals() as found:
        first, second = twice(app, "ticket", lambda: open_complaint(clock(), key=KEY).reference)
    assert (first, found) == (second, [])
    assert db.session.query(Ticket).count() == 1


def test_what_waits_to_be_sent(app, clock):
    with refusals() as found:
        keys = twice(app, "draft", lambda: drafts.save(KEY, "complaints", {"story": "x"}, (), now=clock()).key)
    assert (keys, found) == ([KEY, KEY], [])
    assert db.session.query(Draft).count() == 1


def test_a_question(app, clock):
    with refusals() as found:
        numbers = twice(app, "question", lambda: questions.ask("ถาม", key=KEY, place="here", now=clock()).id)
    assert (numbers, found) == ([numbers[0]] * 2, [])
    assert db.session.query(Question).count() == 1


def test_following(app, clock):
    number = open_complaint(clock()).id

    def follow():
        ticket = db.session.get_one(Ticket, number)
        return following.follow(ticket, draft_key=KEY, place="here", now=clock()).token

    with refusals() as found:
        tokens = twice(app, "follower", follow)
    assert (tokens, found) == ([tokens[0]] * 2, [])
    assert db.session.query(Follower).count() == 1
