"""The log is the truth: a command compares what is kept beside the cases with it, and rebuilds what differs."""

# ruff: noqa: S608  (the statements are the attack)

from datetime import datetime

import pytest
from sqlalchemy import text

from app.domain.dates import BANGKOK
from app.extensions import db
from app.models import ChainHead, Ticket
from app.services import audit, calendar, chain, duties, upkeep
from app.services.actors import SYSTEM
from tests import factories
from tests.services import falsifying, random_office

OPENED = datetime(2020, 10, 1, tzinfo=BANGKOK)


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


def test_legs_of_the_version_before_pass_the_check_and_are_written_again(lived, clock):
    """After machines were upgraded one by one; whatever else differs is still named."""
    later = "received_at = NULL, closed_at = NULL, outcome = NULL, office_minutes = NULL, resident_seconds = NULL"
    behind_our_backs(f"UPDATE ticket_leg SET {later} WHERE ticket_id < 9")
    assert len(upkeep.unread()) > 5
    assert list(upkeep.differing(clock())) == []
    behind_our_backs("UPDATE ticket_leg SET office_before = 7777 WHERE ticket_id = 5 AND number = 1")
    assert [(ticket.id, names) for ticket, names in upkeep.differing(clock())] == [(5, ("legs",))]
    duties.round_of_duties(clock)
    assert not upkeep.unread()
    assert list(upkeep.differing(clock())) == []
    behind_our_backs("UPDATE ticket_leg SET office_minutes = 7777 WHERE ticket_id = 5")
    assert [(ticket.id, names) for ticket, names in upkeep.differing(clock())] == [(5, ("legs",))]


def test_an_office_in_order_passes_the_check(app, clock, run):
    factories.make_office(clock())
    factories.open_complaint(clock())
    factories.open_water(clock())
    told = run.invoke(args=["check"])
    assert (told.exit_code, told.output) == (0, "chains hold, columns equal the stories\n")


def test_what_was_settled_at_the_beginning_is_compared_and_mended(app, clock, run):
    factories.make_office(clock())
    ticket = factories.open_complaint(clock())
    days, number = ticket.promise_days, ticket.id
    behind_our_backs(
        f"UPDATE ticket SET promise_days = 99, channel_slug = 'water', arrival = 'letter', category_id = NULL, "
        f"received_at = '2020-01-01 00:00:00' WHERE id = {number}"
    )
    told = run.invoke(args=["facts", "verify"])
    assert told.exit_code == 1
    for name in ("promise_days", "channel_slug", "arrival", "category_id", "received_at"):
        assert name in told.output
    assert run.invoke(args=["facts", "rebuild"]).output == "1 cases rebuilt\n"
    assert run.invoke(args=["facts", "verify"]).output == "columns equal the stories\n"
    mended = db.session.get(Ticket, number)
    assert (mended.promise_days, mended.channel_slug, mended.arrival) == (days, "complaints", "online")
    assert mended.category_id is not None


def test_what_cannot_be_mended_is_said(app, clock, run):
    """A case whose events are gone keeps its columns, and the command ends with 1."""
    factories.make_office(clock())
    number = factories.open_complaint(clock()).id
    falsifying.alter("DELETE FROM message", f"DELETE FROM ticket_event WHERE ticket_id = {number}")
    told = run.invoke(args=["facts", "rebuild"])
    assert (told.exit_code, "0 cases rebuilt" in told.output, "events" in told.output) == (1, True, True)


def test_the_days_an_office_opened_with_are_written_down(app, clock):
    factories.make_office(clock())
    audit.record("office_opened", "x", by=SYSTEM, now=OPENED, people=1, holidays=calendar.entered_at(OPENED))
    assert list(upkeep.unwitnessed()) == []
    day = "2026-11-16"
    behind_our_backs(
        "INSERT INTO holiday (day, name, kind, source, confirmed, recorded_at) "
        f"VALUES ('{day}', '', 'local', '', (1=1), '2020-09-30 17:00:00')"
    )
    assert list(upkeep.unwitnessed()) == ["not the days that the office opened with"]


def test_the_chain_names_the_case_and_is_held_against_a_head_from_outside(app, clock, run):
    factories.make_office(clock())
    ticket = factories.open_complaint(clock())
    head = db.session.get(ChainHead, chain.EVENTS)
    asked = ["chain", "verify", "--head", str(head.length), head.hash]
    assert run.invoke(args=asked).output == "chains hold\n"
    behind_our_backs("UPDATE ticket SET story = 'อื่น'")
    told = run.invoke(args=["chain", "verify"])
    assert (told.exit_code, f"broken: events, link 1, row 1, {ticket.reference}" in told.output) == (1, True)
