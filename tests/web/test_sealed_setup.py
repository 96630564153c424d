"""The administrator prepares the corruption channel on one page, step by step, and learns nothing of any report."""

import hashlib
from pathlib import Path

import pytest

from app.domain import sealed_paper
from app.domain.sealed import Position
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, SealedCase
from app.services.sealed import keys, office, officers
from tests import factories, sealed_cast
from tests.factories import PASSWORD
from tests.sealed.doors import STAMPED
from tests.web.entrance import last_act, sign_in
from tests.web.sealed_pages import officer_at_desk, words

pytestmark = pytest.mark.sealed
PLACE = "/admin/sealed"
SCRIPT = Path(__file__).parents[2] / "docs" / "offline_key.py"


@pytest.fixture
def pair():
    return keys.key_pair()


def typed(pair, **changes):
    """The form as somebody fills it in from the sheet."""
    sheet = "\r\n".join(sealed_paper.spell(pair[0], sealed_paper.PUBLIC))
    check = officers.fingerprint(pair[0])[-4:]
    return {"public": sheet, "check": check, "holder": "นายอำเภอ", "password": PASSWORD, **changes}


def test_an_empty_office_reads_what_is_missing_and_why(admin):
    page = words(admin.get(PLACE))
    for missing in ("ยังไม่พร้อม เพราะ", "ยังไม่มีผู้อ่านที่พร้อม", "ยังไม่มีกุญแจสำรองของสำนักงาน", "ยังไม่มีผู้กำกับดูแล"):
        assert missing in page
    assert "ช่องทางร้องเรียนทุจริตยังไม่พร้อมรับเรื่อง" in words(admin.get("/admin/"))


def test_from_nothing_to_ready(app, admin, clock, pair):
    first = factories.make_staff("arun", Role.INTEGRITY, now=clock(), name="อรุณ มามะ")
    page = words(admin.get(PLACE))
    assert "ยังไม่เปิดการยืนยันสองขั้น · ยังไม่ได้ตั้งกุญแจ" in page
    assert f"/admin/staff/{first.id}" in admin.get(PLACE).text
    sealed_cast.staff.set_totp(first, sealed_cast.SECOND_STEP)
    officers.enrol(first, Position.CENTRE, sealed_cast.PHRASE, now=clock())
    assert "มีผู้อ่านที่พร้อมคนเดียว" in words(admin.get(PLACE))
    sealed_cast.reader("rohani", clock())
    sealed_cast.overseer(clock())
    assert admin.post(f"{PLACE}/key", data=typed(pair)).location == PLACE
    page = words(admin.get(PLACE))
    assert "พร้อม หน้าประชาชนเปิดรับเรื่องแล้ว" in page
    assert "ยังไม่" not in page.split("2. กุญแจสำรอง")[0].split("1. ผู้อ่าน")[0]
    assert officers.fingerprint(pair[0]) in page
    assert "นายอำเภอ" in page
    assert office.readiness().open
    assert "ช่องทางร้องเรียนทุจริตยังไม่พร้อม" not in words(admin.get("/admin/"))


def test_officers_and_administrator_read_the_same_words(app, admin, clock):
    arun = sealed_cast.reader("arun", clock())
    mine = words(officer_at_desk(app, arun, clock).client.get("/staff/sealed/readers"))
    for missing in office.readiness().missing:
        assert missing in mine
        assert missing in words(admin.get(PLACE))


def test_somebody_who_waits_to_be_confirmed_is_named(admin, clock):
    sealed_cast.reader("arun", clock())
    waiting = factories.make_staff("somchai", Role.INTEGRITY, now=clock(), name="สมชาย ใจดี")
    sealed_cast.staff.set_totp(waiting, sealed_cast.SECOND_STEP)
    officers.enrol(waiting, Position.CENTRE, sealed_cast.PHRASE, now=clock())
    assert "รอผู้อ่านอีกคนยืนยัน" in words(admin.get(PLACE)).split("สมชาย ใจดี")[1]


WRONG = [
    ({"public": ""}, "พิมพ์สี่บรรทัด"),
    ({"public": "ABCD"}, "กุญแจมี 4 บรรทัด"),
    ({"check": "0000"}, "กระดาษแผ่นเดียวกัน"),
    ({"check": ""}, "พิมพ์ตัวตรวจสี่ตัว"),
    ({"holder": ""}, "บอกว่าใครเก็บซอง"),
    ({"password": "ไม่ใช่รหัสนี้"}, "รหัสผ่านไม่ถูกต้อง"),
    ({"password": ""}, "กรอกรหัสผ่านของคุณ"),
]


@pytest.mark.parametrize(("changes", "expected"), WRONG)
def test_a_wrong_entry_is_refused_beside_its_field_and_kept(admin, pair, changes, expected):
    page = admin.post(f"{PLACE}/key", data=typed(pair, **changes))
    assert expected in words(page)
    assert changes.get("holder", "นายอำเภอ") in page.text
    assert changes.get("public", sealed_paper.spell(pair[0], sealed_paper.PUBLIC)[3]) in page.text
    assert office.recovery_key() is None


def test_the_line_with_the_misread_letter_is_named(admin, pair):
    lines = list(sealed_paper.spell(pair[0], sealed_paper.PUBLIC))
    lines[2] = lines[2][:-1] + ("A" if lines[2][-1] != "A" else "B")
    assert "บรรทัดที่ 3 มีตัวผิด" in words(admin.post(f"{PLACE}/key", data=typed(pair, public="\n".join(lines))))


def test_the_private_half_is_refused_and_not_handed_back(admin, pair):
    private = sealed_paper.spell(pair[1], sealed_paper.PRIVATE)
    page = admin.post(f"{PLACE}/key", data=typed(pair, public="\n".join(private)))
    assert "นี่คือส่วนลับ" in words(page)
    assert not any(line in page.text for line in private)
    assert office.recovery_key() is None


def test_a_dead_point_of_the_curve_is_no_key(admin, pair):
    dead = "\n".join(sealed_paper.spell(bytes(32), sealed_paper.PUBLIC))
    assert "ใช้เป็นกุญแจไม่ได้" in words(admin.post(f"{PLACE}/key", data=typed(pair, public=dead)))


def test_replacing_says_what_it_means_and_is_written_down(admin, pair):
    admin.post(f"{PLACE}/key", data=typed(pair))
    assert "เรื่องเดิมยังเปิดได้ด้วยซองเดิม" in words(admin.get(PLACE))
    second = keys.key_pair()
    admin.post(f"{PLACE}/key", data=typed(second, holder="ตู้นิรภัย"))
    assert (office.recovery_key(), office.recovery_holder()) == (second[0], "ตู้นิรภัย")
    assert last_act().action == "sealed.recovery_key_set"
    assert last_act().actor_role == Role.ADMINISTRATOR
    assert pair[1].hex() not in str([line.data for line in db.session.query(AuditEntry)])


def test_the_script_is_served_as_it_lies_in_docs(admin):
    page, file = admin.get(PLACE), admin.get(f"{PLACE}/offline_key.py")
    assert file.data == SCRIPT.read_bytes()
    assert file.headers["Content-Disposition"].startswith("attachment")
    digest = hashlib.sha256(file.data).hexdigest()
    assert digest in "".join(words(page).split())


def test_without_the_script_the_page_says_where_it_is(admin, monkeypatch):
    monkeypatch.setattr("app.admin.sealed_channel.SCRIPT", "not_there.py")
    assert "docs/offline_key.py" in words(admin.get(PLACE))
    assert admin.get(f"{PLACE}/offline_key.py").status_code == 404


@pytest.mark.parametrize(("years", "kept"), [("7", 7), ("๑๕", 15), ("0", 10), ("31", 10), ("", 10), ("สิบ", 10)])
def test_how_long_closed_reports_are_kept(admin, years, kept):
    page = admin.post(f"{PLACE}/keep", data={"years": years, "again_password": PASSWORD})
    assert (page.status_code == 302) is (kept != 10)
    assert office.keep_years() == kept


def test_the_page_knows_of_no_report(app, admin, clock, pair):
    for name in ("arun", "rohani"):
        sealed_cast.reader(name, clock())
    sealed_cast.open_channel(clock())
    before = STAMPED.sub("", admin.get(PLACE).text)
    sealed_cast.send(clock(), what="ขอเงินค่าเซ็นชื่อ")
    assert db.session.query(SealedCase).count() == 1
    assert STAMPED.sub("", admin.get(PLACE).text) == before


@pytest.mark.parametrize("role", [Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.INTEGRITY])
def test_only_an_administrator_prepares(app, admin, clock, role, pair):
    factories.make_staff("somebody", role, now=clock())
    client = app.test_client()
    sign_in(client, "somebody")
    assert {client.get(PLACE).status_code, client.get(f"{PLACE}/offline_key.py").status_code} == {404}
    assert client.post(f"{PLACE}/key", data=typed(pair)).status_code == 404
    assert client.post(f"{PLACE}/keep", data={"years": "3"}).status_code == 404
