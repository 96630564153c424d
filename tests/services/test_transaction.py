"""Durable, one writer after another, all or nothing: what the database promises us and what we make of it."""

import sqlite3
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import delete, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.extensions import db
from app.models import Duty, OutboxMail, Series, Ticket, TicketEvent
from app.services import chain
from app.services.transaction import hold, scrub, transaction
from tests.conftest import MONDAY
from tests.factories import make_office, open_complaint

LONG = "ถนนหน้าบ้านเป็นหลุม " * 200


@pytest.fixture
def office(app, clock):
    return make_office(clock())


def series(year):
    return Series(prefix="รท", fiscal_year=year, last=0)


def years():
    db.session.rollback()
    return list(db.session.scalars(select(Series.fiscal_year).order_by(Series.fiscal_year)))


def fail_after(*rows):
    """Write rows, and then something goes wrong."""
    with transaction():
        for row in rows:
            with transaction():
                db.session.add(row)
        db.session.flush()
        raise ZeroDivisionError


def test_all_or_nothing(app):
    with pytest.raises(ZeroDivisionError):
        fail_after(series(2570), series(2571))
    assert years() == []


def test_a_transaction_inside_another_joins_it(app):
    with transaction():
        with transaction():
            db.session.add(series(2570))
        db.session.add(series(2571))
    assert years() == [2570, 2571]


def test_what_was_read_before_is_read_anew_inside(app):
    with transaction():
        db.session.add(series(2570))
    row = db.session.scalars(select(Series)).one()
    assert row.last == 0

    def elsewhere():
        with app.app_context(), transaction():
            db.session.scalars(select(Series)).one().last = 7
            db.session.flush()

    db.session.rollback()
    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    with transaction():
        assert row.last == 7


def test_a_row_is_held_or_made_and_the_rest_stays(app, clock):
    """Even when the first attempt to make it comes a moment too late."""
    query = select(Duty).where(Duty.name == "x")
    with transaction():
        db.session.add(series(2570))
        assert hold(query, lambda: Duty(name="x", done_at=clock())).name == "x"
    with transaction():
        db.session.add(series(2571))
        with db.session.no_autoflush:
            late = hold(query.where(Duty.name == "x"), lambda: pytest.fail("it is there"))
        assert late.done_at == clock()
    assert years() == [2570, 2571]


def test_other_mistakes_are_not_swallowed_while_a_row_is_made(app, clock):
    with transaction():
        db.session.add(series(2570))
    with pytest.raises(IntegrityError), transaction():  # noqa: PT012 - the mistake comes to light while holding
        db.session.add(series(2570))
        hold(select(Duty).where(Duty.name == "x"), lambda: Duty(name="x", done_at=clock()))


@pytest.mark.sqlite
def test_sqlite_is_asked_to_be_durable_and_patient(app):
    asked = {
        name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert db.session.scalar(text("PRAGMA secure_delete")) == 1
    assert db.session.scalar(text("PRAGMA busy_timeout")) >= 10_000


@pytest.mark.reliability
@pytest.mark.sqlite
def test_r13_a_locked_database_is_waited_for(app, office, clock):
    """Somebody else writes when the resident presses: they wait a moment and get their number."""
    db.session.rollback()
    with closing(sqlite3.connect(db.engine.url.database, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.5, other.execute, ["ROLLBACK"])
        release.start()
        assert open_complaint(clock()).reference == "รท-2570-0001"
        release.join()


def in_journal(words):
    """Whether the journal beside the database still holds these words."""
    journal = Path(f"{db.engine.url.database}-wal")
    return journal.exists() and words.encode() in journal.read_bytes()


def write_and_delete(words):
    with transaction():
        db.session.add(Duty(name=words, done_at=MONDAY))
    with transaction():
        db.session.execute(delete(Duty))
        scrub()
        scrub()


@pytest.mark.sqlite
def test_what_was_deleted_for_good_is_gone_from_the_journal_too(app):
    with transaction():
        db.session.add(Duty(name="ลบทิ้งได้แล้ว", done_at=MONDAY))
    assert in_journal("ลบทิ้งได้แล้ว"), "else this test would prove nothing"
    write_and_delete("ลบทิ้งแน่นอน")
    assert not in_journal("ลบทิ้งได้แล้ว")
    assert not in_journal("ลบทิ้งแน่นอน")


@pytest.mark.sqlite
def test_a_reader_who_looks_on_keeps_the_journal_until_the_next_time(app, monkeypatch):
    monkeypatch.setattr("app.services.transaction._PATIENCE", 1)
    with closing(sqlite3.connect(db.engine.url.database, isolation_level=None)) as reader:
        with transaction():
            db.session.add(Duty(name="เคยมี", done_at=MONDAY))
        reader.execute("BEGIN")
        assert reader.execute("SELECT name FROM duty").fetchall() == [("เคยมี",)]
        write_and_delete("ใครกำลังอ่าน")
        assert in_journal("เคยมี")
        reader.execute("ROLLBACK")
    scrub()
    assert not in_journal("เคยมี")
    assert db.session.scalar(text("PRAGMA busy_timeout")) >= 10_000


@contextmanager
def full_disk():
    """The database may not grow by another page."""
    used = db.session.scalar(text("PRAGMA page_count"))
    db.session.remove()

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count={used}")

    event.listen(db.engine, "connect", limit)
    db.engine.dispose()
    yield
    event.remove(db.engine, "connect", limit)
    db.session.remove()
    db.engine.dispose()


@pytest.mark.reliability
@pytest.mark.sqlite
def test_r07_a_full_disk_writes_nothing_by_halves_and_forgives(app, office, clock):
    open_complaint(clock())
    with full_disk():
        with pytest.raises(DBAPIError, match="full"):  # noqa: PT012 - the last pages may have a little room
            for _ in range(30):
                open_complaint(clock(), story=LONG, email="wanna@example.org")
        db.session.rollback()
        taken = db.session.query(Ticket).count()
        assert db.session.query(TicketEvent).count() == taken
        assert db.session.query(OutboxMail).count() == taken - 1
    assert open_complaint(clock(), story=LONG).reference == f"รท-2570-{taken + 1:04d}"
    assert chain.verify() == []


@pytest.mark.reliability
@pytest.mark.sqlite
def test_r07_a_visitor_of_a_full_disk_reads_thai_words_and_is_served_afterwards(app, office, client):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answers = {"category": "lamp", "story": LONG[:4900], "village": "1", "place": "หน้ามัสยิด", "contact_by": "page"}
    with full_disk():
        pages = [client.post("/complaints/new", data=answers) for _ in range(30)]
    assert pages[-1].status_code == 500
    assert "กดส่งซ้ำก็ได้เรื่องเดียว" in pages[-1].text
    assert client.post("/complaints/new", data=answers).status_code == 303
