"""Nobody can change the story unseen: the database refuses, and whoever gets round it is found."""

# ruff: noqa: S608  (the statements are the attack)

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import AuditEntry, TicketEvent
from app.services import audit, chain, tickets
from app.services.steps import StepInput
from tests import factories

OFFICER = factories.actor(Role.OFFICER, Role.INTAKE)
WRITTEN_ONCE = ("ticket_event", "audit_entry")


@pytest.fixture
def lived(app, clock):
    """Two cases with a little life, and an audit trail."""
    factories.make_office(clock())
    first, second = factories.open_complaint(clock()), factories.open_complaint(clock())
    for ticket in (first, second):
        clock.advance(minutes=5)
        tickets.take_step(ticket, "accept", StepInput(), by=OFFICER, now=clock())
        tickets.write(ticket, "ไปดูแล้ว", public=True, by=OFFICER, now=clock())
        given = StepInput(message="เสร็จแล้ว", outcome=Outcome.SOLVED)
        tickets.take_step(ticket, "answer", given, by=OFFICER, now=clock())
        audit.record("read_case", ticket.reference, by=OFFICER, now=clock())
    return first, second


def behind_our_backs(*statements: str) -> None:
    """What somebody with the file and a tool could do: drop the triggers, then change rows."""
    with db.engine.connect().execution_options(write=True) as connection:
        for table in WRITTEN_ONCE:
            for verb in ("update", "delete"):
                on = "" if db.engine.dialect.name == "sqlite" else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER {table}_no_{verb}{on}"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()
    db.session.rollback()


def ids(table) -> list[int]:
    found = list(db.session.scalars(db.select(table.id).order_by(table.id)))
    db.session.rollback()
    return found


def test_an_untouched_story_holds(lived):
    assert chain.verify() == []


def test_chains_of_an_empty_office_hold(app):
    assert chain.verify() == []


def test_changed_words_are_found_though_the_event_beside_them_is_untouched(lived):
    with db.engine.connect().execution_options(write=True) as connection:
        connection.execute(text("UPDATE message SET text = 'ไม่ได้ไปดู' WHERE text = 'ไปดูแล้ว'"))
        connection.commit()
    db.session.rollback()
    assert [(b.chain, b.position) for b in chain.verify()] == [("events", 4)]


CHANGES = ("at = '2020-01-01 00:00:00'", "outcome = 'referred'", "shown = (1 = 0)", "text_hash = ''",
           "actor_role = 'system'", "data = '{\"unit\": 9}'")  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_event_is_found(lived, change):
    target = ids(TicketEvent)[3]
    behind_our_backs(f"UPDATE ticket_event SET {change} WHERE id = {target}")
    assert [(b.chain, b.position, b.link_id) for b in chain.verify()] == [("events", 4, target)]


def test_an_event_moved_to_another_case_is_found(lived):
    target = ids(TicketEvent)[3]
    behind_our_backs(f"UPDATE ticket_event SET ticket_id = {lived[1].id} WHERE id = {target}")
    assert [b.link_id for b in chain.verify()] == [target]


def test_a_removed_event_is_found_at_the_one_after_it(lived):
    before = ids(TicketEvent)
    behind_our_backs(
        f"DELETE FROM message WHERE event_id = {before[3]}", f"DELETE FROM ticket_event WHERE id = {before[3]}"
    )
    assert [(b.position, b.link_id) for b in chain.verify()] == [(4, before[4])]


def test_the_last_event_removed_is_found(lived):
    last = ids(TicketEvent)[-1]
    count = len(ids(TicketEvent))
    behind_our_backs(f"DELETE FROM message WHERE event_id = {last}", f"DELETE FROM ticket_event WHERE id = {last}")
    assert [(b.position, b.link_id) for b in chain.verify()] == [(count, None)]


def test_events_in_another_order_are_found(lived):
    first, second = ids(TicketEvent)[2:4]
    behind_our_backs(
        "DELETE FROM message",
        f"UPDATE ticket_event SET id = -1 WHERE id = {first}",
        f"UPDATE ticket_event SET id = {first} WHERE id = {second}",
        f"UPDATE ticket_event SET id = {second} WHERE id = -1",
    )
    assert [(b.position, b.link_id) for b in chain.verify()] == [(3, first)]


def test_a_changed_audit_line_is_found(lived):
    target = ids(AuditEntry)[-1]
    behind_our_backs(f"UPDATE audit_entry SET subject = 'x' WHERE id = {target}")
    assert [(b.chain, b.link_id) for b in chain.verify()] == [("audit", target)]


@pytest.mark.parametrize("statement", ["UPDATE {} SET previous_hash = ''", "DELETE FROM {}"])
@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_the_database_refuses_to_change_what_is_written_once(lived, table, statement):
    db.session.rollback()
    with (
        db.engine.connect().execution_options(write=True) as connection,
        pytest.raises(DBAPIError, match="written once"),
    ):
        connection.execute(text(statement.format(table)))
    db.session.expire_all()
    assert chain.verify() == []


def test_a_story_changed_in_the_table_is_noticed(app, clock):
    factories.make_office(clock())
    ticket = factories.open_complaint(clock())
    assert chain.verify() == []
    db.session.execute(text("UPDATE ticket SET story = 'ไม่มีอะไร' WHERE id = :id"), {"id": ticket.id})
    db.session.expire_all()
    assert [broken.chain for broken in chain.verify()] == [chain.EVENTS]
    db.session.rollback()
