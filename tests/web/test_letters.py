"""Larger letters: a link on every page, remembered; in the corruption channel in the address and nowhere else."""

import html
import re

import pytest

from app.domain.workflow import Role
from tests import sealed_cast
from tests.factories import make_office, make_staff, unit
from tests.residents import Resident
from tests.web.entrance import sign_in
from tests.web.sealed_pages import Reporter, hidden
from tests.web.test_intake import COMPLAINT, STORY

LARGE = re.compile(r'<html [^>]*class="large"')


def test_larger_letters_are_asked_for_once_and_given_back(client, opened):
    assert not LARGE.search(client.get("/").text)
    resident = Resident(client).opens("/services/?order=name").follows("ตัวอักษรใหญ่")
    assert LARGE.search(resident.answer.text)
    assert resident.address.startswith("/services/?order=name")
    assert LARGE.search(client.get("/privacy").text)
    (link,) = [a for a in resident.tree.iter("a") if "ตัวอักษรใหญ่" in "".join(a.itertext())]
    assert link.get("aria-current") == "true"
    assert not LARGE.search(resident.follows("ตัวอักษรใหญ่").answer.text)
    assert not LARGE.search(client.get("/").text)


def test_what_was_typed_stays_when_letters_grow(client, opened):
    resident = Resident(client).opens("/complaints/new").types(**COMPLAINT)
    (button,) = [b for b in resident.tree.iter("button") if "ตัวอักษรใหญ่" in "".join(b.itertext())]
    answers = {**COMPLAINT, "switch": "", "draft": re.search(r'name="draft" value="([^"]+)"', resident.answer.text)[1]}
    page = client.post(button.get("formaction"), data=answers, follow_redirects=True)
    assert LARGE.search(page.text)
    assert STORY in page.text


def test_the_corruption_channel_keeps_the_size_in_the_address_and_nothing_else(client, opened):
    answer = client.get("/corruption/?letters=large")
    assert LARGE.search(answer.text)
    assert "letters" not in "".join(answer.headers.getlist("Set-Cookie"))
    assert re.search(r'action="/corruption/case\?[^"]*letters=large', answer.text)
    assert not LARGE.search(client.get("/corruption/").text)


@pytest.mark.sealed
def test_half_a_message_to_the_sealed_channel_stays_when_letters_grow_in_another_language(client, clock):
    make_office(clock())
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    client.check_pages = False
    reporter = Reporter(client)
    reporter.writes()
    reporter.sends()
    page = client.post("/corruption/case?lang=en", data={"code": reporter.code})
    address = html.unescape(re.search(r'formaction="([^"]*letters=large)"', page.text)[1])
    typed = {"code": reporter.code, "once": hidden(page, "once"), "text": "เขามาอีกครั้ง", "switch": ""}
    page = client.post(address, data=typed)
    assert page.status_code == 200
    assert LARGE.search(page.text)
    assert "เขามาอีกครั้ง" in page.text
    assert '<html lang="en"' in page.text


def test_officers_have_them_too_and_nonsense_is_no_size(client, opened, clock):
    make_staff("nurida", Role.OFFICER, now=clock(), unit=unit("กองช่าง"))
    sign_in(client, "nurida")
    assert LARGE.search(client.get("/staff/account?letters=large").text)
    assert LARGE.search(client.get("/staff/account").text)
    assert LARGE.search(client.get("/staff/account?letters=huge").text)
    assert "letters" not in "".join(client.get("/?letters=huge").headers.getlist("Set-Cookie"))
