"""Whatever residents and officers do in the open channels, and whatever fails meanwhile: no log quotes anybody."""

import logging

import pytest
from sqlalchemy import event, text

from app.extensions import db
from app.services import attachments, duties, outbox, tickets
from app.services.transaction import transaction
from tests.officers import INTAKE, MANAGEMENT, Officer, hired
from tests.residents import Resident, photo
from tests.secrets_sweep import MARK, sweep_all
from tests.web.test_intake import COMPLAINT, WATER

STORY, NAME, PLACE, WORDS, NOTE, FILE, SEARCHED = (
    f"{MARK}{word}" for word in ("story", "name", "place", "words", "note", "file", "searched")
)
PHONE, MAIL = "0898765432", f"{MARK}mail@example.org"
SECRETS = [STORY, NAME, PLACE, WORDS, NOTE, FILE, SEARCHED, PHONE, MAIL]


@pytest.fixture
def logged(app, opened, caplog, capfd):
    """Every logger speaks as much as it can, and errors are met as an office meets them.

    SQLAlchemy prints rows at DEBUG, and keeps its own level whatever the others have; SECURITY.md says to leave it.
    """
    app.config["PROPAGATE_EXCEPTIONS"] = False
    caplog.set_level(logging.DEBUG)
    for name in ("app", "sqlalchemy.pool", "werkzeug", "waitress", "flask_wtf", "PIL"):
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.set_level(logging.INFO, logger="sqlalchemy.engine")

    def findings():
        printed = capfd.readouterr()
        streams = {"log": caplog.text, "stdout": printed.out, "stderr": printed.err}
        streams["records"] = "\n".join(f"{r.msg} {r.args} {r.exc_info}" for r in caplog.records)
        return sweep_all(SECRETS, streams)

    return findings


def complains(app, status=200):
    person = Resident(app.test_client())
    person.opens("/complaints/new")
    person.types(**{**COMPLAINT, "story": STORY, "place": PLACE, "name": NAME, "phone": PHONE, "email": MAIL})
    person.types(photos=[photo(f"{FILE}.jpg")]).presses("ไปตรวจคำตอบ")
    return person.types(acknowledged="y").presses("ส่งเรื่อง", status=status)


def fails(app, place, monkeypatch, how):
    """Something breaks whose message quotes what it was given."""

    def broken(*given, **more):
        raise how(f"{given} {more}")

    monkeypatch.setattr(*place, broken)


def test_chief_journeys_leave_no_word_in_any_log(app, clock, logged):
    person = complains(app)
    person.follows("ดูหน้าติดตามเรื่อง").types(words=WORDS).presses("ส่งข้อความ")
    water = Resident(app.test_client()).opens("/water/new")
    water.types(**{**WATER, "name": NAME, "phone": PHONE}).presses("ไปตรวจคำตอบ")
    water.types(acknowledged="y").presses("ส่งเรื่อง")
    clerk = Officer(app.test_client(), hired("nurida", INTAKE, MANAGEMENT, now=clock(), unit="สำนักปลัด"))
    case = db.session.scalar(text("SELECT id FROM ticket WHERE channel_slug = 'complaints'"))
    clerk.case(case)
    clerk.sends("/staff/tickets/CP-2570-0001/note", text=NOTE)
    clerk.steps(case, "accept")
    clerk.opens(f"/staff/search?q={SEARCHED}")
    clerk.sends("/management/personal-data/people", words=NAME)
    clerk.sends("/management/personal-data/people/copy", **{"copy-searched": NAME, "copy-things": [f"case-{case}"]})
    duties.round_of_duties(clock)
    assert logged() == {}


@pytest.mark.parametrize("how", [ValueError, RuntimeError, OSError])
def test_an_error_that_quotes_what_it_was_given_is_logged_without_it(app, logged, monkeypatch, how):
    fails(app, (tickets, "begin"), monkeypatch, how)
    assert "เรียบร้อย" not in complains(app, status=500).answer.text
    assert logged() == {}


def test_a_row_that_the_database_refuses_is_not_quoted(app, logged):
    @event.listens_for(db.engine, "before_cursor_execute")
    def breaks(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO ticket "):
            with transaction():
                db.session.execute(text("SELECT nowhere FROM ticket"))

    complains(app, status=500)
    event.remove(db.engine, "before_cursor_execute", breaks)
    assert logged() == {}


def test_a_bad_file_and_a_full_disk_are_not_quoted(app, logged, monkeypatch):
    person = Resident(app.test_client()).opens("/complaints/new")
    bad = photo(f"{FILE}.jpg")
    bad[0].truncate(40)
    person.types(**{**COMPLAINT, "story": STORY}, photos=[bad]).presses("ไปตรวจคำตอบ", status=422)
    fails(app, (attachments, "store"), monkeypatch, OSError)
    person.types(photos=[photo(f"{FILE}.jpg")]).presses("ไปตรวจคำตอบ", status=500)
    assert logged() == {}


def test_a_letter_that_does_not_leave_is_not_quoted(app, clock, logged, monkeypatch):
    complains(app)
    app.config["MAIL_SERVER"] = "127.0.0.1"
    fails(app, (outbox, "_smtp"), monkeypatch, OSError)
    duties.round_of_duties(clock)
    assert logged() == {}


def test_these_tests_would_find_it(logged):
    logging.getLogger("app").error("something with %s", NAME)
    assert logged()["log"] == {NAME}
