"""Somebody walks over many cases while somebody else takes a step on one of them: both are done, none is refused."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy.exc import DBAPIError

from app.domain.workflow import Kind, Role, Status
from app.extensions import db
from app.models import Ticket, TicketEvent
from app.services import chain, tickets
from app.services.actors import Actor
from app.services.administration import holidays, leaving
from app.services.personal import chosen, correcting
from app.services.steps import StepInput
from tests.factories import make_office, make_staff, open_complaint

A_MOMENT = 0.5


@pytest.fixture
def office(app, clock):
    make_office(clock())
    return Actor.staff(make_staff("nurida", Role.INTAKE, Role.MANAGEMENT, Role.ADMINISTRATOR, now=clock()))


@pytest.fixture
def meanwhile(app, clock, monkeypatch):
    """Once somebody has lengthened the chain of events, an officer takes a step on this case; what came of it."""
    begun, came = [], []

    def on(number):
        desk = Actor(frozenset({Role.OFFICER, Role.INTAKE}))

        def step():
            with app.app_context():
                try:
                    case = db.session.get_one(Ticket, number)
                    came.append(tickets.take_step(case, "accept", StepInput(), by=desk, now=clock()).status)
                except Exception as refused:  # noqa: BLE001 - whatever it was, the officer was told of it
                    came.append(refused)
                finally:
                    db.session.remove()

        def append(name, content, lengthen=chain.append):
            found = lengthen(name, content)
            if name == chain.EVENTS and not begun:
                begun.append(Thread(target=step))
                begun[0].start()
                begun[0].join(A_MOMENT)
            return found

        monkeypatch.setattr(chain, "append", append)

    def over():
        begun[0].join()
        db.session.rollback()
        return came

    return on, over


def told(kind):
    return db.session.query(TicketEvent).filter_by(kind=kind).count()


def test_a_closed_day_is_entered_while_an_officer_accepts_the_last_of_the_open_cases(office, clock, meanwhile):
    last = [open_complaint(clock()) for _ in range(3)][-1]
    on, over = meanwhile
    on(last.id)
    day = next(day for day in (last.due_on - timedelta(days=back) for back in range(1, 5)) if day.weekday() < 5)
    said = {"name": "ปิดเอง", "kind": "local", "source": "", "confirmed": True}
    assert holidays.add(day, **said, by=office, now=clock()) == 3
    assert over() == [Status.ACCEPTED]
    assert told(Kind.RECALCULATED) == 3
    assert not chain.verify()


def test_an_officer_leaves_while_another_accepts_one_of_their_cases(office, clock, meanwhile):
    somsri = make_staff("somsri", Role.OFFICER, now=clock())
    cases = [open_complaint(clock()) for _ in range(3)]
    for case in cases:
        given = StepInput(unit=somsri.unit, unsorted=somsri.unit is None, officer=somsri)
        tickets.take_step(case, "assign", given, by=office, now=clock())
    on, over = meanwhile
    on(cases[-1].id)
    assert leaving.leave(somsri, to=None, by=office, now=clock()) == 3
    assert not [refused for refused in over() if isinstance(refused, DBAPIError)]
    assert not chain.verify()


def test_a_person_is_corrected_in_many_cases_while_an_officer_accepts_one_of_them(office, clock, meanwhile):
    cases = [open_complaint(clock(), applicant="สะกด ผิด") for _ in range(3)]
    theirs = chosen.read([f"case-{case.id}" for case in cases], by=office)
    on, over = meanwhile
    on(cases[-1].id)
    assert correcting.correct(theirs, {"name": "สะกด ถูก"}, "สะกดผิด", by=office, now=clock()) == 3
    assert over() == [Status.ACCEPTED]
    assert {case.applicant for case in db.session.query(Ticket)} == {"สะกด ถูก"}
    assert not chain.verify()
