"""The water form asks what the truck needs to know: how much for whom, how wide the lane is, which day for an event."""

import pytest

from app.extensions import db
from app.models import Ticket
from tests.factories import make_office
from tests.residents import Resident
from tests.web.test_intake import WATER
from tests.web.test_shell import first_visit

MOSQUE = {**WATER, "category": "water-worship", "house_no": "มัสยิดบ้านปุหรน"}


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


def sent(resident, **answers):
    resident.opens("/water/new").types(**answers).presses("ไปตรวจคำตอบ")
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    return db.session.query(Ticket).one()


def test_the_lane_is_measured_in_words_that_people_use(resident):
    ticket = sent(resident, **WATER, width="middle")
    assert ticket.details["width"] == "middle"


def test_a_mosque_may_ask_for_more_trips_than_a_household(resident):
    ticket = sent(resident, **{**MOSQUE, "amount": "more", "trips": "๔"})
    assert (ticket.details["litres"], ticket.details["trips"]) == (24_000, 4)


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({**WATER, "amount": "more", "trips": "3"}, "trips", "ครัวเรือนขอได้ครั้งละไม่เกิน 2 เที่ยว"),
        ({**MOSQUE, "amount": "more", "trips": "11"}, "trips", "3 ถึง 10"),
        ({**MOSQUE, "amount": "more"}, "trips", "ใส่จำนวนเที่ยว"),
        ({**WATER, "width": "very"}, "width", "ทางกว้าง"),
        ({**MOSQUE, "reason": "public_event", "note": ""}, "note", "บอกว่าเป็นงานอะไร"),
        ({**MOSQUE, "reason": "public_event", "note": "งานบุญ"}, "wish", "บอกวันที่ต้องใช้น้ำ"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(resident, answers, field, said):
    resident.opens("/water/new").types(**answers).presses("ไปตรวจคำตอบ", status=422)
    assert said in resident.errors[field]


def test_an_event_has_its_day_and_its_name(resident):
    answers = {**MOSQUE, "reason": "public_event", "note": "งานเมาลิด"}
    ticket = sent(resident, **answers, wish_day="6", wish_month="11", wish_year="2569")
    assert (ticket.story, ticket.details["wish_date"]) == ("งานเมาลิด", "2026-11-06")


def test_the_year_of_a_day_ahead_need_not_be_typed_and_the_day_is_read_back(resident):
    ticket = sent(resident, **WATER, wish_day="๒๘", wish_month="11")
    assert ticket.details["wish_date"] == "2026-11-28"
    resident.opens(f"/t/{ticket.token}").reads("อยากได้วันไหน วันเสาร์ที่ 28 พฤศจิกายน 2569")


def test_the_longest_form_is_light_on_a_first_visit(client, opened):
    paths = first_visit(client, "/water/new")
    assert sum(len(client.get(path, headers={"Accept-Encoding": "br"}).data) for path in paths) <= 40 * 1000
