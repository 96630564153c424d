"""The store for files does not answer: nothing typed is lost, the case can go without photos, pages say so in words."""

import pytest

from app.extensions import db
from app.models import Attachment, Draft, Ticket
from app.services import filestore
from app.services.filestore import NO_FILES, LocalStore, StoreDown
from tests.factories import make_office
from tests.residents import Resident, photo
from tests.web.test_intake import COMPLAINT, STORY


def silent(*_asked):
    raise StoreDown


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client).opens("/complaints/new").types(**COMPLAINT)


def test_the_words_stay_and_the_case_goes_without_the_photo(resident, monkeypatch):
    monkeypatch.setattr(LocalStore, "put", silent)
    resident.types(photos=[photo()]).presses("ไปตรวจคำตอบ", status=422).reads(NO_FILES, STORY)
    assert db.session.query(Attachment).count() == 0
    resident.presses("ไปตรวจคำตอบ").types(acknowledged="y").presses("ส่งเรื่อง")
    assert db.session.query(Ticket).one().story == STORY


def test_while_it_is_left_alone_nobody_else_waits_for_it(resident, monkeypatch):
    monkeypatch.setattr(filestore.LocalStore, "resting", True)
    monkeypatch.setattr(LocalStore, "put", lambda *_: pytest.fail("asked again"))
    resident.types(photos=[photo()]).presses("ไปตรวจคำตอบ", status=422).reads(NO_FILES)


def test_a_picture_that_cannot_be_fetched_is_not_called_lost(resident, client, monkeypatch):
    resident.types(photos=[photo()]).presses("ไปตรวจคำตอบ")
    kept = db.session.query(Attachment).one()
    key = db.session.query(Draft).one().key
    monkeypatch.setattr(LocalStore, "get", silent)
    answer = client.get(f"/complaints/photo/{kept.id}?draft={key}")
    assert answer.status_code == 503
    assert "ไฟล์ยังอยู่ครบ" in answer.text
