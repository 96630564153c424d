"""The log is the truth: a command compares what is kept beside the cases with it, and rebuilds what differs."""

import pytest
from sqlalchemy import text

from app.extensions import db
from app.services import upkeep
from tests import factories
from tests.services import random_office


@pytest.fixture
def run(app):
    return app.test_cli_runner()


@pytest.fixture
def lived(app, clock):
    factories.make_office(clock())
    clock.advance(days=9)
    random_office.build(5, 30, clock())
    upkeep.rebuild(clock())


def behind_our_backs(statement: str) -> None:
    with db.engine.connect().execution_options(write=True) as connection:
        connection.execute(text(statement))
        connection.commit()
    db.session.rollback()


def test_columns_that_equal_the_stories_are_left_alone(lived, run, clock):
    assert list(upkeep.differing(clock())) == []
    clock.advance(days=3)
    assert list(upkeep.differing(clock())) == []


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("UPDATE ticket SET due_on = '2031-01-01' WHERE id = 7", "due_on"),
        (
            "UPDATE ticket_stint SET on_time = (1 = 1), overdue_from = NULL, office_minutes = 1 WHERE ticket_id = 7",
            "stints",
        ),
        ("DELETE FROM ticket_leg WHERE ticket_id = 7", "legs"),
        ("UPDATE ticket SET outcome = 'partly_solved' WHERE id = 7", "outcome"),
    ],
)
def test_a_flattered_column_is_named_and_mended(lived, run, clock, statement, column):
    behind_our_backs(statement)
    found = [(ticket.id, names) for ticket, names in upkeep.differing(clock())]
    assert [number for number, _names in found] == [7]
    assert column in found[0][1]
    told = run.invoke(args=["check"])
    assert (told.exit_code, column in told.output) == (1, True)
    assert run.invoke(args=["rebuild"]).output == "1 cases rebuilt\n"
    assert list(upkeep.differing(clock())) == []


def test_an_office_in_order_passes_the_check(app, clock, run):
    factories.make_office(clock())
    factories.open_complaint(clock())
    factories.open_water(clock())
    told = run.invoke(args=["check"])
    assert (told.exit_code, told.output) == (0, "chains hold, columns equal the stories\n")
