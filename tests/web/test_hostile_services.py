"""A service with hostile words in its form, and addresses that no page makes: words stay words, nothing breaks."""

import re

import pytest

from app.domain.eservices import FieldKind
from app.extensions import db
from app.models import Ticket
from app.services.administration.services import FieldDraft
from tests import eservices, factories
from tests.officers import INTAKE, Officer, hired

BAD = '100%(x)s <b>{{7*7}}</b>"\'&'
QUESTIONS = (
    FieldDraft(FieldKind.LINE, BAD, BAD),
    FieldDraft(FieldKind.CHOICES, f"{BAD}2", choices=("a, b", "<i>50%</i>", 'x"y')),
    FieldDraft(FieldKind.CHOICE, f"{BAD}3", choices=("=1+1", "%s")),
    FieldDraft(FieldKind.NUMBER, f"{BAD}4"),
    FieldDraft(FieldKind.YES_NO, f"{BAD}5"),
    FieldDraft(FieldKind.FILES, f"{BAD}6", required=False),
)
GIVEN = {"q_f1": "=cmd()", "q_f2": ["a, b", "<i>50%</i>"], "q_f3": "%s", "q_f4": "๗", "q_f5": "yes",
         "name": "<script>alert(1)</script>", "phone": "080 000 1111"}  # fmt: skip


@pytest.fixture
def service(app, clock):
    factories.make_office(clock())
    return eservices.define(clock(), questions=QUESTIONS)


def test_hostile_words_stay_words_from_form_to_case(app, client, service, clock):
    mana = Officer(app.test_client(), hired("mana", INTAKE, now=clock()))
    page = client.get("/services/elderly-allowance/new").text
    key = re.search(r'name="draft" value="([^"]+)"', page)[1]
    wrong = client.post("/services/elderly-allowance/new", data={"draft": key})
    assert wrong.status_code == 422
    check = client.post("/services/elderly-allowance/new", data={**GIVEN, "draft": key})
    pages = [page, wrong.text, client.get(check.location).text]
    pages.append(client.post(check.location, data={"acknowledged": "y"}, follow_redirects=True).text)
    ticket = db.session.query(Ticket).one()
    assert ticket.details["fields"]["f2"] == ["a, b", "<i>50%</i>"]
    pages += [client.get(f"/t/{ticket.token}").text, mana.opens(f"/staff/tickets/{ticket.latin}")]
    pages.append(mana.opens("/staff/tickets/new?channel=eservice&service=elderly-allowance"))
    for shown in pages:
        assert not re.search(r"<b>(\{\{7|49)|<i>50|<script>alert", shown)
    assert "a, b, &lt;i&gt;50%" in pages[-2].replace("\u00a0", " ")


@pytest.mark.parametrize("address", [
    "/staff/water/99999999999999999999", "/staff/water/99999999999999999999/sheet",
    "/staff/water/stops/99999999999999999999/correct", "/staff/water/trucks/99999999999999999999/edit",
    "/staff/water/?day=0001-01-01", "/staff/water/?day=9999-12-31", "/staff/water/propose?day=9999-12-31",
    "/r/%00", "/services/%00/new", "/staff/tickets/new?channel=eservice&service=%00",
])  # fmt: skip
def test_addresses_that_no_page_makes_break_nothing(app, service, clock, address):
    mana = Officer(app.test_client(), hired("mana", INTAKE, now=clock()))
    assert mana.client.get(address).status_code in {200, 302, 400, 404}
