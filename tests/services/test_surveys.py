"""Figures of measure 4 against cases counted by hand: window, months, channels, the knowledge of a past day."""

from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from app.domain import survey
from app.domain.periods import days, fiscal_year, month
from app.domain.survey import EVERYWHERE, Line, Place
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import EitCampaign, EitInvitation, EitOpening
from app.services import invitations, surveys, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.conftest import BANGKOK
from tests.factories import make_office, make_staff, open_complaint, open_water

FIRST, LAST = date(2027, 1, 4), date(2027, 2, 28)
YEAR = fiscal_year(2570)


@pytest.fixture
def office(app, clock):
    found = make_office(clock())
    with transaction():
        db.session.add(EitCampaign(fiscal_year=2570, address="https://itas.test/x", opens_on=FIRST, closes_on=LAST))
    return found


@pytest.fixture
def officer(office, clock):
    return Actor.staff(make_staff("anan", Role.OFFICER, Role.INTAKE, now=clock()))


def at(clock, day, hour=10):
    clock.set(datetime(day.year, day.month, day.day, hour, tzinfo=BANGKOK))


def accept(ticket, officer, clock):
    tickets.take_step(ticket, "accept", StepInput(), by=officer, now=clock())


def finish(ticket, officer, clock, when=None):
    given = StepInput(outcome=Outcome.SOLVED, message="ซ่อมแล้ว")
    tickets.take_step(ticket, "answer", given, by=officer, now=clock(), at=when or clock())


def finished(officer, clock, day):
    at(clock, day)
    ticket = open_complaint(clock())
    accept(ticket, officer, clock)
    finish(ticket, officer, clock)
    return ticket


def of(lines, month_of, channel="complaints"):
    return next(line for line in lines if line.month == month_of and line.channel == channel)


def numbers(lines, month_of, channel="complaints"):
    return of(lines, month_of, channel).numbers


JANUARY, FEBRUARY = month(2027, 1), month(2027, 2)


def test_what_is_completed_in_the_window_is_counted_by_month(officer, clock):
    for day in (FIRST - timedelta(days=1), FIRST, date(2027, 1, 31), date(2027, 2, 1), LAST, LAST + timedelta(days=1)):
        finished(officer, clock, day)
    lines = surveys.by_month(YEAR)
    assert [(line.month, line.channel) for line in lines] == [
        (one, slug) for one in (JANUARY, FEBRUARY) for slug in ("complaints", "water", "eservice")
    ]
    assert (of(lines, JANUARY).contacts, of(lines, FEBRUARY).contacts) == (2, 2)
    assert of(lines, JANUARY, "water") == Line(JANUARY, "water")
    assert surveys.by_month(days(FIRST, FIRST))[0].contacts == 1
    assert surveys.by_month(month(2027, 3)) == ()


def test_invitations_count_by_their_way(officer, clock):
    ticket = finished(officer, clock, date(2027, 1, 11))
    for place in (Place.CONFIRMATION, Place.TRACKING, Place.RECEIPT, Place.MAIL, Place.COUNTER):
        invitations.invite(ticket, place, date(2027, 1, 11))
    invitations.invite(ticket, Place.TRACKING, date(2027, 2, 1))
    invitations.invite(open_water(clock()), Place.CONFIRMATION, date(2027, 2, 1))
    lines = surveys.by_month(YEAR)
    assert numbers(lines, JANUARY) == (1, 1, 2, 1, 1, 1, 0)
    assert numbers(lines, FEBRUARY) == (0, 0, 1, 0, 0, 0, 0)
    assert numbers(lines, FEBRUARY, "water") == (0, 0, 1, 0, 0, 0, 0)
    assert survey.added(lines).numbers == (1, 1, 4, 1, 1, 1, 0)


def test_a_reminder_to_the_officer_is_no_invitation_of_the_resident(officer, clock):
    ticket = finished(officer, clock, date(2027, 1, 11))
    invitations.invite(ticket, Place.COUNTER, date(2027, 1, 11))
    assert numbers(surveys.by_month(YEAR), JANUARY) == (1, 0, 0, 0, 0, 1, 0)


def test_an_invitation_of_last_year_does_not_count_for_this_one(officer, clock):
    with transaction():
        db.session.add(
            EitCampaign(
                fiscal_year=2571, address="https://itas.test/y", opens_on=date(2028, 1, 4), closes_on=date(2028, 2, 1)
            )
        )
    ticket = finished(officer, clock, date(2027, 2, 26))
    invitations.invite(ticket, Place.TRACKING, date(2027, 2, 26))
    at(clock, date(2028, 1, 10))
    tickets.take_step(ticket, "reopen", StepInput(reason="ยังเป็นหลุม"), by=officer, now=clock())
    given = StepInput(outcome=Outcome.SOLVED, message="ซ่อมอีกครั้ง")
    tickets.take_step(ticket, "answer", given, by=officer, now=clock())
    both = surveys.by_month(days(date(2026, 10, 1), date(2028, 9, 30)))
    assert numbers(both, FEBRUARY)[:2] == (1, 1)
    assert numbers(both, month(2028, 1))[:2] == (1, 0)


def test_what_takes_a_case_away_completes_no_service(officer, clock):
    at(clock, date(2027, 1, 11))
    first, second, third = (open_complaint(clock()) for _ in range(3))
    tickets.take_step(first, "withdraw", StepInput(reason="ไม่เอาแล้ว"), by=officer, now=clock())
    tickets.take_step(second, "merge", StepInput(duplicate_of=third.reference), by=officer, now=clock())
    assert of(surveys.by_month(YEAR), JANUARY).contacts == 0


def test_a_past_day_knows_what_it_knew(officer, clock):
    early = finished(officer, clock, date(2027, 1, 11))
    invitations.invite(early, Place.TRACKING, date(2027, 1, 12))
    surveys.follow(2570, "complaints", Place.TRACKING, date(2027, 1, 12))
    at(clock, date(2027, 1, 11))
    late = open_complaint(clock())
    accept(late, officer, clock)
    at(clock, date(2027, 1, 20))
    finish(late, officer, clock, when=datetime(2027, 1, 11, 15, tzinfo=BANGKOK))  # written down nine days later
    invitations.invite(late, Place.TRACKING, date(2027, 1, 20))
    for as_of, expected in (
        (date(2027, 1, 10), (0, 0, 0, 0, 0, 0, 0)),
        (date(2027, 1, 11), (1, 0, 0, 0, 0, 0, 0)),
        (date(2027, 1, 12), (1, 1, 1, 0, 0, 0, 1)),
        (date(2027, 1, 20), (2, 2, 2, 0, 0, 0, 1)),
    ):
        assert numbers(surveys.by_month(YEAR, as_of), JANUARY) == expected
    assert surveys.by_month(YEAR, date(2027, 1, 20)) == tuple(
        line for line in surveys.by_month(YEAR) if line.month == JANUARY
    )


def test_openings_are_counted_by_place_and_belong_to_nobody(officer, clock):
    for channel, place, day in (
        ("complaints", Place.MAIL, FIRST), ("complaints", Place.MAIL, FIRST), ("water", Place.RECEIPT, LAST),
        (EVERYWHERE, Place.POSTER, LAST), ("water", Place.RECEIPT, LAST + timedelta(days=1)),
    ):  # fmt: skip
        surveys.follow(2570, channel, place, day)
    lines = surveys.by_month(YEAR)
    opened = {(line.month, line.channel): line.opened for line in lines if line.opened}
    assert opened == {(JANUARY, "complaints"): 2, (FEBRUARY, "water"): 1, (FEBRUARY, EVERYWHERE): 1}
    places = surveys.by_place(YEAR)
    assert (places[Place.MAIL], places[Place.RECEIPT], places[Place.POSTER], places[Place.TRACKING]) == (2, 1, 1, 0)
    assert {column.name for column in EitOpening.__table__.columns} == {
        "id", "fiscal_year", "channel_slug", "place", "day", "number",
    }  # fmt: skip


def test_twenty_at_once_are_twenty(app, office):
    def press():
        with app.app_context():
            surveys.follow(2570, "water", Place.TRACKING, FIRST)
            db.session.remove()

    db.session.remove()
    people = [Thread(target=press) for _ in range(20)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert db.session.scalars(select(EitOpening.number)).all() == [20]
    assert db.session.query(EitInvitation).count() == 0
