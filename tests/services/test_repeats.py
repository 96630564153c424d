"""The same house asks again: found under every spelling and by telephone, within the office's own number of days."""

from datetime import timedelta

import pytest

from app.domain.houses import house_key
from app.domain.workflow import Role
from app.extensions import db
from app.models import Office
from app.services import tickets
from app.services.actors import Actor
from app.services.points import Point
from app.services.steps import StepInput
from app.services.transaction import transaction
from app.services.water import repeats
from app.services.water.repeats import House
from tests import factories

DESK = factories.actor(Role.INTAKE, Role.MANAGEMENT)


@pytest.fixture(autouse=True)
def office(app, clock):
    return factories.make_office(clock())


def asks(clock, house="45/2", village=4, phone="0800001111", **more):
    details = {"litres": 2000, "persons": 4, "capacity": 2000, "reason": "dry_tap", "house_no": house}
    return factories.open_water(clock(), details=details, village=village, phone=phone, **more)


def found(ticket, by=DESK):
    earlier = repeats.of_ticket(ticket, by=by)
    return {number: [(e.ticket.id, e.same) for e in ones] for number, ones in earlier.items()}


@pytest.mark.parametrize("spelling", ["45/2", "๔๕/๒", "บ้านเลขที่ 45/2", "เลขที่ ๔๕ / ๒", "45/2 หมู่ 4", "045/2"])
def test_a_house_is_one_house_however_its_number_is_written(clock, spelling):
    first = asks(clock, "45/2", phone="0800002222")
    clock.advance(days=3)
    assert found(asks(clock, spelling)) == {1: [(first.id, ("house",))]}


@pytest.mark.parametrize(("other", "village"), [("45", 4), ("45/21", 4), ("145/2", 4), ("45/2", 3), ("45/2 ก", 4)])
def test_other_houses_are_other_houses(clock, other, village):
    asks(clock, "45/2", phone="0800002222")
    assert found(asks(clock, other, village)) == {}


def test_a_place_without_a_number_is_known_by_its_name(clock):
    first = asks(clock, "มัสยิด บ้านปุหรน", phone="0800002222")
    assert found(asks(clock, "มัสยิดบ้านปุหรน"))[1][0] == (first.id, ("house",))
    assert house_key("") == ""


def test_the_same_telephone_is_pointed_out_too(clock):
    first = asks(clock, "12")
    clock.advance(days=1)
    assert found(asks(clock, "99/9")) == {1: [(first.id, ("phone",))]}
    assert found(asks(clock, "12")) == {1: [(first.id + 1, ("phone",)), (first.id, ("house", "phone"))]}


def test_only_as_long_as_the_office_wants(clock):
    asks(clock)
    clock.advance(days=31)
    again = asks(clock)
    assert found(again) == {}
    with transaction():
        db.session.query(Office).one().repeat_days = 45
    assert list(found(again)) == [1]


def test_a_later_request_is_no_earlier_one_even_if_keyed_in_before(clock):
    later = asks(clock)
    before = asks(clock, received_at=clock() - timedelta(days=2), backdate_reason="จดหมายถึงเมื่อวานซืน")
    assert found(before) == {}
    assert found(later) == {1: [(before.id, ("house", "phone"))]}


def test_each_house_of_a_group_has_its_own_history(clock):
    first = asks(clock, "7/1", phone="0800003333")
    houses = (Point("ก", "7/1", factories.village(4), 1000), Point("ข", "8", factories.village(4), 1000),
              Point("ค", "9", factories.village(3), 1000, phone="0800003333"))  # fmt: skip
    group = asks(clock, points=houses)
    assert found(group) == {1: [(first.id, ("house",))], 3: [(first.id, ("phone",))]}
    assert found(asks(clock, "8", phone="")) == {1: [(group.id, ("house",))]}


def test_what_was_given_and_when_stands_beside_it(clock):
    first = asks(clock)
    for action, given in (("check", StepInput(opinion="ควรส่ง")), ("approve", StepInput()),
                          ("deliver", StepInput(litres=1500, recipient="วรรณา"))):  # fmt: skip
        clock.advance(hours=1)
        tickets.take_step(first, action, given, by=DESK, now=clock())
    (earlier,) = repeats.of_ticket(asks(clock), by=DESK)[1]
    assert (earlier.point.litres, earlier.point.given, earlier.brought_at) == (2000, 1500, clock())


def test_houses_that_nobody_has_sent_yet(clock):
    first = asks(clock)
    village = factories.village(4).id
    asked = {1: House(village, "๔๕/๒"), 2: House(village, "1"), 3: House(None, "45/2")}
    asked[4] = House(None, "", "0800001111")
    answer = repeats.of_houses(asked, before=clock(), by=DESK)
    assert {number: [e.ticket.id for e in ones] for number, ones in answer.items()} == {1: [first.id], 4: [first.id]}


def test_other_units_learn_nothing(clock):
    asks(clock)
    again = asks(clock)
    stranger = Actor(frozenset({Role.OFFICER}), staff_id=99, unit_id=factories.unit("กองช่าง").id)
    assert found(again, by=stranger) == {}
    assert repeats.of_houses({1: House(factories.village(4).id, "45/2")}, before=clock(), by=stranger) == {}
