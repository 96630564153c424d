"""What the office tells the script that keeps forms on residents' phones, and where that script never comes."""

import io

import pytest

from app.domain.languages import LANGUAGES
from app.extensions import db
from app.models import Attachment, Ticket
from app.services import drafts
from tests import eservices, factories, sealed_cast
from tests.residents import photo
from tests.web.test_intake import COMPLAINT

JSON = {"Accept": "application/json"}


@pytest.fixture
def phone(client, clock):
    factories.make_office(clock())
    eservices.define(clock())
    sealed_cast.open_channel(clock())
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    client.check_pages = False
    return client


def press(phone, key, **typed):
    return phone.post("/complaints/new", data={**COMPLAINT, "draft": key, **typed}, headers=JSON)


def test_words_first_then_photos_one_by_one_each_of_them_once(phone):
    key = drafts.new_key()
    assert press(phone, key).json["held"] == 0
    for number, colour in enumerate((10, 200, 200), 1):
        said = press(phone, key, photos=photo(f"{number}.jpg", colour=colour)).json
    assert (said["held"], said["to"]) == (2, f"/complaints/check?draft={key}")
    address = phone.post(said["to"], data={"acknowledged": "y"}, headers=JSON).json["to"]
    assert "รท-2570-0001" in phone.get(address).text
    assert db.session.query(Attachment).count() == 2


def test_what_is_wrong_is_told_by_field_and_a_refused_file_in_words(phone):
    said = press(phone, drafts.new_key(), story="", photos=(io.BytesIO(b"no picture"), "เสีย.jpg"))
    assert said.status_code == 422
    assert set(said.json["wrong"]) == {"story", "photos"}
    assert "“เสีย.jpg” แนบไม่ได้" in said.json["refused"]


def test_a_page_from_yesterday_gets_a_token_with_its_answer(app, phone):
    app.config["WTF_CSRF_ENABLED"] = True
    key = drafts.new_key()
    said = press(phone, key, csrf_token="old").json
    assert (said["stale"], said["wrong"]) == (True, [])
    said = press(phone, key, csrf_token=said["token"]).json
    old = phone.post(said["to"], data={"acknowledged": "y", "csrf_token": "old"}, headers=JSON).json
    assert old["stale"]
    phone.post(said["to"], data={"acknowledged": "y", "csrf_token": old["token"]}, headers=JSON)
    assert db.session.query(Ticket).count() == 1


def test_a_draft_that_became_a_case_leads_to_its_receipt(phone):
    key = drafts.new_key()
    check = press(phone, key).json["to"]
    receipt = phone.post(check, data={"acknowledged": "y"}, headers=JSON).json["to"]
    assert press(phone, key, story="เขียนเพิ่ม").json == {"sent": receipt}
    assert phone.post(check, data={"acknowledged": "y"}, headers=JSON).json == {"to": receipt}
    assert db.session.query(Ticket).count() == 1
    assert f'data-sent="{key}"' in phone.get(receipt).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_no_line_is_the_same_for_everybody(phone, language):
    answer = phone.get(f"/offline/{language}")
    assert f'lang="{language}"' in answer.text
    assert "max-age" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert phone.get("/offline/xx").status_code == 404


@pytest.mark.parametrize("channel", ["/complaints", "/water", f"/services/{eservices.SLUG}"])
def test_a_worker_belongs_to_one_channel(phone, channel):
    worker = phone.get(f"{channel}/worker.js")
    assert worker.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in worker.headers, "it sees the addresses beside it and no others"
    assert "worker-src 'self'" in phone.get(f"{channel}/new").headers["Content-Security-Policy"]
    assert "data-keep" in phone.get(f"{channel}/new").text


@pytest.mark.sealed
def test_the_sealed_channel_has_none_of_it(phone):
    assert phone.get("/corruption/worker.js").status_code == 404
    assert phone.get("/services/corruption/worker.js").status_code == 404
    for address in ("/corruption/", "/corruption/new", "/corruption/open", "/corruption/statistics"):
        assert "keep" not in phone.get(address).text


def test_what_comes_while_somebody_types_is_light(phone):
    page = phone.get("/complaints/new").text
    script = "/" + page.partition('data-keep="')[2].partition('"')[0]
    squeezed = {"Accept-Encoding": "br"}
    assert sum(len(phone.get(path, headers=squeezed).data) for path in (script, "/offline/th")) <= 8_000
