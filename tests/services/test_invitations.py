"""Invitations to the EIT survey: only inside the year's window, wherever a service is used, counted once."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy import delete

from app.domain.survey import Place
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import EitCampaign, EitInvitation, OutboxMail
from app.services import invitations, outbox, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.conftest import BANGKOK
from tests.factories import make_office, make_staff, open_complaint

FIRST, LAST = date(2027, 1, 4), date(2027, 6, 30)
ADDRESS = "https://itas.nacc.go.th/go/eit/ab12cd"
MAIL = "wanna@example.org"


@pytest.fixture
def office(app, clock):
    found = make_office(clock())
    with transaction():
        db.session.add(EitCampaign(fiscal_year=2570, address=ADDRESS, opens_on=FIRST, closes_on=LAST))
    return found


@pytest.fixture
def officer(office, clock):
    return Actor.staff(make_staff("anan", Role.OFFICER, Role.INTAKE, now=clock()))


def counted():
    db.session.rollback()
    return [(row.place, row.day) for row in db.session.query(EitInvitation).order_by(EitInvitation.id)]


def answer(ticket, officer, clock, *actions, **given):
    """Bring a complaint to its end."""
    for action in ("accept", *actions):
        said = given if action == actions[-1] else {}
        tickets.take_step(ticket, action, StepInput(**said), by=officer, now=clock())


def finished(officer, clock, **given):
    ticket = open_complaint(clock(), **given)
    answer(ticket, officer, clock, "answer", outcome=Outcome.SOLVED, message="ซ่อมแล้ว")
    return ticket


def letter():
    db.session.rollback()
    return db.session.query(OutboxMail).order_by(OutboxMail.id.desc()).first()


@pytest.mark.parametrize("place", [Place.CONFIRMATION, Place.TRACKING, Place.RECEIPT, Place.COUNTER])
@pytest.mark.parametrize(
    ("day", "invited"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
def test_nobody_is_invited_outside_the_window(office, clock, place, day, invited):
    found = invitations.invite(open_complaint(clock()), place, day)
    assert (found is not None) is invited
    assert counted() == ([(place, day)] if invited else [])
    if found:
        assert found.address == f"http://localhost:8000/eit/2570/complaints/{place}"
        assert (found.code, found.closes_on, found.fiscal_year) == ("ab12cd", LAST, 2570)


def test_a_page_looked_at_again_counts_once_a_day(office, clock):
    ticket = open_complaint(clock())
    for day in (FIRST, FIRST, FIRST + timedelta(days=1)):
        assert invitations.invite(ticket, Place.TRACKING, day)
    assert counted() == [("tracking", FIRST), ("tracking", FIRST + timedelta(days=1))]


def test_each_year_has_its_own_code(office, clock):
    after = LAST + timedelta(days=200)
    with transaction():
        db.session.add(
            EitCampaign(fiscal_year=2571, address=f"{ADDRESS}2", opens_on=after, closes_on=after + timedelta(days=9))
        )
    ticket = open_complaint(clock())
    assert invitations.invite(ticket, Place.TRACKING, LAST).code == "ab12cd"
    found = invitations.invite(ticket, Place.TRACKING, after)
    assert (found.code, found.fiscal_year) == ("ab12cd2", 2571)
    assert "/eit/2571/" in found.address


def test_whoever_took_a_case_back_is_not_asked(officer, clock):
    ticket = open_complaint(clock())
    tickets.take_step(ticket, "withdraw", StepInput(reason="แก้ได้แล้ว"), by=officer, now=clock())
    assert invitations.invite(ticket, Place.TRACKING, FIRST) is None
    assert counted() == []


@pytest.mark.parametrize(
    ("moment", "invited"),
    [
        (datetime(2027, 1, 3, 23, 59, tzinfo=BANGKOK), False),
        (datetime(2027, 1, 4, 0, 0, tzinfo=BANGKOK), True),
        (datetime(2027, 6, 30, 23, 59, tzinfo=BANGKOK), True),
        (datetime(2027, 7, 1, 0, 0, tzinfo=BANGKOK), False),
    ],
)
def test_the_letter_with_the_answer_invites_within_the_window(officer, clock, moment, invited):
    clock.set(moment)
    finished(officer, clock, email=MAIL)
    assert ("/eit/2570/complaints/mail" in letter().body) is invited
    assert ("ตอบได้ถึงวันที่ 30 มิถุนายน 2570" in letter().body) is invited


def test_other_letters_invite_nobody(officer, clock):
    clock.set(datetime(2027, 2, 1, 9, tzinfo=BANGKOK))
    ticket = open_complaint(clock(), email=MAIL)
    answer(ticket, officer, clock, "ask", message="ตรงไหน")
    assert "EIT" not in letter().body
    other = open_complaint(clock(), email=MAIL)
    answer(other, officer, clock, "merge", duplicate_of=ticket.reference)
    assert "EIT" not in letter().body


def test_a_letter_counts_when_it_has_left_and_not_while_it_waits(app, officer, clock):
    clock.set(datetime(2027, 2, 1, 9, tzinfo=BANGKOK))
    app.config["MAIL_SERVER"] = "mail.test"
    finished(officer, clock, email=MAIL)
    outbox.send_due(clock, send=lambda _row: None, limit=1)  # the receipt
    assert counted() == []

    def refuse(_row):
        raise OSError

    outbox.send_due(clock, send=refuse)
    assert counted() == []
    clock.advance(days=1)
    outbox.send_due(clock, send=lambda _row: None)
    assert counted() == [("mail", date(2027, 2, 2))]


def test_a_letter_that_leaves_after_the_window_counts_as_no_invitation(app, officer, clock):
    clock.set(datetime(2027, 6, 30, 16, tzinfo=BANGKOK))
    app.config["MAIL_SERVER"] = "mail.test"
    finished(officer, clock, email=MAIL)
    clock.advance(days=1)
    outbox.send_due(clock, send=lambda _row: None)
    assert counted() == []


def test_a_letter_that_quotes_such_an_address_counts_nothing(app, officer, clock):
    clock.set(datetime(2027, 2, 1, 9, tzinfo=BANGKOK))
    app.config["MAIL_SERVER"] = "mail.test"
    ticket = open_complaint(clock(), email=MAIL)
    answer(ticket, officer, clock, "ask", message="ดู http://localhost:8000/eit/2570/complaints/mail นะ")
    outbox.send_due(clock, send=lambda _row: None)
    assert counted() == []


def test_two_letters_of_a_case_that_two_workers_send_at_once_leave_once_each(app, officer, clock, monkeypatch):
    clock.set(datetime(2027, 2, 1, 9, tzinfo=BANGKOK))
    app.config["MAIL_SERVER"] = "mail.test"
    again = finished(officer, clock, email=MAIL)
    tickets.take_step(again, "reopen", StepInput(reason="ยังไม่ดี"), by=officer, now=clock())
    answer = StepInput(outcome=Outcome.SOLVED, message="ซ่อมใหม่แล้ว")
    tickets.take_step(again, "answer", answer, by=officer, now=clock())
    with transaction():
        db.session.execute(delete(OutboxMail).where(~OutboxMail.body.contains("/eit/")))
    both, sent = Barrier(2), []

    def at_once(*asked, look=invitations._counted):
        found = look(*asked)
        with suppress(BrokenBarrierError):
            both.wait(0.5)
        return found

    monkeypatch.setattr(invitations, "_counted", at_once)

    def work():
        with app.app_context():
            outbox.send_due(clock, send=lambda row: sent.append(row.message_id), limit=1)
            db.session.remove()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    clock.advance(minutes=6)  # whatever was leased is free again
    work()
    assert len(sent) == len(set(sent)) == 2
    assert outbox.unsent()[0] == 0
    assert counted() == [("mail", date(2027, 2, 1))]
