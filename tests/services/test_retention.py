"""Keeping and letting go: listed, held back, proposed, approved by another; whole cases, nobody left in any byte."""

from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.domain import old_books as reader
from app.domain.dates import BANGKOK
from app.domain.retention import due_before
from app.domain.shelves import Shelf
from app.domain.workflow import Kind
from app.extensions import db
from app.models import (
    Follower,
    OldRegisterLine,
    OutboxMail,
    Question,
    RetentionItem,
    Ticket,
    TicketLook,
)
from app.services import (
    chain,
    duties,
    finding,
    questions,
    tickets,
)
from app.services.old_registers import checking, loading, taking
from app.services.personal import anonymising, retention
from app.services.personal.retention import Refused
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests import old_books
from tests.secrets_sweep import sweep, sweep_all
from tests.services import letting_go
from tests.services.letting_go import CLERK, NAME, PHONE, SECRETS, WORDS, approved, rows, told, watered


@pytest.fixture
def people(app, clock):
    return letting_go.hired(clock)


def test_years_are_whole_and_begin_after_the_one_in_which_it_ended():
    assert due_before(datetime(2037, 1, 1, tzinfo=BANGKOK).date(), 10).isoformat() == "2027-01-01"


def test_nothing_is_due_until_its_years_are_over(people, clock):
    told(clock, people)
    clock.set(datetime(2037, 12, 31, 23, tzinfo=BANGKOK))
    assert retention.due(clock())[Shelf.COMPLAINTS] == 0
    clock.set(datetime(2038, 1, 1, 1, tzinfo=BANGKOK))
    assert retention.due(clock())[Shelf.COMPLAINTS] == 1


def test_the_one_who_proposed_it_does_not_approve_it(people, clock):
    told(clock, people)
    palad, nayok, _ = people
    clock.advance(days=365 * 12)
    made = retention.make(now=clock())
    with pytest.raises(Refused):
        retention.approve(made, by=nayok, now=clock())
    retention.propose(made, by=palad, now=clock())
    with pytest.raises(Refused):
        retention.approve(made, by=palad, now=clock())
    assert anonymising.go_on(now=clock()) == 0
    retention.approve(made, by=nayok, now=clock())
    with pytest.raises(Refused):
        retention.hold_back(made, [1], "คดี", by=palad, now=clock())


def test_what_is_held_back_stays_whole_and_a_change_needs_a_new_proposal(people, clock):
    first, second = told(clock, people).id, told(clock, people).id
    palad, nayok, _ = people
    clock.advance(days=365 * 12)
    made = retention.make(now=clock())
    retention.propose(made, by=palad, now=clock())
    item = db.session.scalars(select(RetentionItem).where(RetentionItem.row_id == first)).one().id
    assert retention.hold_back(made, [item], "มีคดีในศาลปกครอง", by=palad, now=clock()) == 1
    with pytest.raises(Refused):
        retention.approve(made, by=nayok, now=clock())
    retention.propose(made, by=palad, now=clock())
    retention.approve(made, by=nayok, now=clock())
    assert anonymising.go_on(now=clock()) == 1
    assert db.session.get(Ticket, first).applicant == NAME
    assert db.session.get(Ticket, second).emptied
    assert retention.counts(retention.find(made.year)) == retention.Counts(held=1, done=1, left=0)
    assert retention.find(made.year).ended_at


def test_nobody_is_left_in_any_row_or_byte(people, clock, app, tmp_path):
    ticket, water = told(clock, people), watered(clock).id
    number, token, times = ticket.reference, ticket.token, (ticket.received_at, ticket.closed_at)
    there = sweep(SECRETS, tmp_path, rows=rows())
    assert set(SECRETS) == set().union(*there.values()), "the planted words are not where we look"
    clock.advance(days=365 * 12)
    approved(people, clock)
    assert anonymising.go_on(now=clock()) == 2
    db.session.remove()
    assert sweep_all([*SECRETS, PHONE], {"rows": rows()}) == {}
    if db.engine.dialect.name == "sqlite":
        assert sweep([*SECRETS, PHONE], tmp_path) == {}
    kept = db.session.scalars(select(Ticket).where(Ticket.token == token)).unique().one()
    assert (kept.reference, (kept.received_at, kept.closed_at)) == (number, times)
    assert kept.events[-1].kind is Kind.ANONYMISED
    gone = [db.session.scalars(select(table)).all() for table in (Follower, OutboxMail, TicketLook)]
    assert gone == [[], [], []]
    assert db.session.get(Ticket, water).details == {"litres": 6000, "persons": 4, "reason": "drought",
                                                        "delivery_date": "2027-03-03"}  # fmt: skip


def test_killed_half_way_it_goes_on_with_whole_cases(people, clock, monkeypatch):
    for _ in range(4):
        told(clock, people)
    clock.advance(days=365 * 12)
    made = approved(people, clock)
    once = anonymising.emptying.empty
    left = iter([once, once])

    def dies(ticket, **more):
        (next(left, None) or _die)(ticket, **more)

    monkeypatch.setattr(anonymising.emptying, "empty", dies)
    with pytest.raises(KeyboardInterrupt):
        anonymising.go_on(now=clock())
    monkeypatch.setattr(anonymising.emptying, "empty", once)
    db.session.rollback()
    assert retention.counts(made) == retention.Counts(held=0, done=2, left=2)
    assert sum(t.emptied for t in db.session.scalars(select(Ticket)).unique()) == 2
    duties.round_of_duties(clock)
    assert retention.counts(made).left == 0
    assert chain.verify() == []


def _die(_ticket, **_more):
    raise KeyboardInterrupt


def test_the_worker_writes_the_list_and_no_more(people, clock):
    told(clock, people)
    clock.set(datetime(2038, 1, 4, 9, tzinfo=BANGKOK))
    duties.round_of_duties(clock)
    made = retention.find(2581)
    assert retention.counts(made).left == 1
    for _ in range(3):
        clock.advance(days=30)
        duties.round_of_duties(clock)
    assert retention.counts(made).done == 0
    assert made.proposed_at is None


def test_a_case_that_lives_again_is_left_alone(people, clock):
    ticket = told(clock, people)
    clock.advance(days=365 * 12)
    made = approved(people, clock)
    ticket = db.session.get(Ticket, ticket.id)
    tickets.take_step(ticket, "reopen", StepInput(reason="ยังไม่หาย"), by=CLERK, now=clock())
    anonymising.go_on(now=clock())
    assert db.session.get(Ticket, ticket.id).applicant == NAME
    assert retention.counts(made).held == 1


def test_old_lines_and_questions_have_their_own_years(people, clock):
    palad, *_ = people
    read = reader.read(old_books.as_csv(old_books.rows(9)))
    register = loading.load("เล่มเก่า", read, by=palad, now=clock())
    loading.arrange(register.id, loading.columns(register)[0], loading.choices(register))
    checking.go_on(register.id, now=clock())
    taking.take(register.id, left_out=0, by=palad, now=clock())
    asked = questions.ask(f"{WORDS} ภาษี", key="q" * 43, place="here", now=clock())
    questions.answer(asked, "ชำระได้ที่กองคลัง", shown_text="ภาษีชำระที่ไหน", show=True, seen=questions.state(asked),
                     by=palad, now=clock())  # fmt: skip
    count = retention.due(clock())[Shelf.OLD_LINES]
    clock.set(datetime(2029, 1, 3, 9, tzinfo=BANGKOK))
    assert retention.due(clock())[Shelf.QUESTIONS] == 1
    retention.set_rule(Shelf.QUESTIONS, 5, by=palad, now=clock())
    assert retention.due(clock())[Shelf.QUESTIONS] == 0
    clock.set(datetime(2045, 1, 3, 9, tzinfo=BANGKOK))
    approved(people, clock)
    assert anonymising.go_on(now=clock(), most=1000) > count
    lines = db.session.scalars(select(OldRegisterLine).where(OldRegisterLine.register_id == register.id)).all()
    assert {(line.person, line.phone, line.subject, *line.cells) for line in lines} == {("", "", "")}
    question = db.session.scalars(select(Question)).one()
    assert (question.text, question.shown_text, question.answer) == ("", "ภาษีชำระที่ไหน", "ชำระได้ที่กองคลัง")


@pytest.mark.parametrize("stopped", [OperationalError("", {}, Exception("database is locked")), SystemExit()])
def test_an_index_that_could_not_let_go_at_once_does_in_the_next_round(people, clock, monkeypatch, stopped):
    tries = []

    def fails(steps=None):
        tries.append(steps)
        raise stopped

    duties.round_of_duties(clock)
    monkeypatch.setattr(finding, "tidy", fails)
    with suppress(SystemExit), transaction():
        finding.forget()
    monkeypatch.setattr(finding, "tidy", lambda steps=None: tries.append(steps))
    duties.round_of_duties(clock)
    assert tries == [finding.STEPS, None]


def test_one_that_becomes_due_again_while_it_fails_stops_no_other(people, clock, monkeypatch):
    def emptied_meanwhile_and_fails():
        with transaction():
            finding.forget()
        raise OSError

    monkeypatch.setattr(finding, "tidy", lambda steps=None: steps or emptied_meanwhile_and_fails())
    duties.round_of_duties(clock)
    assert duties.last_done(finding.DUTY) is None
    assert duties.last_done("journal") == clock()
