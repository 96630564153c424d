"""Register numbers that run by themselves: without gaps or doubles, of the calendar year, never given out twice."""

from contextlib import suppress
from datetime import datetime

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Office, Ticket
from app.services import intake, register
from app.services.intake import NotReady
from app.services.transaction import transaction
from tests.conftest import BANGKOK
from tests.factories import actor, make_office, open_complaint, open_water
from tests.services.test_intake import TWENTY, at_once


@pytest.fixture
def office(app, clock):
    return make_office(clock())


def switch(office, clock, *, auto=True, last=None):
    db.session.rollback()
    present = db.session.get(Office, office.id)
    register.choose(present, auto=auto, last_used=last, by=actor(Role.ADMINISTRATOR), now=clock())


def numbers():
    db.session.rollback()
    return [ticket.register_number for ticket in db.session.query(Ticket).order_by(Ticket.id)]


def test_who_types_them_gets_none_by_themselves(office, clock):
    open_complaint(clock())
    open_complaint(clock(), register_number="9/2569")
    assert numbers() == ["", "9/2569"]


def test_twenty_at_once_of_both_services_get_twenty_in_a_row(app, office, clock):
    switch(office, clock)

    def act(number):
        return (open_water if number % 2 else open_complaint)(clock()).register_number

    found = at_once(app, act)
    assert sorted(found, key=lambda n: int(n.split("/")[0])) == [f"{n}/2569" for n in range(1, TWENTY + 1)]


def test_the_year_is_that_of_the_calendar(office, clock):
    switch(office, clock)
    clock.set(datetime(2026, 12, 31, 16, tzinfo=BANGKOK))
    open_complaint(clock())
    clock.set(datetime(2027, 1, 4, 9, tzinfo=BANGKOK))
    open_complaint(clock(), received_at=datetime(2026, 12, 31, 16, tzinfo=BANGKOK), backdate_reason="x")
    assert numbers() == ["1/2569", "1/2570"]


def test_what_came_to_nothing_leaves_no_gap(office, clock):
    switch(office, clock)
    with suppress(ZeroDivisionError), transaction():
        open_complaint(clock())
        raise ZeroDivisionError
    with pytest.raises(NotReady):
        open_complaint(clock(), received_at=datetime(2001, 1, 1, tzinfo=BANGKOK))
    open_complaint(clock())
    assert numbers() == ["1/2569"]


def test_it_goes_on_from_the_book_and_never_back(office, clock):
    switch(office, clock, last=120)
    open_complaint(clock())
    switch(office, clock, last=5)
    open_complaint(clock())
    assert numbers() == ["121/2569", "122/2569"]


def test_a_number_typed_before_is_passed_over(office, clock):
    open_complaint(clock(), register_number="๒/๒๕๖๙")
    switch(office, clock)
    open_complaint(clock())
    open_complaint(clock())
    assert numbers() == ["๒/๒๕๖๙", "1/2569", "3/2569"]


def test_the_same_number_of_another_year_is_another(office, clock):
    first = open_complaint(clock(), register_number="12")
    assert register.taken(" ๑๒ ", now=clock()).id == first.id
    assert register.taken("12", now=clock(), but=first) is None
    clock.set(datetime(2027, 1, 4, 9, tzinfo=BANGKOK))
    assert register.taken("12", now=clock()) is None
    assert register.taken("", now=clock()) is None


def test_a_second_press_gets_the_first_ones_number(office, clock):
    switch(office, clock)
    for _press in range(2):
        open_complaint(clock(), key="the same")
    open_complaint(clock())
    assert numbers() == ["1/2569", "2/2569"]
    assert intake.sent_before("the same").register_number == "1/2569"


def test_a_number_typed_without_its_year_is_not_given_out_again(office, clock):
    open_complaint(clock(), register_number="2")
    open_complaint(clock(), register_number="๓")
    switch(office, clock)
    for _ in range(2):
        open_complaint(clock())
    assert numbers() == ["2", "๓", "1/2569", "4/2569"]
    assert register.taken("2/2569", now=clock()).register_number == "2"
    assert register.taken("๔", now=clock()).register_number == "4/2569"
    assert register.taken("2/2570", now=clock()) is None
