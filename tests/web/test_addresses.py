"""Addresses and hidden fields that were made by hand: no database has to read what it cannot keep."""

import pytest

from tests.factories import open_complaint
from tests.officers import INTAKE, MANAGEMENT, Officer, hired

HUGE = "9" * 20


@pytest.fixture
def nurida(app, clock, opened):
    open_complaint(clock())
    return Officer(app.test_client(), hired("nurida", INTAKE, MANAGEMENT, now=clock(), unit="สำนักปลัด"))


@pytest.mark.parametrize(
    "path",
    [
        "/t/a%00b",
        "/services/%00",
        "/staff/tickets/%00-2570-0001",
        f"/staff/files/{HUGE}",
        f"/management/reports/{HUGE}/12",
        f"/management/reports/2570/{HUGE}",
    ],
)
def test_an_address_that_no_database_can_read_is_an_unknown_one(nurida, path):
    assert nurida.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/complaints/received?case=%00", "/complaints/new?draft=%00", "/track?code=%00", "/staff/queue?view=%00&q=%00"],
)
def test_a_question_that_no_database_can_read_is_refused(nurida, path):
    assert nurida.client.get(path).status_code == 400


def test_a_page_beyond_all_pages_is_an_empty_one(nurida):
    assert nurida.client.get(f"/management/cases?figure=open&page={HUGE}").status_code == 200


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/staff/tickets/new", {"key": "a\0b"}),
        ("/staff/tickets/CP-2570-0001/message", {"key": "\0", "message": "คำ"}),
        ("/management/approvals", {"one": "\0-2570-0001.1"}),
        ("/complaints/new", {"draft": "\0", "story": "\0", "category": "\0", "village": "\0"}),
        ("/track", {"reference": "\0-2570-0001", "code": "\0"}),
        ("/staff/sign-in", {"username": "a\0b", "password": "x\0"}),
    ],
)
def test_a_hidden_field_made_by_hand_breaks_nothing(nurida, path, sent):
    assert nurida.client.post(path, data=sent).status_code in {302, 422}
