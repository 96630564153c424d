"""So many cases an hour from one address, and no more: generous, told with a time and a number, nothing typed lost."""

import pytest

from app.extensions import db
from app.models import Ticket
from tests.factories import make_office
from tests.residents import Resident
from tests.web.test_limits_told import COMPLAINT, FILER

VILLAGE, ELSEWHERE = "203.0.113.9", "203.0.113.10"


@pytest.fixture
def office(app, clock):
    app.config["FILINGS_PER_HOUR"] = 3
    return make_office(clock())


@pytest.fixture
def at(app):
    """Somebody's telephone at an address."""

    def found(address):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Resident(client)

    return found


def at_the_check(resident):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    return resident.types(acknowledged="y")


def file(resident):
    return at_the_check(resident).presses("ส่งเรื่อง")


def filed():
    db.session.rollback()
    return db.session.query(Ticket).count()


def test_the_fourth_is_asked_to_come_later_or_call_and_loses_nothing(office, at, clock):
    for _ in range(3):
        file(at(VILLAGE))
        clock.advance(minutes=5)
    fourth = at_the_check(at(VILLAGE)).presses("ส่งเรื่อง", status=422)
    fourth.reads("ยังไม่ได้ส่ง", "คำตอบยังอยู่ครบ", office.phone, COMPLAINT["place"])
    assert filed() == 3
    clock.advance(minutes=44)
    fourth.types(acknowledged="y").presses("ส่งเรื่อง", status=422)
    clock.advance(minutes=2)
    fourth.types(acknowledged="y").presses("ส่งเรื่อง").reads("เลขที่")
    assert filed() == 4


def test_who_comes_from_elsewhere_or_from_this_machine_is_not_concerned(office, at):
    for _ in range(3):
        file(at(VILLAGE))
    file(at(ELSEWHERE)).reads("เลขที่")
    for _ in range(4):
        file(at("127.0.0.1")).reads("เลขที่")
    assert filed() == 8


def test_all_channels_are_counted_together_and_a_list_of_houses_once(office, at):
    for _ in range(3):
        file(at(VILLAGE))
    group = at(VILLAGE).opens("/water/group/new").types(**FILER).presses("ไปที่รายชื่อบ้าน")
    group.types(name_0="ก", house_no_0="1", persons_0="2", amount_0="500").presses("ไปตรวจคำตอบ")
    group.types(acknowledged="y").presses("ส่งเรื่อง", status=422).reads("ยังไม่ได้ส่ง")
    assert filed() == 3


def test_an_office_may_count_nobody(app, office, at):
    app.config["FILINGS_PER_HOUR"] = 0
    for _ in range(4):
        file(at(VILLAGE)).reads("เลขที่")
