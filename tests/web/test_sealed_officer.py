"""The integrity officers' door: who finds it, who opens it, what is done behind it."""

import re

import pytest
from flask import url_for
from sqlalchemy import select

from app.domain.sealed import Position, Stage
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, SealedCase
from app.services.sealed import reports
from tests import factories, sealed_cast
from tests.web.entrance import sign_in
from tests.web.sealed_pages import WHAT, Officer, Reporter, officer_at_desk, photo, upload, words

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


def test_from_the_inbox_to_the_outcome(app, arun, report, readers, clock):
    page = arun.opens_first()
    assert {"ชั้นล่าง", WHAT} <= {line.strip() for line in words(page).splitlines()} | set(words(page).split()) | {WHAT}
    place = page.request.path

    def step(action, **values):
        seen = re.search(rf'name="{action}-seen" value="(\d+)"', arun.client.get(place).text)[1]
        data = {f"{action}-{name}": value for name, value in {"seen": seen, **values}.items()}
        answer = arun.client.post(f"{place}/step/{action}", data=data)
        assert answer.location == place, words(answer)

    step("register")
    step("acknowledge", message="รับเรื่องแล้ว")
    step("propose", authority="นายก อบต.", note="มีมูลพอสอบ")
    step("start")
    upload(arun.client, f"{place}/note", [("บันทึก.jpg", photo())], text="สอบพยานแล้ว", once="1")
    step("conclude", finding="unfounded", note="ไม่พบ")
    step("tell", message="สอบแล้วไม่พบมูล")
    seen_by_reporter = words(report.comes_back())
    assert "สอบแล้วไม่พบมูล" in seen_by_reporter
    for inside in ("มีมูลพอสอบ", "สอบพยานแล้ว", "ไม่พบ ", "บันทึก.jpg"):
        assert inside not in seen_by_reporter
    assert reports.find(report.code).stage is Stage.TOLD


def test_a_refused_step_comes_back_with_what_was_typed(arun, report):
    place = arun.opens_first().request.path
    arun.client.post(f"{place}/step/register", data={"register-seen": "1"})
    page = arun.client.post(f"{place}/step/propose", data={"propose-seen": "2", "propose-note": "ข้อมูลครบแล้ว"})
    assert "ระบุว่าเสนอใคร" in words(page)
    assert "ข้อมูลครบแล้ว" in page.text


def test_acting_on_an_old_page_is_told_and_keeps_the_words(app, arun, report, readers, clock):
    place = arun.opens_first().request.path
    report.says("มีเพิ่มเติม")
    page = arun.client.post(f"{place}/step/acknowledge", data={"acknowledge-seen": "1", "acknowledge-message": "รับแล้ว"})
    assert page.status_code == 409
    assert "รับแล้ว" in page.text
    assert "มีเพิ่มเติม" in words(page)


def test_search_words_stand_in_no_address(arun, report):
    found = arun.client.post("/staff/sealed/search", data={"query": "ชั้นล่าง"})
    assert "พบ 1 เรื่อง" in words(found)
    assert "พบ 0 เรื่อง" in words(arun.client.post("/staff/sealed/search", data={"query": "ไม่มีคำนี้"}))
    assert arun.client.get("/staff/sealed/search").status_code == 404


def test_evidence_is_a_download_for_readers(arun, report):
    page = arun.opens_first()
    address = re.search(r'href="(/staff/sealed/[0-9a-f]{32}/file/[0-9a-f]{32})"', page.text)[1]
    file = arun.client.get(address)
    assert file.data.startswith(b"\xff\xd8")
    assert file.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in file.headers["Content-Security-Policy"]


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


def test_a_letter_is_keyed_in_and_its_code_handed_over(app, readers, arun, clock):
    form = arun.client.get("/staff/sealed/new")
    code = re.search(r'name="code" value="(\d{24})"', form.text)[1]
    today = {"received-day": "30", "received-month": "10", "received-year": "2569"}
    data = {"code": code, "arrival": "letter", "about": "other", "what": "จดหมายปิดผนึก", **today}
    page = upload(arun.client, "/staff/sealed/new", [("จดหมาย.pdf", b"%PDF-1.7 letter")], **data)
    assert code[:4] in words(page)
    found = reports.find(code)
    assert (found.answers.what, found.arrival, found.received_at.astimezone().date().isoformat()) == (
        "จดหมายปิดผนึก", "letter", "2026-10-30",
    )  # fmt: skip
    ahead = upload(arun.client, "/staff/sealed/new", [], **{**data, "received-day": "3", "received-month": "11"})
    assert "อยู่ข้างหน้า" in words(ahead)


def test_whoever_keys_in_a_report_about_themselves_gets_no_key(app, readers, clock):
    palad = officer_at_desk(app, sealed_cast.reader("palad", clock(), title="ปลัด อบต."), clock)
    code = re.search(r'name="code" value="(\d{24})"', palad.client.get("/staff/sealed/new").text)[1]
    today = {"received-day": "2", "received-month": "11", "received-year": "2569"}
    data = {"code": code, "arrival": "phone", "about": "palad", "what": "โทรมา", **today}
    page = palad.client.post("/staff/sealed/new", data=data)
    assert "คุณไม่ได้กุญแจของเรื่องนี้" in words(page)
    assert palad.client.get(f"/staff/sealed/{reports.find(code).id}").status_code == 404


def test_stepping_aside_and_the_last_reader(app, readers, arun, report, clock):
    place = arun.opens_first().request.path
    assert "เขียนเหตุผล" in words(arun.client.post(f"{place}/aside", data={}))
    assert arun.client.post(f"{place}/aside", data={"reason": "เป็นญาติ"}).location == "/staff/sealed/"
    assert arun.client.get(place).status_code == 404
    rohani = officer_at_desk(app, readers[1], clock)
    assert "ผู้อ่านคนสุดท้าย" in words(rohani.client.post(f"{place}/aside", data={"reason": "ก็เป็นญาติ"}))
    assert "1 คน" in words(report.comes_back())


def test_tampering_is_shown_to_nobody_and_written_down(app, arun, report):
    place = arun.opens_first().request.path
    case = db.session.query(SealedCase).one()
    case.body = case.body[:-1] + bytes([case.body[-1] ^ 1])
    db.session.commit()
    page = arun.client.get(place)
    assert page.status_code == 500
    assert WHAT not in page.text
    assert "ถูกเปลี่ยนแปลง" in words(arun.inbox())
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "sealed.tampered")).first()


def test_positions_are_decided_by_the_title_on_the_server(app, readers, clock):
    member = factories.make_staff("palad", Role.INTEGRITY, now=clock(), position="ปลัด อบต.")
    client = app.test_client()
    sign_in(client, member.username)
    phrase = {"position": "other", "passphrase": sealed_cast.PHRASE, "again": sealed_cast.PHRASE}
    client.post("/staff/sealed/enrol", data=phrase)
    assert sealed_cast.officers.of(db.session.merge(member)).position is Position.PALAD
