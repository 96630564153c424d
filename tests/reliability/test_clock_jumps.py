"""The clock of the machine was a year ahead for a while, or went back a day: nothing stays shut, nothing comes twice.

Expected: numbers belong to the year the clock showed and are never given twice; the chains hold, for their order is
that of writing; what waits until a moment of the wrong year waits no longer than it ever would; who signed in while
the clock was wrong signs in again; pages open. The doctor says that the last event lies in the future.
"""

import pytest
from sqlalchemy import select

from app.domain.workflow import Outcome, Role, Status
from app.extensions import db
from app.models import OutboxMail
from app.services import chain, duties, limits, outbox, throttle, tickets, upkeep
from app.services.actors import Actor
from app.services.doctor import Grade, look
from app.services.steps import StepInput
from app.services.throttle import TooManyTries
from tests.factories import make_office, make_staff, open_complaint
from tests.officers import Officer, hired

pytestmark = pytest.mark.reliability
MAIL = "wanna@example.org"


@pytest.fixture
def office(app, clock):
    app.config["MAIL_SERVER"] = "127.0.0.1"
    return make_office(clock())


def test_numbers_and_chains_go_on_and_due_days_are_of_the_day_that_was_shown(office, clock):
    before = open_complaint(clock())
    clock.advance(days=365)
    ahead = open_complaint(clock())
    clock.advance(days=-366)
    after = open_complaint(clock())
    assert [case.reference for case in (before, ahead, after)] == ["รท-2570-0001", "รท-2571-0001", "รท-2570-0002"]
    assert after.due_on <= before.due_on < ahead.due_on
    assert chain.verify() == []


def test_a_case_goes_through_its_steps_and_its_pages_open(app, office, client, clock):
    case = open_complaint(clock())
    malee = make_staff("malee", Role.OFFICER, Role.INTAKE, now=clock(), unit=case.unit)
    clock.advance(days=365)
    ahead = open_complaint(clock())
    tickets.take_step(case, "accept", StepInput(), by=Actor.staff(malee), now=clock())
    clock.advance(days=-366)
    solved = StepInput(message="ซ่อมแล้ว", outcome=Outcome.SOLVED)
    tickets.take_step(case, "answer", solved, by=Actor.staff(malee), now=clock())
    assert chain.verify() == []
    for one in (case, ahead):
        assert client.get(f"/t/{one.token}").status_code == 200
    Officer(client, hired("nurida", Role.INTAKE, Role.OFFICER, now=clock()))
    for page in ("/staff/queue", f"/staff/tickets/{case.latin}", f"/staff/tickets/{ahead.latin}"):
        assert client.get(page, follow_redirects=True).status_code == 200
    with app.test_request_context():
        assert [found.grade for found in look(clock()) if "timedatectl" in (found.mend or "")] == [Grade.BAD]


def test_management_opens_after_a_case_was_answered_before_it_was_accepted(office, client, clock):
    case = open_complaint(clock())
    malee = Actor.staff(make_staff("malee", Role.OFFICER, Role.INTAKE, now=clock(), unit=case.unit))
    clock.advance(days=365)
    tickets.take_step(case, "accept", StepInput(), by=malee, now=clock())
    clock.advance(days=-366)
    solved = StepInput(message="ซ่อมแล้ว", outcome=Outcome.SOLVED)
    tickets.take_step(case, "answer", solved, by=malee, now=clock())
    assert [event.at for event in case.events] == sorted(event.at for event in case.events)
    assert case.events[-1].recorded_at == clock()  # when it was written down is told as it was
    Officer(client, hired("nayok", Role.MANAGEMENT, now=clock()))
    assert client.get("/management/").status_code == 200


def test_a_step_after_the_clock_went_back_counts_and_is_the_last(office, clock):
    """Three hours ahead when the case came in: what is done once it is right comes after that all the same."""
    clock.advance(hours=3)
    case = open_complaint(clock())
    malee = make_staff("malee", Role.OFFICER, Role.INTAKE, now=clock(), unit=case.unit)
    clock.advance(hours=-3)
    tickets.take_step(case, "accept", StepInput(), by=Actor.staff(malee), now=clock())
    assert case.status is Status.ACCEPTED
    tickets.write(case, "ไปดูพรุ่งนี้", public=True, by=Actor.staff(malee), now=clock())
    assert [event.status for event in case.history][-2:] == [Status.ACCEPTED, None]
    assert list(upkeep.differing(clock())) == []


def test_letters_claimed_put_off_or_written_while_the_clock_was_ahead_leave_when_it_is_right(office, clock):
    open_complaint(clock(), email=MAIL)
    clock.advance(days=365)
    outbox._claim(clock())  # and its worker died
    clock.advance(days=-365)
    sent = []
    assert outbox.send_due(clock, send=lambda row: sent.append(row.message_id)) == 1
    clock.advance(days=365)
    open_complaint(clock(), email=MAIL)

    def refuse(_row):
        raise TimeoutError

    outbox.send_due(clock, send=refuse)
    open_complaint(clock(), email=MAIL)
    clock.advance(days=-365)
    assert outbox.send_due(clock, send=lambda row: sent.append(row.message_id)) == 2
    assert outbox.send_due(clock, send=lambda row: sent.append(row.message_id)) == 0
    assert len(set(sent)) == len(sent) == 3
    assert {row.leased_until for row in db.session.scalars(select(OutboxMail))} == {None}


def test_duties_done_while_the_clock_was_ahead_are_done_again(office, clock):
    clock.advance(days=365)
    duties.round_of_duties(clock)
    clock.advance(days=-365)
    duties.round_of_duties(clock)
    assert duties.last_done("drafts") == clock()
    clock.advance(seconds=-5)  # two machines that differ by a little
    duties.round_of_duties(clock)
    assert duties.last_done("drafts") != clock()


@pytest.mark.parametrize("door", [throttle, limits], ids=["names", "places"])
def test_a_door_shut_while_the_clock_was_ahead_opens_with_the_right_time(office, clock, door):
    who = (throttle.key("sign in", "malee"),) if door is throttle else ("question", "10.0.0.1")
    clock.advance(days=365)
    for _ in range(throttle.TRIES):
        door.count(*who, now=clock())
    with pytest.raises(TooManyTries):
        door.check(*who, now=clock())
    clock.advance(seconds=-5)
    with pytest.raises(TooManyTries):
        door.check(*who, now=clock())
    clock.advance(days=-365)
    door.check(*who, now=clock())
    door.count(*who, now=clock())
    door.check(*who, now=clock())


def test_who_signed_in_while_the_clock_was_ahead_is_not_signed_in_for_a_year(office, client, clock):
    clock.advance(days=365)
    Officer(client, hired("nurida", Role.INTAKE, Role.OFFICER, now=clock()))
    assert client.get("/staff/tickets/new").status_code == 200
    clock.advance(minutes=-10)
    assert client.get("/staff/tickets/new").status_code == 200
    clock.advance(days=-365)
    assert client.get("/staff/tickets/new").status_code != 200
