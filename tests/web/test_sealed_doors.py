"""Who finds the integrity officers' door, who opens it, and what everybody else sees in its place."""

import re

import pytest

from app.domain.sealed import Position
from app.domain.workflow import Role
from app.extensions import db
from tests import factories, sealed_cast
from tests.web.entrance import sign_in
from tests.web.sealed_pages import WHAT, Officer, Reporter, officer_at_desk, photo, recovery_code, words

pytestmark = pytest.mark.sealed
OTHERS = [(Role.INTAKE,), (Role.OFFICER,), (Role.MANAGEMENT,), (Role.ADMINISTRATOR,)]
ID = "0123456789abcdef" * 2
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    sealed_cast.open_channel(clock())
    return [sealed_cast.reader(name, clock()) for name in ("arun", "rohani")]


@pytest.fixture
def report(app, readers):
    reporter = Reporter(app.test_client())
    reporter.writes(where="ชั้นล่าง")
    reporter.sends(("หลักฐาน.jpg", photo()))
    return reporter


@pytest.fixture
def arun(app, readers, clock):
    return officer_at_desk(app, readers[0], clock)


def test_a_wrong_passphrase_says_so_and_no_more(app, readers, clock):
    officer = Officer(app.test_client())
    officer.signs_in("arun", clock)
    assert "วลีลับไม่ถูกต้อง" in words(officer.unlocks("ไม่ใช่วลีนี้ ลองดูก่อน"))
    for _ in range(10):
        last = officer.unlocks("ไม่ใช่วลีนี้ ลองดูก่อน")
    assert last.status_code == 429


def test_the_first_visit_makes_a_key_and_a_colleague_confirms_it(app, readers, arun, clock):
    member = factories.make_staff("somchai", Role.INTEGRITY, now=clock())
    sealed_cast.staff.set_totp(member, sealed_cast.SECOND_STEP)
    newcomer = Officer(app.test_client())
    newcomer.signs_in("somchai", clock)
    assert newcomer.inbox().location == "/staff/sealed/enrol"
    short = newcomer.client.post("/staff/sealed/enrol", data={"position": "centre", "passphrase": "สั้น", "again": "สั้น"})
    assert "อย่างน้อย 16 ตัวอักษร" in words(short)
    phrase = {"position": "centre", "passphrase": sealed_cast.PHRASE, "again": sealed_cast.PHRASE}
    made = newcomer.client.post("/staff/sealed/enrol", data=phrase)
    code = recovery_code(made)
    waiting = newcomer.inbox()
    shown = re.search(r"<code>([0-9A-F ]+)</code>", waiting.text)[1]
    list_of_readers = arun.client.get("/staff/sealed/readers")
    assert shown not in list_of_readers.text, "who confirms has to hear it"
    officer_id = re.search(r'name="officer" value="([0-9a-f]{32})"', list_of_readers.text.split("somchai")[1])[1]
    heard = {"officer": officer_id, "fingerprint": shown.lower()}
    assert arun.client.post("/staff/sealed/readers/confirm", data=heard).status_code == 302
    assert newcomer.unlocks(sealed_cast.PHRASE).location == "/staff/sealed/"
    fresh = {"code": code, "passphrase": "กล้วยหอม ตกน้ำ สองลูก", "again": "กล้วยหอม ตกน้ำ สองลูก"}
    assert code not in newcomer.client.post("/staff/sealed/recover", data=fresh).text
    assert newcomer.inbox().location == "/staff/sealed/unlock"
    assert newcomer.unlocks("กล้วยหอม ตกน้ำ สองลูก").location == "/staff/sealed/"


def test_without_a_second_step_the_door_stays_shut(app, readers, clock):
    member = factories.make_staff("somchai", Role.INTEGRITY, now=clock())
    client = app.test_client()
    sign_in(client, member.username)
    phrase = {"position": "centre", "passphrase": sealed_cast.PHRASE, "again": sealed_cast.PHRASE}
    client.post("/staff/sealed/enrol", data=phrase)
    assert client.get("/staff/sealed/", follow_redirects=False).status_code in {200, 302}
    assert WHAT not in client.get("/staff/sealed/", follow_redirects=True).text


def test_positions_are_decided_by_the_title_on_the_server(app, readers, clock):
    member = factories.make_staff("palad", Role.INTEGRITY, now=clock(), position="ปลัด อบต.")
    client = app.test_client()
    sign_in(client, member.username)
    phrase = {"position": "other", "passphrase": sealed_cast.PHRASE, "again": sealed_cast.PHRASE}
    client.post("/staff/sealed/enrol", data=phrase)
    assert sealed_cast.officers.of(db.session.merge(member)).position is Position.PALAD
