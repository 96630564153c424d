"""Hardly any space left on the disk: first no photographs, then nothing from outside, and who to call instead."""

import re

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Draft, Ticket
from tests import sealed_cast
from tests.factories import make_office, open_complaint
from tests.officers import Officer, hired
from tests.residents import Resident, photo

PLENTY = 1 << 60
DOORS = ("/complaints/new", "/water/new", "/water/group/new", "/corruption/new")


@pytest.fixture
def office(app, clock):
    return make_office(clock())


@pytest.fixture
def little(app, office):
    app.config["SPACE_FOR_FILES"] = PLENTY


@pytest.fixture
def none(app, little):
    app.config["SPACE_FOR_CASES"] = PLENTY


def test_a_form_without_room_for_photos_says_so_and_still_works(client, little):
    page = client.get("/complaints/new")
    assert "ตอนนี้ยังแนบไฟล์ไม่ได้" in page.text
    assert re.search(r'<input[^>]+disabled[^>]*type="file"|<input[^>]+type="file"[^>]*disabled', page.text)


def test_the_form_follows_the_disk(app, client, office):
    for threshold, shut in ((0, False), (PLENTY, True), (0, False)):
        app.config["SPACE_FOR_FILES"] = threshold
        assert ("ตอนนี้ยังแนบไฟล์ไม่ได้" in client.get("/complaints/new").text) is shut


def test_a_photo_that_comes_all_the_same_is_refused_by_name_and_the_words_stay(app, client, office):
    resident = Resident(client).opens("/complaints/new").types(story="ไฟดับทั้งซอย", photos=[photo("เสาไฟ.jpg")])
    app.config["SPACE_FOR_FILES"] = PLENTY
    resident.presses("ไปตรวจคำตอบ", status=422)
    resident.reads("เสาไฟ.jpg” แนบไม่ได้").finds_typed(story="ไฟดับทั้งซอย")


@pytest.mark.parametrize("door", DOORS)
def test_with_no_room_left_every_door_gives_the_telephone(client, clock, none, door):
    sealed_cast.open_channel(clock())
    page = client.get(door)
    assert page.status_code == 503
    assert "สิ่งที่คุณจะแจ้งยังไม่ได้บันทึก" in page.text
    assert ("1205" if door.startswith("/corruption") else "073000100") in page.text.replace("-", "").replace(" ", "")


def test_it_is_asked_again_when_the_form_is_sent(app, client, office):
    resident = Resident(client).opens("/complaints/new").types(story="ไฟดับทั้งซอย")
    app.config["SPACE_FOR_CASES"] = PLENTY
    resident.presses("ไปตรวจคำตอบ", status=503)
    assert db.session.query(Draft).count() == db.session.query(Ticket).count() == 0


def test_who_has_a_case_follows_it_and_officers_go_on(client, clock, none):
    case = open_complaint(clock())
    assert client.get(f"/t/{case.token}").status_code == 200
    Officer(client, hired("nurida", Role.INTAKE, Role.OFFICER, now=clock()))
    assert client.get("/staff/tickets/new").status_code == 200
    assert client.get(f"/staff/tickets/{case.latin}").status_code == 200


def test_whoever_watches_the_machine_and_the_administrator_are_told(app, client, clock, office):
    assert client.get("/readyz").json["space"] == "enough"
    app.config["SPACE_FOR_FILES"] = PLENTY
    assert (client.get("/readyz").status_code, client.get("/readyz").json["space"]) == (200, "little")
    app.config["SPACE_FOR_CASES"] = PLENTY
    assert (client.get("/readyz").status_code, client.get("/readyz").json["space"]) == (503, "none")
    Officer(client, hired("admin", Role.ADMINISTRATOR, now=clock()))
    assert "ตอนนี้ไม่รับเรื่องจากภายนอก" in client.get("/admin/").text
