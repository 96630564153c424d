"""Staff as an administrator keeps them: hired, changed, dismissed; a password is shown once; the last one stays."""

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry
from tests.factories import unit
from tests.web.entrance import acts, change, last_act, person, sign_in, with_second_step


def test_a_new_member_of_staff_gets_a_password_that_is_shown_once(admin, app):
    entry = {"name": "ฮาซัน", "username": "Hasan", "roles": ["officer"], "unit": str(unit("กองช่าง").id)}
    page = change(admin, "/admin/staff", **entry)
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert password not in admin.get("/admin/staff").text
    assert sign_in(app.test_client(), "hasan", password).location == "/staff/queue"
    assert last_act().action == "signed_in"
    assert "staff_hired" in acts()
    assert password not in str([entry.data for entry in db.session.query(AuditEntry)])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": ""}, "กรอกชื่อ"),
        ({"username": "nurida"}, "มีผู้ใช้ชื่อนี้แล้ว"),
        ({"username": "นูรีดา"}, "ใช้ตัวอักษรอังกฤษ"),
        ({"roles": []}, "เลือกหน้าที่"),
        ({"unit": ""}, "ต้องมีหน่วยงาน"),
        ({"email": "ไม่ใช่"}, "กรอกอีเมลให้ครบ"),
        ({"roles": ["resident"]}, "error-summary"),
        ({"unit": "999"}, "เลือกจากรายการ"),
    ],
)
def test_a_wrong_entry_is_refused_beside_its_field(admin, changes, expected):
    entry = {"name": "ฮาซัน", "username": "hasan", "roles": ["officer"], "unit": str(unit("กองช่าง").id), "email": ""}
    page = change(admin, "/admin/staff", **{**entry, **changes})
    assert expected in page.text
    assert "ยังส่งไม่ได้" in page.text
    assert "staff_hired" not in acts()


def test_other_roles_end_the_persons_session(admin, app):
    officer = app.test_client()
    sign_in(officer, "nurida")
    address = f"/admin/staff/{person('nurida').id}"
    change(admin, address, roles=["officer", "intake"])
    assert person("nurida").roles == {Role.OFFICER, Role.INTAKE}
    assert officer.get("/staff/account").status_code == 302
    assert last_act().data["changes"]["roles"] == [["officer"], ["intake", "officer"]]


def test_dismissal_asks_ends_the_session_and_can_be_taken_back(admin, app):
    officer = app.test_client()
    sign_in(officer, "nurida")
    address = f"/admin/staff/{person('nurida').id}"
    assert "ปิดบัญชี" in admin.get(f"{address}/dismiss").text
    assert person("nurida").active
    admin.post(f"{address}/dismiss")
    assert officer.get("/staff/account").status_code == 302
    assert sign_in(officer, "nurida").status_code == 401
    page = admin.post(f"{address}/reinstate")
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert sign_in(officer, "nurida", password).location == "/staff/queue"


def test_a_new_password_ends_the_session(admin, app):
    officer = app.test_client()
    sign_in(officer, "nurida")
    page = admin.post(f"/admin/staff/{person('nurida').id}/password")
    password = page.text.split("<code>")[1].split("</code>")[0]
    assert officer.get("/staff/account").status_code == 302
    assert sign_in(officer, "nurida").status_code == 401
    assert sign_in(officer, "nurida", password).location == "/staff/queue"


def test_a_lost_telephone(admin, app, clock):
    with_second_step("hasan", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    admin.post(f"/admin/staff/{person('hasan').id}/second-step")
    assert sign_in(app.test_client(), "hasan").location == "/staff/queue"
    assert "second_step_dropped" in acts()


def test_the_last_administrator_stays(admin, clock):
    mine = f"/admin/staff/{person('arunee').id}"
    assert "ของตัวเองไม่ได้" in admin.post(f"{mine}/dismiss").text
    assert "อย่างน้อยหนึ่งคน" in change(admin, mine, roles=["intake"]).text
    assert person("arunee").roles == {Role.ADMINISTRATOR}
