"""The first day's forms, sent what nobody types: a page or the next one, and still no office that nobody wanted."""

import pytest
from hypothesis import given, settings

from app.extensions import db
from app.models import Staff
from app.services import setup
from tests.web import fuzzing
from tests.web.fuzzing import BOUNDED, Reading
from tests.web.test_setup import to_people

PAGES = ("/setup", "/setup/office", "/setup/villages", "/setup/units", "/setup/people")


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_the_set_up_answers_whatever_it_is_sent(app, client):
    client.post("/setup", data={"code": setup.issue_code()})
    for page in PAGES:
        if page == "/setup/villages":
            to_people(client)  # what stands before the last page, as it should be
        answer = client.get(page, follow_redirects=True)
        found = Reading(answer.text, answer.request.path).forms
        forms = [("stranger", form) for form in found if form.method == "post"]
        assert forms, page

        @settings(BOUNDED, max_examples=25)
        @given(fuzzing.sendings(forms))
        def each(sending):
            _, form, _, body, kind = sending
            answer = client.post(form.address, data=body, content_type=kind)
            assert answer.status_code in {200, 302, 303, 400, 404, 422}

        each()
    assert db.session.query(Staff).count() == 0
