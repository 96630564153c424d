"""What the worker does: reminders by day only, promises about waiting and closing kept, nothing stops the rest."""

import logging
import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.dates import format_date
from app.domain.workflow import Outcome, Role, Status
from app.extensions import db
from app.models import Attachment, Draft, OutboxMail
from app.services import attachments, calendar, digest, drafts, duties, outbox, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests import mail_server
from tests.conftest import BANGKOK
from tests.factories import make_office, make_staff, open_complaint, open_water, unit
from tests.photos import jpeg

SECRET = "ชื่อที่ห้ามหลุด"


@pytest.fixture
def office(app, clock):
    app.config["MAIL_SERVER"] = "mail.invalid"
    return make_office(clock())


@pytest.fixture
def anan(office, clock):
    return make_staff("anan", Role.OFFICER, now=clock(), unit=unit("กองช่าง"), email="anan@example.org")


@pytest.fixture
def nurida(office, clock):
    return make_staff("nurida", Role.INTAKE, now=clock(), email="nurida@example.org")


@pytest.fixture
def sent(monkeypatch):
    """Who was written to, and when the mail was to leave."""
    found = []
    monkeypatch.setattr(outbox, "_smtp", lambda row: found.append((row.recipient, row.body)))
    return found


def at(clock, day, hour, minute=0):
    """A moment of November 2026; the 2nd is a Monday."""
    clock.set(datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK))


def work(clock, rounds=2):
    for _ in range(rounds):
        duties.round_of_duties(clock)


def waiting():
    db.session.rollback()
    return db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def step(ticket, action, by, clock, **given):
    tickets.take_step(ticket, action, StepInput(**given), by=by, now=clock())


def test_the_digest_names_new_and_late_cases_that_the_person_may_see(nurida, anan, clock, sent):
    at(clock, 2, 9)
    late = open_complaint(clock(), category="lamp", story=SECRET)
    at(clock, 12, 15)
    new = open_water(clock())
    at(clock, 13, 8, 30)
    work(clock)
    letters = dict(sent)
    assert set(letters) == {"nurida@example.org", "anan@example.org"}
    assert letters["nurida@example.org"].splitlines() == [
        "เกินกำหนด 1 เรื่อง",
        f"- {late.reference} {late.category.name} ครบกำหนด {due(late)}",
        "",
        "เรื่องใหม่ตั้งแต่วันทำการก่อน 1 เรื่อง",
        f"- {new.reference} {new.category.name} ครบกำหนด {due(new)}",
        "",
        "http://localhost:8000/staff/queue",
    ]
    assert new.reference not in letters["anan@example.org"]
    assert late.reference in letters["anan@example.org"]
    assert SECRET not in "".join(letters.values())


def due(ticket):
    return format_date(ticket.due_on, "short", glue=False)


def test_once_a_day_however_often_the_worker_looks(nurida, clock, sent):
    at(clock, 2, 9)
    open_complaint(clock())
    for hour in (9, 10, 12, 16):
        at(clock, 2, hour, 10)
        work(clock)
    assert len(sent) == 1
    at(clock, 3, 8, 30)
    work(clock)
    assert len(sent) == 2


@pytest.mark.parametrize(
    ("day", "hour", "minute"),
    [(2, 8, 29), (2, 16, 30), (2, 23, 0), (3, 2, 0), (7, 10, 0), (8, 10, 0)],
    ids=["before opening", "at closing", "late", "at night", "on Saturday", "on Sunday"],
)
def test_never_when_the_office_is_closed(nurida, clock, sent, day, hour, minute):
    at(clock, 2, 8)
    open_complaint(clock())
    at(clock, day, hour, minute)
    work(clock)
    assert waiting() == []
    assert sent == []


def test_never_on_a_holiday(nurida, clock, sent):
    clock.set(datetime(2026, 12, 10, 10, tzinfo=BANGKOK))  # Constitution Day, a Thursday
    assert not calendar.calendar(clock()).is_workday(clock().date())
    open_complaint(clock() - timedelta(hours=3))
    work(clock)
    assert waiting() == []


def test_a_reminder_that_could_not_leave_by_day_does_not_leave_at_night(app, nurida, clock):
    at(clock, 2, 16)
    open_complaint(clock(), email="wanna@example.org")
    mail_server.use(app, mail_server.free_port())
    work(clock)
    assert {row.recipient for row in waiting()} == {"nurida@example.org", "wanna@example.org"}
    with mail_server.running(app) as server:
        at(clock, 2, 23)
        work(clock)
        assert [letter["To"] for letter in server.taken] == ["wanna@example.org"]
    assert [row.recipient for row in waiting()] == ["wanna@example.org"]


def test_on_monday_the_weekend_is_new(nurida, clock, sent):
    at(clock, 7, 20)
    ticket = open_complaint(clock())
    at(clock, 9, 8, 30)
    work(clock)
    assert ticket.reference in sent[0][1]


def test_nobody_is_written_to_about_nothing(nurida, anan, clock, sent):
    at(clock, 2, 10)
    open_water(clock() - timedelta(days=5))
    work(clock)
    assert sent == []
    at(clock, 3, 10)
    open_water(clock())
    work(clock)
    assert [recipient for recipient, _ in sent] == ["nurida@example.org"]


def test_without_a_mail_server_no_reminders_pile_up(app, nurida, clock):
    app.config["MAIL_SERVER"] = ""
    at(clock, 2, 10)
    open_complaint(clock(), email="wanna@example.org")
    work(clock)
    assert [row.recipient for row in waiting()] == ["wanna@example.org"]


def test_the_sealed_channel_sends_its_sentence_whatever_happens_there(nurida, clock, sent, monkeypatch):
    addresses = ("arun@example.org", "rohani@example.org")
    monkeypatch.setattr(digest.sealed, "today", lambda _now: digest.sealed.Digest(addresses))
    for day in (2, 3):
        at(clock, day, 9)
        work(clock, rounds=3)
    assert [recipient for recipient, _ in sent] == [*addresses, *addresses]
    assert {body for _, body in sent} == {digest.sealed.SENTENCE}
    assert {row.subject for row in waiting()} == {digest.sealed.SUBJECT}
    at(clock, 3, 23)
    work(clock)
    assert len(sent) == 4


def test_we_wait_until_the_day_the_resident_was_told_and_not_a_day_longer(office, anan, clock):
    ticket = open_complaint(clock())
    step(ticket, "ask", Actor.staff(anan), clock, message="ตรงไหน")
    at(clock, 17, 23, 59)
    assert duties.end_waits(clock()) == 0
    at(clock, 18, 0, 0)
    assert duties.end_waits(clock()) == 1
    assert ticket.status is Status.IN_PROGRESS
    assert ticket.events[-1].actor_role is Role.SYSTEM
    assert duties.end_waits(clock()) == 0


def test_an_answered_case_closes_after_fifteen_days(office, anan, clock):
    ticket = open_complaint(clock())
    step(ticket, "accept", Actor.staff(anan), clock)
    step(ticket, "answer", Actor.staff(anan), clock, outcome=Outcome.SOLVED, message="เสร็จ")
    closed_at = ticket.closed_at
    at(clock, 17, 16)
    assert duties.close_answered(clock()) == 0
    at(clock, 18, 9)
    work(clock)
    assert ticket.status is Status.CLOSED
    assert ticket.closed_at == closed_at


def test_residents_are_not_written_to_about_a_closing_at_night(office, anan, clock):
    ticket = open_complaint(clock(), email="wanna@example.org")
    step(ticket, "accept", Actor.staff(anan), clock)
    step(ticket, "answer", Actor.staff(anan), clock, outcome=Outcome.SOLVED, message="เสร็จ")
    before = len(waiting())
    at(clock, 20, 1)
    work(clock)
    assert len(waiting()) == before


def test_drafts_go_after_a_day_with_their_photos(app, office, clock):
    photo = attachments.accept("หน้าบ้าน.jpg", jpeg())
    old = drafts.save(drafts.new_key(), "complaints", {"story": SECRET}, (photo,), now=clock())
    path = stored(app)[0]
    sent_photo = drafts.save("sent", "complaints", {}, (attachments.accept("b.jpg", jpeg("blue")),), now=clock())
    ticket = open_complaint(clock(), key="sent", attachments=drafts.photos_of(sent_photo))
    work(clock)
    assert path.exists()
    clock.advance(days=1)
    young = drafts.save(drafts.new_key(), "complaints", {}, (), now=clock())
    young_key, old_key = young.key, old.key
    work(clock)
    assert not path.exists()
    assert set(db.session.scalars(select(Draft.key))) == {young_key}
    assert old_key != young_key
    assert attachments.read(ticket.attachments[0])  # what became a case's is kept
    assert db.session.query(Attachment).count() == 1


def test_bytes_without_a_record_are_swept_when_they_are_old(app, office, clock):
    real = datetime.fromtimestamp(app.config["VAR_DIR"].stat().st_mtime, BANGKOK)
    clock.set(real)
    with pytest.raises(RuntimeError), transaction():  # noqa: PT012 - the failure comes after the file was written
        attachments.store(attachments.accept("a.jpg", jpeg()), public=True, now=clock())
        raise RuntimeError
    assert len(stored(app)) == 1
    with transaction():
        attachments.store(attachments.accept("b.jpg", jpeg("blue")), public=True, now=clock())
    clock.set(real + timedelta(hours=23))
    work(clock)
    assert len(stored(app)) == 2
    clock.set(real + timedelta(hours=50))
    work(clock)
    assert [path.name for path in stored(app)] == [db.session.scalar(select(Attachment.storage_name))]


def stored(app):
    return sorted((app.config["VAR_DIR"] / "files").glob("??/*"))


def test_a_duty_that_fails_stops_no_other_and_is_tried_again_soon(nurida, anan, clock, sent, monkeypatch, caplog):
    def fail(_now):
        raise ValueError(f"cannot handle {SECRET}")

    at(clock, 2, 9)
    ticket = open_complaint(clock())
    step(ticket, "ask", Actor.staff(anan), clock, message="ตรงไหน")
    at(clock, 18, 9)
    open_complaint(clock())
    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr(duties, "end_waits", fail)
        patch.setattr(outbox, "send_due", fail)
        work(clock)
    assert len(waiting()) == 2
    assert "duty time-outs failed: ValueError at test_duties.py" in caplog.text
    assert SECRET not in caplog.text
    assert caplog.text.count("time-outs") == 1
    work(clock)
    assert ticket.status is Status.AWAITING_RESIDENT  # not every 20 seconds
    assert len(sent) == 2
    clock.advance(minutes=10)
    work(clock)
    assert ticket.status is Status.IN_PROGRESS


def test_one_case_that_fails_keeps_no_other_waiting(anan, clock, monkeypatch, caplog):
    cases = [open_complaint(clock(), story=SECRET) for _ in range(3)]
    for ticket in cases:
        step(ticket, "ask", Actor.staff(anan), clock, message="ตรงไหน")
    bad, take = cases[1].id, tickets.take_step

    def take_step(ticket, *args, **more):
        if ticket.id == bad:
            raise RuntimeError(ticket.story)
        return take(ticket, *args, **more)

    monkeypatch.setattr(tickets, "take_step", take_step)
    clock.advance(days=16)
    assert duties.end_waits(clock()) == 2
    assert SECRET not in caplog.text


def test_a_failed_round_leaves_nothing_of_a_resident_in_the_log(app, office, clock, monkeypatch, caplog):
    """A database that refuses a statement must not print what was in it."""

    def fail(now):
        with transaction():
            for _ in range(2):
                outbox.put("wanna@example.org", SECRET, SECRET, key="same", now=now)

    monkeypatch.setattr(duties, "end_waits", fail)
    work(clock)
    assert "IntegrityError" in caplog.text
    assert SECRET not in caplog.text
    assert "wanna" not in caplog.text


def test_two_workers_write_one_digest(app, nurida, clock):
    at(clock, 2, 9)
    open_complaint(clock())
    together = threading.Barrier(3)

    def worker():
        with app.app_context():
            together.wait()
            duties.round_of_duties(clock)
            db.session.remove()

    app.config["MAIL_SUPPRESS_SEND"] = True
    db.session.rollback()
    workers = [threading.Thread(target=worker) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert [row.recipient for row in waiting()] == ["nurida@example.org"]
