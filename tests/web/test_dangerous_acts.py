"""Before what could hand the office to a passer-by: one's own password, each time; a wrong one changes nothing."""

import pytest

from app.extensions import db
from app.models import AuditEntry
from tests import access
from tests.factories import PASSWORD
from tests.web.entrance import person

ENTRY = {"name": "ฮาซัน", "username": "hasan", "roles": ["intake"], "unit": "", "position": "", "email": ""}
NEW = "ปลาทู สามตัว ในเข่ง"
ASKED = {
    "admin.staff": ("/admin/staff", ENTRY),
    "admin.person": ("/admin/staff/{nurida}", {**ENTRY, "roles": ["intake", "administrator"]}),
    "admin.person_act password": ("/admin/staff/{nurida}/password", {}),
    "admin.person_act second-step": ("/admin/staff/{nurida}/second-step", {}),
    "admin.person_act sign-out": ("/admin/staff/{nurida}/sign-out", {}),
    "admin.person_act dismiss": ("/admin/staff/{nurida}/dismiss", {}),
    "admin.person_act reinstate": ("/admin/staff/{nurida}/reinstate", {}),
    "admin.sealed_keep": ("/admin/sealed/keep", {"years": "12"}),
    "account.sign_out_everywhere": ("/staff/account/sign-out-everywhere", {}),
    "account.password": ("/staff/account/password", {"new": NEW, "again": NEW, "old": "{password}"}),
}  # fmt: skip
ELSEWHERE = {
    "account.second": "web/test_second_step",
    "account.second_off": "web/test_new_telephone",
    "account.codes": "web/test_recovery_codes",
    "account.end_session": "web/test_sessions",
    "admin.backup_file": "web/test_backups",
    "admin.sealed_key": "web/test_sealed_setup",
    "reports.publish": "web/test_report_publishing",
    "sealed.export": "web/test_sealed_export",
}
"""Those whose tests are with the thing itself; by their own field for the password or the passphrase."""


def sent(fields, password):
    """The form with a password in its own field, or in that of the page that asks."""
    return {**fields, "old": password} if "old" in fields else {**fields, "again_password": password}


def acts():
    db.session.rollback()
    return [entry.action for entry in db.session.query(AuditEntry) if entry.action != "sign_in_refused"]


@pytest.mark.parametrize("act", ASKED)
def test_a_wrong_password_changes_nothing_and_the_right_one_goes_on(admin, act):
    address, fields = ASKED[act]
    address = address.format(nurida=person("nurida").id)
    before = acts()
    without = admin.post(address, data={name: v for name, v in fields.items() if name != "old"})
    assert without.status_code == 200
    assert 'type="password"' in without.text
    assert admin.post(address, data=sent(fields, "ผิดแน่นอน ไม่ใช่")).status_code == 200
    assert acts() == before
    assert admin.post(address, data=sent(fields, PASSWORD)).status_code in {200, 302}
    assert len(acts()) > len(before), act


def test_what_was_typed_is_carried_and_the_password_is_not(admin):
    page = admin.post("/admin/staff", data={**ENTRY, "again_password": "ผิดแน่นอน ไม่ใช่"}).text
    assert 'name="name" value="ฮาซัน"' in page
    assert "ผิดแน่นอน" not in page
    assert "รหัสผ่านไม่ถูกต้อง" in page


def test_guessing_is_counted(admin):
    for _ in range(5):
        admin.post("/admin/staff", data={**ENTRY, "again_password": "ผิดแน่นอน ไม่ใช่"})
    assert "ลองผิดหลายครั้งเกินไป" in admin.post("/admin/staff", data={**ENTRY, "again_password": PASSWORD}).text


def test_the_list_names_addresses_that_exist(app):
    known = {rule.endpoint for rule in access.rules(app)}
    assert {name.partition(" ")[0] for name in ASKED} | set(ELSEWHERE) <= known
