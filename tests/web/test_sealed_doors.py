"""Who finds the integrity officers' door, who opens it, and what everybody else sees in its place."""

import re

import pytest
from flask import url_for

from app.domain.sealed import Position
from app.domain.workflow import Role
from app.extensions import db
from app.models import SealedCase
from app.services.sealed import reports
from tests import factories, sealed_cast
from tests.web.entrance import sign_in
from tests.web.sealed_pages import WHAT, Officer, Reporter, officer_at_desk, photo, words

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


def addresses(app, report_id):
    """Every address of the door, with a real report in it and without."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("sealed."):
                values = {"case_id": report_id, "action": "register", "file_id": ID, "unknown": "nothing/here"}
                yield url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


@pytest.mark.parametrize("roles", OTHERS, ids=lambda roles: roles[0])
def test_for_everybody_else_no_address_is_there(app, report, clock, roles):
    factories.make_staff("somebody", *roles, now=clock())
    client = app.test_client()
    sign_in(client, "somebody")
    report_id = reports.find(report.code).id
    for method in (client.get, client.post):
        missing = method("/staff/sealed/there-is-nothing")
        assert missing.status_code == 404
        for address in addresses(app, report_id):
            page = method(address)
            assert (page.status_code, dict(page.headers)) == (
                404,
                {**missing.headers, "Content-Length": str(len(page.data))},
            )
            assert page.text.replace(address, "-") == missing.text.replace("/staff/sealed/there-is-nothing", "-")


def test_for_strangers_real_and_invented_addresses_are_alike(app, report):
    client = app.test_client()
    for method in (client.get, client.post):
        assert {method(address).status_code for address in addresses(app, ID)} == {302}
        assert method("/staff/sealed/there-is-nothing").status_code == 302


def test_an_officer_without_the_key_finds_no_report(app, readers, report, clock):
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.")
    officer = officer_at_desk(app, palad, clock)
    real = reports.find(report.code).id
    pages = [officer.client.get(f"/staff/sealed/{name}") for name in (real, ID)]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].text.replace(real, "") == pages[1].text.replace(ID, "")
    for act in ("write", "note", "aside", "grant", "step/register"):
        assert officer.client.post(f"/staff/sealed/{real}/{act}", data={"text": "x"}).status_code == 404


def test_the_accused_sees_pages_that_are_the_same_to_the_byte(app, readers, clock):
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.")
    Reporter(app.test_client()).writes()
    officer = officer_at_desk(app, palad, clock)

    def everything():
        pages = [officer.client.get(address) for address in ("/staff/sealed/", "/staff/sealed/readers", "/", "/readyz")]
        pages.append(officer.client.post("/staff/sealed/search", data={"query": "เงิน"}))
        return [(page.status_code, TOKEN.sub("", page.text)) for page in pages]

    before = everything()
    accused = Reporter(app.test_client())
    accused.writes(about="palad")
    assert accused.sends().status_code == 200
    assert db.session.query(SealedCase).count() == 1
    assert everything() == before


def test_locked_means_locked(app, arun, report, readers, clock):
    place = arun.opens_first().request.path
    token = arun.client.get_cookie("sealed", path="/staff/sealed/").value
    cookie = arun.client.get_cookie("sealed", path="/staff/sealed/")
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Strict", "/staff/sealed/")
    locked = arun.client.post("/staff/sealed/lock")
    assert "cache" in locked.headers["Clear-Site-Data"]
    assert arun.client.get(place).location == "/staff/sealed/unlock"
    arun.client.set_cookie("sealed", token, path="/staff/sealed/")
    assert arun.client.get(place).location == "/staff/sealed/unlock"
    arun.unlocks(readers[0].phrase)
    clock.advance(minutes=20)
    assert arun.client.get(place).location == "/staff/sealed/unlock"


def test_signing_out_locks(arun, report, readers, clock):
    place = arun.opens_first().request.path
    token = arun.client.get_cookie("sealed", path="/staff/sealed/").value
    arun.client.post("/staff/sign-out")
    arun.signs_in("arun", clock)
    arun.client.set_cookie("sealed", token, path="/staff/sealed/")
    assert arun.client.get(place).location == "/staff/sealed/unlock"


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
    code = re.search(r"<code>([A-Z0-9]{4}(?:-[A-Z0-9]{4}){6})</code>", made.text)[1]
    waiting = newcomer.inbox()
    shown = re.search(r"<code>([0-9A-F ]+)</code>", waiting.text)[1]
    list_of_readers = arun.client.get("/staff/sealed/readers")
    assert shown in list_of_readers.text
    officer_id = re.search(r'name="officer" value="([0-9a-f]{32})"', list_of_readers.text)[1]
    assert arun.client.post("/staff/sealed/readers/confirm", data={"officer": officer_id}).status_code == 302
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
