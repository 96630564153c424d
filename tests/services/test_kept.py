"""Rows kept between requests: never staler than the last commit, whoever made it, and not to be changed by accident."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, delete, inspect, select, text, update

from app import create_app
from app.extensions import db
from app.models import Attachment, Category, EitCampaign, Holiday, Manual, Office, Staff, Ticket, Village
from app.services import calendar, invitations, kept, manuals, office
from app.services.transaction import transaction
from tests.conftest import office as settings
from tests.factories import make_office, open_complaint


@pytest.fixture
def here(app, clock):
    make_office(clock())
    office.shown()
    db.session.rollback()
    return app


@pytest.fixture
def neighbour(here):
    """Another process of the same office, for our purposes: another application with its own shelf."""
    other = create_app(settings(here.config["SQLALCHEMY_DATABASE_URI"], here.config["VAR_DIR"]))
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def asked(statements):
    return [line for line in statements if not line.startswith(("SELECT number FROM kept_stamp", "BEGIN"))]


@pytest.fixture
def statements(here):
    found = []
    db.event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, line, *_: found.append(line))
    return found


def test_what_was_read_once_is_not_read_again(here, statements, clock):
    for _ in range(2):
        office.shown(), office.villages(), office.categories("complaints"), office.units(), office.refusal_reasons()
        office.reply_templates("answer"), calendar.book(), manuals.in_force("complaints", clock().date())
        invitations.open_campaign(clock().date())
        db.session.rollback()
        before, statements[:] = asked(statements), []
    assert before == []


def test_each_change_shows_at_once_here_and_in_another_process(here, neighbour, clock):
    def seen():
        db.session.rollback()
        return [one.number for one in office.villages()], office.shown().phone, len(calendar.book().rows)

    with neighbour.app_context():
        before = seen()
        db.session.remove()
    assert seen() == before
    with transaction():
        office.present().phone = "073111111"
        db.session.add(Village(number=9, name="บ้านใหม่"))
    after = seen()
    assert (after[0], after[1]) == ([*before[0], 9], "073111111")
    with neighbour.app_context():
        assert seen() == after
        with transaction():
            db.session.add(
                Holiday(day=date(2026, 12, 30), name="", kind="", source="", confirmed=True, recorded_at=clock())
            )
    assert seen()[2] == before[2] + 1


def test_a_hand_in_the_database_counts_like_everybody_else(here):
    before = office.villages()[0].name
    db.session.rollback()
    engine = create_engine(here.config["SQLALCHEMY_DATABASE_URI"])
    with engine.begin() as connection:
        connection.execute(text("UPDATE village SET name = 'บ้านอื่น' WHERE number = 1"))
    engine.dispose()
    assert office.villages()[0].name == "บ้านอื่น" != before


def test_what_is_being_changed_is_read_from_the_database_and_not_kept(here):
    def by_row():
        office.present().phone = "073222222"
        assert office.shown().phone == "073222222"
        db.session.flush()

    def by_statement():
        db.session.execute(update(Office).values(phone="073222222"))
        db.session.execute(delete(EitCampaign))

    for change in (by_row, by_statement):
        with suppress(KeyboardInterrupt), transaction():
            change()
            assert office.shown().phone == "073222222"
            raise KeyboardInterrupt
        assert office.shown().phone == "073000100"


def test_a_transaction_that_began_before_a_change_keeps_nothing_old_for_those_after_it(here, neighbour):
    assert office.shown().phone == "073000100"  # our transaction stays open
    with neighbour.app_context(), transaction():
        office.present().phone = "073444444"
    office.villages(), office.shown()
    db.session.rollback()
    assert office.shown().phone == "073444444"


def test_kept_rows_cannot_be_changed_by_accident(here, clock):
    shown = office.shown()
    with pytest.raises(TypeError, match="only to be shown"):
        shown.phone = "1"
    with pytest.raises(TypeError, match="only to be shown"):
        db.session.add(office.villages()[0])
    with pytest.raises(TypeError, match="only to be shown"):
        manuals.in_force("complaints", clock().date()).verified_on = None
    assert all(step.duration for step in manuals.in_force("complaints", clock().date()).steps)


def test_nothing_of_a_case_and_nobodys_rights_are_kept(here, clock):
    open_complaint(clock(), story="เรื่องที่ไม่มีใครควรเก็บ")
    shelf = here.extensions["kept"]
    office.categories("complaints"), manuals.in_force("complaints", clock().date())
    rows = [row for made in shelf.made.values() for row in (made if isinstance(made, tuple) else ())]
    assert rows
    assert all(isinstance(row, kept.TABLES) for row in rows)
    assert not {Ticket, Staff, Attachment} & set(kept.TABLES)
    assert "เรื่องที่ไม่มีใครควรเก็บ" not in repr([vars(row) for row in rows])


@pytest.mark.parametrize("table", kept.TABLES)
def test_every_table_moves_the_number(here, table):
    """A migration that builds a table anew on SQLite loses its triggers: it has to make them again."""
    here = db.engine.dialect.name == "sqlite"
    names = db.session.scalars(text("SELECT name FROM sqlite_master" if here else "SELECT tgname FROM pg_trigger"))
    wanted = [f"_{verb}" for verb in ("insert", "update", "delete")] if here else [""]
    assert {f"{table.__tablename__}_kept{verb}" for verb in wanted} <= set(names)


def test_each_verb_moves_the_number(here, clock):
    def number():
        db.session.rollback()
        return db.session.scalar(text("SELECT number FROM kept_stamp"))

    seen = [number()]
    for act in (
        lambda: db.session.add(Village(number=11, name="")),
        lambda: db.session.execute(update(Village).where(Village.number == 11).values(name="ก")),
        lambda: db.session.execute(delete(Village).where(Village.number == 11)),
        lambda: setattr(db.session.scalars(select(Manual)).first(), "lead", "ข"),
        lambda: setattr(db.session.scalars(select(Category)).first(), "hint", "ค"),
    ):
        with transaction():
            act()
        seen.append(number())
    assert len(set(seen)) == len(seen)  # drawn anew each time
    open_complaint(clock() + timedelta(hours=1))
    assert number() == seen[-1]  # a case moves nothing


def test_the_kept_tables_hold_no_key_to_a_case():
    for table in kept.TABLES:
        targets = {key.column.table.name for key in inspect(table).local_table.foreign_keys}
        assert targets <= {one.__tablename__ for one in kept.TABLES}
