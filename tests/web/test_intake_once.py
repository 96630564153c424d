"""One matter is one case, however often it is sent; two matters are two."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from app.extensions import db
from app.models import Draft, OutboxMail, Ticket, TicketEvent
from tests.factories import make_office
from tests.residents import Resident, photo
from tests.web.test_intake import COMPLAINT

pytestmark = pytest.mark.reliability


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


@pytest.fixture
def checked(resident):
    """The address of a check page."""
    resident.opens("/complaints/new").types(**COMPLAINT, email="a@example.com", photos=photo()).presses("ไปตรวจคำตอบ")
    return resident.address


def send(client: FlaskClient, address: str) -> str:
    return client.post(address, data={"acknowledged": "y"}).headers["Location"]


def test_r03_pressed_twice_without_script(resident, checked):
    assert send(resident.client, checked) == send(resident.client, checked)
    assert db.session.query(Ticket).count() == 1


def test_r02_twenty_at_once_are_one_case_with_one_letter(app, checked):
    def press(_n: int) -> str:
        with app.app_context():
            return send(FlaskClient(app, app.response_class), checked)

    db.session.rollback()
    with ThreadPoolExecutor(20) as people:
        addresses = set(people.map(press, range(20)))
    ticket = db.session.query(Ticket).one()
    assert addresses == {f"/complaints/received?case={ticket.token}"}
    assert db.session.query(TicketEvent).count() == 1
    assert db.session.query(OutboxMail).count() == 1
    assert len(ticket.attachments) == 1


def test_going_back_after_sending_leads_to_the_same_receipt(resident, checked):
    send(resident.client, checked)
    for address in (checked, checked.replace("/check", "/new")):
        resident.opens(address).reads("รับเรื่องของคุณแล้ว", "รท-2570-0001")


def test_a_second_matter_on_the_page_of_the_first_is_a_second_case(resident, checked):
    """The browser's back button keeps the old form and its key; what is new must not vanish behind the old receipt."""
    send(resident.client, checked)
    key = re.search(r"draft=([\w-]+)", checked)[1]
    other = {**COMPLAINT, "category": "lamp", "story": "ไฟถนนดับด้วย", "draft": key}
    resident.answer = resident.client.post("/complaints/new", data=other, follow_redirects=True)
    resident.reads("ตรวจคำตอบก่อนส่ง", "ไฟถนนดับด้วย").types(acknowledged="y").presses("ส่งเรื่อง").reads("รท-2570-0002")
    assert [t.story for t in db.session.query(Ticket).order_by(Ticket.id)] == [COMPLAINT["story"], "ไฟถนนดับด้วย"]


def test_two_people_at_once_get_two_drafts_even_with_a_borrowed_key(resident, checked):
    key = re.search(r"draft=([\w-]+)", checked)[1]
    answer = resident.client.post("/water/new", data={"draft": key, "name": "x"})
    assert answer.status_code == 422
    resident.opens(checked).reads(COMPLAINT["story"])


@pytest.mark.parametrize("key", ["", "x", "../../etc/passwd", "ก" * 32, "a" * 500])
def test_a_made_up_key_is_replaced(resident, key):
    answer = resident.client.post("/complaints/new", data={**COMPLAINT, "draft": key})
    assert re.fullmatch(r"/complaints/check\?draft=[\w-]{32}", answer.headers["Location"])


def test_a_form_pressed_many_times_at_once_is_one_draft_with_each_photo_once(app, resident):
    form = {**COMPLAINT, "draft": "a" * 32}

    def press(_n: int) -> int:
        with app.app_context():
            return (
                FlaskClient(app, app.response_class)
                .post("/complaints/new", data={**form, "photos": photo()})
                .status_code
            )

    db.session.rollback()
    with ThreadPoolExecutor(8) as people:
        assert set(people.map(press, range(8))) == {303}
    draft = db.session.query(Draft).one()
    assert [file.name for file in draft.attachments] == ["หลุม.jpg"]
