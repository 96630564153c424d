"""Open sessions: one sees them and ends them; what was ended opens nothing, not even to a copied cookie."""

import pytest

from app.domain.devices import device
from app.domain.workflow import Role
from app.extensions import db
from app.models import StaffSession
from tests.factories import PASSWORD, make_office, make_staff, unit
from tests.web.entrance import acts, confirmed, person, sign_in

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


@pytest.fixture
def house(app, clock):
    make_office(clock())
    make_staff("nurida", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    make_staff("anan", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    make_staff("arunee", Role.ADMINISTRATOR, now=clock())


@pytest.fixture
def phone(house, app):
    other = app.test_client()
    sign_in(other, "nurida", headers={"User-Agent": PHONE})
    return other


@pytest.fixture
def desk(house, client):
    sign_in(client, "nurida", headers={"User-Agent": DESK})
    return client


def is_in(client):
    return client.get("/staff/account").status_code == 200


def rows():
    db.session.rollback()
    return db.session.query(StaffSession).order_by(StaffSession.id).all()


def copy(app, client):
    """Whoever has stolen the cookie."""
    thief = app.test_client()
    thief.set_cookie("khamrong", client.get_cookie("khamrong").value)
    return thief


def test_one_sees_where_one_is_signed_in_and_which_one_this_is(phone, desk):
    page = desk.get("/staff/account").text
    assert "Chrome บน Android" in page
    assert "Firefox บน Windows" in page
    assert page.count("<b>เครื่องนี้</b>") == 1
    assert "Firefox บน Windows <b>เครื่องนี้</b>" in page


def test_kinds_of_browsers_and_nothing_finer():
    assert device(PHONE) == ("Chrome", "Android")
    assert device("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1") == ("Safari", "iPhone")
    assert device("curl/8.0") == ("", "")


def test_no_address_and_no_name_of_a_session_is_kept(phone, app):
    with phone.session_transaction() as session:
        name = session["signed_in"]
    kept = {column: str(getattr(rows()[0], column)) for column in StaffSession.__table__.columns.keys()}  # noqa: SIM118
    assert name not in kept.values()
    assert "127.0.0.1" not in " ".join(kept.values())
    assert "130.0" not in " ".join(kept.values())


def test_ending_one_elsewhere(app, phone, desk):
    stolen = copy(app, phone)
    assert is_in(stolen)
    address = f"/staff/account/sessions/{rows()[0].id}/end"
    assert "ยืนยันว่าเป็นคุณ" in desk.post(address).text
    assert is_in(phone)
    confirmed(desk, address)
    assert is_in(desk)
    assert not is_in(phone)
    assert not is_in(stolen)
    assert acts()[-1] == "session_ended"


def test_a_session_of_somebody_else_is_not_there(app, phone):
    anan = app.test_client()
    sign_in(anan, "anan")
    assert confirmed(anan, f"/staff/account/sessions/{rows()[0].id}/end").status_code == 404
    assert is_in(phone)


def test_signing_out_ends_it_for_a_copied_cookie_too(app, phone, desk):
    stolen = copy(app, phone)
    phone.post("/staff/sign-out")
    assert not is_in(stolen)
    assert is_in(desk)
    assert acts()[-1] == "signed_out"


def test_the_cookie_from_before_a_new_password_is_nothing(app, desk):
    stolen = copy(app, desk)
    new = "ปลาทู สามตัว ในเข่ง"
    desk.post("/staff/account/password", data={"old": PASSWORD, "new": new, "again": new})
    assert is_in(desk)
    assert not is_in(stolen)


def test_an_administrator_ends_all_of_a_person(app, phone, desk):
    admin = app.test_client()
    sign_in(admin, "arunee")
    confirmed(admin, f"/admin/staff/{person('nurida').id}/sign-out")
    assert not is_in(phone)
    assert not is_in(desk)
    assert is_in(admin)
    assert acts()[-1] == "sessions_ended_for"


def test_last_use_is_written_every_five_minutes_at_most(phone, clock):
    begun = rows()[0].seen_at
    clock.advance(minutes=4)
    phone.get("/staff/account")
    assert rows()[0].seen_at == begun
    clock.advance(minutes=1)
    phone.get("/staff/account")
    assert rows()[0].seen_at == clock()
    phone.get("/corruption/")
    clock.advance(minutes=6)
    phone.get("/corruption/")
    assert rows()[0].seen_at < clock(), "what staff read on the public side leaves no trace"


def test_what_ended_long_ago_is_forgotten(phone, app, clock):
    clock.advance(days=8)
    sign_in(app.test_client(), "anan")
    assert [row.staff.username for row in rows()] == ["anan"]


def test_failed_sign_ins_of_somebody_real_are_in_the_trail(house, client):
    sign_in(client, "nurida", "ผิดแน่นอน ไม่ใช่")
    sign_in(client, "nobody", "ผิดแน่นอน ไม่ใช่")
    assert acts() == ["sign_in_refused"]
