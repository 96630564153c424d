"""Looks that cannot be written stop nobody; drafts beside each other; acts on many are ordinary steps of a story."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.domain.workflow import Role, StepRefused
from app.extensions import db
from app.models import DeskDraft, TicketLook
from app.services import bulk, chain, desk_drafts, looks
from app.services.actors import Actor
from app.services.bulk import ACCEPT, ASSIGN, Chosen, Given
from app.services.transaction import transaction
from tests import factories
from tests.factories import make_office, make_staff, open_complaint


@pytest.fixture
def anan(app, clock):
    make_office(clock())
    return Actor.staff(make_staff("anan", Role.OFFICER, now=clock(), unit=factories.unit("กองช่าง")))


@pytest.fixture
def nurida(anan, clock):
    return Actor.staff(make_staff("nurida", Role.INTAKE, now=clock(), unit=factories.unit("สำนักปลัด")))


def test_a_busy_database_costs_the_look_and_nothing_else(monkeypatch, clock, anan):
    ticket = open_complaint(clock())

    def busy():
        raise OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))

    monkeypatch.setattr(looks, "transaction", busy)
    assert looks.look(ticket, by=anan, now=clock()) is None
    looks.stay(ticket, by=anan, now=clock())
    assert db.session.scalars(select(TicketLook)).all() == []


def test_two_who_look_and_write_do_not_touch_each_other(clock, anan, nurida):
    ticket = open_complaint(clock())
    for actor, words in ((anan, "ของอนันต์"), (nurida, "ของนูรีดา")):
        looks.look(ticket, by=actor, now=clock())
        desk_drafts.keep(ticket, "ask", {"message": [words]}, by=actor, now=clock())
    assert desk_drafts.find(ticket, "ask", by=anan).fields == {"message": ["ของอนันต์"]}
    assert looks.others(ticket, by=anan, now=clock()) == ["คุณnurida"]
    assert desk_drafts.writers(ticket, by=anan, now=clock()) == [("คุณnurida", "ask")]
    assert desk_drafts.writers(ticket, by=anan, now=clock() + timedelta(minutes=16)) == []
    desk_drafts.drop(ticket, "ask", by=anan)
    assert desk_drafts.find(ticket, "ask", by=nurida) is not None


def test_longer_than_any_form_is_not_kept_and_loses_nothing(clock, anan):
    ticket = open_complaint(clock())
    desk_drafts.keep(ticket, "ask", {"message": ["กี่โมง"]}, by=anan, now=clock())
    assert desk_drafts.keep(ticket, "ask", {"message": ["ก" * 20_001]}, by=anan, now=clock()) is None
    assert desk_drafts.find(ticket, "ask", by=anan).fields == {"message": ["กี่โมง"]}


def test_where_the_words_were_taken_away_nobody_lays_new_ones(clock, anan, nurida):
    ticket = open_complaint(clock())
    desk_drafts.keep(ticket, "ask", {"message": ["ชื่อ"]}, by=anan, now=clock())
    desk_drafts.keep(ticket, "note", {"note": ["ชื่อ"]}, by=nurida, now=clock())
    with transaction():
        ticket.story = ""
        desk_drafts.forget(ticket)
    with pytest.raises(StepRefused):
        desk_drafts.keep(ticket, "ask", {"message": ["ชื่อ"]}, by=anan, now=clock())
    assert db.session.scalars(select(DeskDraft)).all() == []


def test_another_units_case_takes_no_draft(clock, anan):
    ticket = open_complaint(clock(), category="other")
    with pytest.raises(StepRefused):
        desk_drafts.keep(ticket, "ask", {"message": ["กี่โมง"]}, by=anan, now=clock())


def test_acts_on_many_are_ordinary_steps_and_the_chain_holds(clock, anan, nurida):
    cases = [open_complaint(clock(), category=None), open_complaint(clock())]
    chosen = [Chosen(ticket.reference, ticket.version) for ticket in cases]
    row = bulk.do(Given(ASSIGN, unit=factories.unit("กองคลัง")), chosen, by=nurida, now=clock())
    bulk.undo(row, by=nurida, now=clock())
    assert [event.data for event in cases[0].events[1:]] == [
        {"unit": factories.unit("กองคลัง").id, "unit_name": "กองคลัง"},
        {"unit": None},
    ]
    assert [event.shown for event in cases[0].events] == [True, True, False]
    assert [leg.unit_id for leg in cases[0].legs][-1] is None
    assert [event.actor_id for event in cases[1].events[1:]] == [nurida.staff_id] * 2
    accepted = bulk.do(Given(ACCEPT), [Chosen(cases[1].reference, 3)], by=nurida, now=clock())
    assert not bulk.can_be_undone(accepted)
    bulk.undo(accepted, by=nurida, now=clock())
    assert accepted.undone_at is None
    assert chain.verify() == []


def test_undone_once_however_often_it_is_pressed(clock, anan, nurida):
    ticket = open_complaint(clock())
    row = bulk.do(Given(ASSIGN, unit=factories.unit("กองคลัง")), [Chosen(ticket.reference, 1)], by=nurida, now=clock())
    for _press in range(2):
        bulk.undo(row, by=nurida, now=clock())
    assert len(ticket.events) == 3
