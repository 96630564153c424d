"""From an empty office to a report that two readers open, by pages alone, as docs/sealed-setup tells it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.services import setup
from tests.web.entrance import OWN, choose_password, code_at, confirmed, filled, person, sign_in
from tests.web.sealed_pages import WHAT, Officer, Reporter, recovery_code, words
from tests.web.test_setup import through_office

pytestmark = pytest.mark.sealed
SCRIPT = Path(__file__).parents[2] / "docs" / "offline_key.py"
PHRASES = {"arun": "ปูดำ ลอยคอ ใต้สะพานไม้", "rohani": "มะพร้าว สามลูก ริมคลองใหญ่", "somkid": "เรือกอและ ริมหาด เจ็ดลำ"}
TITLES = {"arun": ("นิติกร", "centre"), "rohani": ("นักวิชาการ", "centre"), "somkid": ("ปลัดอำเภอ", "other")}


def password_on(page) -> str:
    """The first password, as the page hands it over."""
    return re.search(r"\b[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}\b", page.text)[0]


@pytest.fixture
def administrator(client):
    client.post("/setup", data={"code": setup.issue_code()})
    through_office(client)
    client.post("/setup/villages", data={"rows": "1", "name_0": "บ้านหนึ่ง", "number_0": "1"})
    client.post("/setup/units", data=filled(client.get("/setup/units")))
    done = client.post("/setup/people", data={"rows": "1", "name_0": "อรุณี ดูแลดี", "username_0": "arunee", "unit_0": ""})
    client.own = password_on(done)
    sign_in(client, "arunee", client.own)
    client.own = OWN
    choose_password(client)
    return client


def appointed(app, administrator, clock, name) -> Officer:
    """Hired on the staff page, signed in, with a second step and a key that stands on paper."""
    title, place = TITLES[name]
    form = {"name": name, "username": name, "position": title, "roles": ["integrity"], "unit": "", "email": ""}
    hired = confirmed(administrator, "/admin/staff", form, password=administrator.own)
    officer = Officer(app.test_client())
    sign_in(officer.client, name, password_on(hired))
    choose_password(officer.client)
    page = officer.client.get("/staff/account/second-step")
    secret = re.search(r"\b(?:[A-Z2-7]{4} ?){8}\b", words(page))[0].replace(" ", "")
    clock.advance(seconds=60)
    officer.client.post("/staff/account/second-step", data={"code": code_at(secret, clock()), "password": OWN})
    assert person(name).totp_secret
    key = {"position": place, "passphrase": PHRASES[name], "again": PHRASES[name]}
    code = recovery_code(officer.client.post("/staff/sealed/enrol", data=key))
    officer.client.post("/staff/sealed/put-away", data={"code": code, "last_four": code[-4:]})
    return officer


def test_by_pages_alone(app, administrator, clock):
    readers = {name: appointed(app, administrator, clock, name) for name in PHRASES}
    readers["arun"].unlocks(PHRASES["arun"])
    for name in ("rohani", "somkid"):
        seen = words(readers[name].client.get("/staff/sealed/"))
        told = re.search(r"\b(?:[0-9A-F]{4} ){4}[0-9A-F]{4}\b", seen)[0]
        place = readers["arun"].client.get("/staff/sealed/readers")
        for officer in re.findall(r'name="officer" value="([0-9a-f]{32})"', place.text):
            readers["arun"].client.post("/staff/sealed/readers/confirm", data={"officer": officer, "fingerprint": told})
    printed = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True).stdout
    public = re.findall(r"\d\)  ((?:[0-9A-Z]{4} ?){4})", printed)[:4]
    check = re.search(r"four letters +(\w{4})", printed)[1]
    form = {"public": "\n".join(public), "check": check, "holder": "นายอำเภอ", "password": administrator.own}
    reporter = Reporter(app.test_client())
    assert reporter.client.get("/corruption/new").status_code == 503
    assert administrator.post("/admin/sealed/key", data=form).location == "/admin/sealed"
    assert "พร้อม หน้าประชาชนเปิดรับเรื่องแล้ว" in words(administrator.get("/admin/sealed"))
    reporter.writes()
    assert reporter.sends().status_code == 200
    readers["rohani"].unlocks(PHRASES["rohani"])
    assert WHAT in words(readers["arun"].opens_first())
    assert WHAT in words(readers["rohani"].opens_first())
    readers["somkid"].unlocks(PHRASES["somkid"])
    assert "/staff/sealed/" in readers["somkid"].client.get("/staff/sealed/").request.path
    assert WHAT not in words(readers["somkid"].inbox())
