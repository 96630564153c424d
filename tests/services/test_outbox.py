"""No mail is lost, none leaves twice, and no mail server, however ill, holds a resident up."""

import socket
import sqlite3
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import OutboxMail, Ticket
from app.services import outbox
from app.services.transaction import transaction
from tests import mail_server
from tests.factories import make_office, open_complaint

pytestmark = pytest.mark.reliability
MAIL = "wanna@example.org"
SICK = ["later", "never", "full", "hangs", "drops"]


@pytest.fixture
def office(app, clock):
    return make_office(clock())


@pytest.fixture
def server(app, office):
    with mail_server.running(app) as found:
        yield found


def put(clock, key="1", **more):
    with transaction():
        outbox.put(MAIL, "เรื่องที่ รท-2570-0001", "เรารับเรื่องของคุณแล้ว", key=key, now=clock(), **more)


def rows():
    db.session.rollback()
    return db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def wind_to_next_try(clock):
    clock.set(min(row.due_at for row in rows() if row.sent_at is None))


def test_a_letter_arrives_in_thai_with_its_fixed_message_id(server, clock):
    put(clock)
    expected = rows()[0].message_id
    assert outbox.send_due(clock) == 1
    (letter,) = server.taken
    assert letter["Message-ID"] == expected
    assert (letter["To"], letter["Subject"]) == (MAIL, "เรื่องที่ รท-2570-0001")
    assert letter.get_content().strip() == "เรารับเรื่องของคุณแล้ว"
    assert outbox.send_due(clock) == 0
    assert len(server.taken) == 1


def test_the_message_id_follows_from_the_key_alone(office, clock):
    put(clock, key="one")
    put(clock, key="two")
    first, second = (row.message_id for row in rows())
    assert first != second
    with pytest.raises(IntegrityError):
        put(clock, key="one")
    assert outbox.holds(MAIL, "one")
    assert not outbox.holds(MAIL, "three")


def test_a_letter_is_written_with_the_case_or_not_at_all(office, clock, monkeypatch):
    with pytest.raises(RuntimeError), transaction():  # noqa: PT012 - the failure comes after the letter was put in
        open_complaint(clock(), email=MAIL)
        assert db.session.scalar(select(OutboxMail.id)) is not None
        raise RuntimeError
    assert rows() == []
    assert db.session.query(Ticket).count() == 0


@pytest.mark.parametrize("mood", SICK)
def test_r05_a_sick_server_holds_nobody_up_and_the_letter_leaves_later_once(server, clock, mood):
    server.mood = mood
    open_complaint(clock(), email=MAIL)
    assert server.calls == 0  # nothing is sent while somebody waits for their number
    assert outbox.send_due(clock) == 0
    (row,) = rows()
    assert (row.sent_at, row.attempts, row.leased_until) == (None, 1, None)
    assert row.last_error
    assert outbox.send_due(clock) == 0
    assert rows()[0].attempts == 1  # it is not tried again at once
    server.mood = "fine"
    clock.advance(minutes=1)
    assert outbox.send_due(clock) == 1
    assert outbox.send_due(clock) == 0
    assert len({letter["Message-ID"] for letter in server.taken}) == 1


def test_the_waits_grow_from_a_minute_to_three_days(server, clock):
    server.mood = "later"
    put(clock)
    waits = []
    for _ in range(9):
        outbox.send_due(clock)
        waits.append(rows()[0].due_at - clock())
        wind_to_next_try(clock)
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 5, 30, 120, 480, 1440, 4320, 4320, 4320]


def test_after_a_month_a_letter_is_tried_no_more_but_still_there(server, clock):
    server.mood = "never"
    put(clock)
    begun = clock()
    while rows()[0].attempts < outbox.GIVE_UP:
        outbox.send_due(clock)
        wind_to_next_try(clock)
    assert timedelta(days=25) < clock() - begun < timedelta(days=40)
    calls = server.calls
    outbox.send_due(clock)
    assert server.calls == calls
    assert outbox.unsent()[0] == 1


def test_a_letter_that_was_given_up_leaves_when_asked_again_as_the_same_letter(server, clock):
    put(clock, key="old")
    put(clock, key="at work")
    put(clock, key="younger")
    old, at_work, younger = rows()
    with transaction():
        old.attempts = at_work.attempts = outbox.GIVE_UP
        old.last_error, at_work.leased_until = "ConnectionRefusedError", clock() + outbox.LEASE
        younger.attempts, younger.due_at = 3, clock() + timedelta(hours=2)
    expected = old.message_id
    assert outbox.send_due(clock) == 0
    assert outbox.try_again(clock()) == 1
    assert outbox.send_due(clock) == 1
    assert [letter["Message-ID"] for letter in server.taken] == [expected]
    assert outbox.try_again(clock()) == 0
    assert [row.attempts for row in rows()] == [1, outbox.GIVE_UP, 3]


def test_a_server_that_hangs_up_after_taking_the_mail_has_it(server, clock):
    server.mood = "rude"
    put(clock)
    assert outbox.send_due(clock) == 1
    clock.advance(days=1)
    assert outbox.send_due(clock) == 0
    assert len(server.taken) == 1


def test_a_server_that_never_says_a_word_is_left_in_time(app, office, clock):
    put(clock)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail_server.use(app, silent.getsockname()[1])
        assert outbox.send_due(clock) == 0
    assert rows()[0].last_error


def test_a_server_that_is_not_there(app, office, clock):
    put(clock)
    mail_server.use(app, mail_server.free_port())
    assert outbox.send_due(clock) == 0
    assert rows()[0].last_error == "ConnectionRefusedError"


def test_the_time_out_is_the_one_of_the_settings(app, office, clock, monkeypatch):
    asked = []

    def connect(address, timeout, source):
        asked.append(timeout)
        raise TimeoutError

    mail_server.use(app, 25)
    app.config["MAIL_TIMEOUT"] = 7
    monkeypatch.setattr(socket, "create_connection", connect)
    put(clock)
    outbox.send_due(clock)
    assert asked == [7]


def test_a_server_in_trouble_is_asked_once_a_round_a_refused_address_holds_no_other_up(server, clock):
    for key in "abc":
        put(clock, key=key)
    server.mood = "drops"
    outbox.send_due(clock)
    assert [row.attempts for row in rows()] == [1, 0, 0]
    server.mood = "never"
    outbox.send_due(clock)
    assert [row.attempts for row in rows()] == [1, 1, 1]


def test_an_address_that_cannot_be_written_holds_no_other_up(server, clock):
    with transaction():
        outbox.put("วรรณา@example.org", "-", "-", key="thai", now=clock())
        outbox.put("a@example.org\r\nBcc: b@example.org", "-", "-", key="two", now=clock())
    put(clock)
    assert outbox.send_due(clock) == 1
    assert [letter["To"] for letter in server.taken] == [MAIL]


def test_r06_a_crash_between_sending_and_marking_sends_the_same_mail_again(server, clock, monkeypatch):
    put(clock)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_mark", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            outbox.send_due(clock)
    assert outbox.send_due(clock) == 0  # the lease of the worker that died
    clock.advance(minutes=4, seconds=59)
    assert outbox.send_due(clock) == 0
    clock.advance(seconds=1)
    assert outbox.send_due(clock) == 1
    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]


def test_a_worker_that_comes_back_late_changes_nothing(server, clock):
    """Its lease ran out, another one sent the mail in the meantime."""

    def slow(row):
        clock.advance(minutes=6)
        assert outbox.send_due(clock) == 1
        raise TimeoutError

    put(clock)
    assert outbox.send_due(clock, send=slow) == 0
    (row,) = rows()
    assert row.sent_at == clock()
    assert (row.last_error, len(server.taken)) == ("", 1)


def test_no_transaction_is_open_while_sending(app, server, clock):
    def send(row):
        assert not db.session().in_transaction()
        assert (row.recipient, row.subject) == (MAIL, "เรื่องที่ รท-2570-0001")
        if db.engine.dialect.name == "sqlite":
            with sqlite3.connect(db.engine.url.database, timeout=0, isolation_level=None) as other:
                other.execute("BEGIN EXCLUSIVE")
                other.execute("ROLLBACK")
            other.close()

    put(clock)
    assert outbox.send_due(clock, send=send) == 1


def test_workers_side_by_side_send_each_mail_once(app, server, clock):
    for number in range(30):
        put(clock, key=str(number))
    sent, together = [], threading.Barrier(4)

    def work():
        with app.app_context():
            together.wait()
            outbox.send_due(clock, send=lambda row: sent.append(row.message_id))
            db.session.remove()

    db.session.rollback()
    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(sent) == len(set(sent)) == 30
    assert {row.attempts for row in rows()} == {1}
    assert outbox.unsent() == (0, None)


def test_without_a_mail_server_letters_wait(office, clock, client):
    assert not outbox.configured()
    open_complaint(clock(), email=MAIL)
    assert outbox.send_due(clock) == 0
    clock.advance(hours=2)
    state = client.get("/readyz")
    assert state.status_code == 200
    assert (state.json["mail"], state.json["mail_waiting"], state.json["mail_oldest_seconds"]) == (False, 1, 7200)


def test_readiness_tells_that_a_mail_server_is_named(server, clock, client):
    state = client.get("/readyz").json
    assert (state["mail"], state["mail_waiting"], state["mail_oldest_seconds"]) == (True, 0, None)


def test_a_reminder_that_is_late_never_leaves(server, clock):
    server.mood = "later"
    put(clock, until=clock() + timedelta(hours=7))
    outbox.send_due(clock)
    server.mood = "fine"
    clock.advance(hours=7)
    assert outbox.send_due(clock) == 0
    assert outbox.drop_late(clock()) == 1
    assert rows() == []


def test_only_reminders_are_dropped(server, clock):
    put(clock)
    put(clock, key="2", until=clock() + timedelta(hours=7))
    clock.advance(days=400)
    assert outbox.drop_late(clock()) == 1
    assert outbox.send_due(clock) == 1
