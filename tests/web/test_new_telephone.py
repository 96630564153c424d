"""Changing the telephone of the second step is one act: proven by the old one or by paper, never a moment without."""

import re

import pytest

from app.domain.workflow import Role
from app.services import authenticators, recovery_codes
from tests.factories import PASSWORD, make_office, make_staff, unit
from tests.web.entrance import acts, code_at, confirmed, person, said, sign_in, with_second_step

PAGE = "/staff/account/second-step"
CODE = re.compile(r'<code class="nb">([^<]+)</code>')


@pytest.fixture
def secret(app, clock, client):
    """Somebody who must have a second step, signed in with it; the next code can be used."""
    make_office(clock())
    found = with_second_step("hasan", Role.ADMINISTRATOR, now=clock(), email="hasan@example.go.th")
    sign_in(client, "hasan")
    client.post("/staff/second-step", data={"code": code_at(found, clock())})
    clock.advance(seconds=30)
    return found


def offered(client):
    """The secret that the page shows to the new telephone."""
    client.get(PAGE)
    with client.session_transaction() as session:
        return session["new_secret"]


def enters(app, secret, now):
    """Whether the six digits of a telephone open the office from another machine."""
    other = app.test_client()
    sign_in(other, "hasan")
    return other.post("/staff/second-step", data={"code": code_at(secret, now)}).status_code == 302


def sends(client, new, old, password=PASSWORD):
    return client.post(PAGE, data={"code": new, "old": old, "password": password})


def test_the_new_one_takes_over_at_once_and_the_old_one_ends(secret, app, client, clock):
    new = offered(client)
    done = sends(client, code_at(new, clock()), code_at(secret, clock()))
    assert "เปลี่ยนโทรศัพท์แล้ว" in said(done, client)
    assert "second_step_changed" in acts()
    assert "second_step_off" not in acts()
    clock.advance(seconds=30)
    assert not enters(app, secret, clock())
    clock.advance(seconds=30)
    assert enters(app, new, clock())


@pytest.mark.parametrize("wrong", ["new", "old", "password"])
def test_until_all_three_are_right_the_old_one_counts(secret, app, client, clock, wrong):
    new = offered(client)
    sent = {"new": code_at(new, clock()), "old": code_at(secret, clock()), "password": PASSWORD}
    page = sends(client, **{**sent, wrong: "ผิดแน่นอน" if wrong == "password" else "000000"})
    assert page.status_code == 200
    assert "second_step_changed" not in acts()
    clock.advance(seconds=30)
    assert enters(app, secret, clock())
    assert not enters(app, new, clock())


def test_a_code_on_paper_stands_for_the_lost_one_and_a_slip_costs_none(secret, app, client, clock):
    paper = recovery_codes.renew(person("hasan"), now=clock())
    new = offered(client)
    sends(client, "000000", paper[0])
    sends(client, code_at(new, clock()), paper[0], "ผิดแน่นอน ไม่ใช่")
    assert recovery_codes.left(person("hasan")) == 10
    assert "เหลือ 9 รหัส" in said(sends(client, code_at(new, clock()), paper[0]), client)
    clock.advance(seconds=30)
    assert enters(app, new, clock())


def test_password_and_open_session_alone_change_nothing(secret, client, clock):
    """Not by guessing, not by turning it off, not by new codes on paper, not by the page of the administrators."""
    new = offered(client)
    for _ in range(5):
        assert "second_step_changed" not in acts()
        sends(client, code_at(new, clock()), "000000")
    assert "ลองผิดหลายครั้ง" in sends(client, code_at(new, clock()), code_at(secret, clock())).text
    clock.advance(minutes=20)
    assert client.post(f"{PAGE}/off", data={"password": PASSWORD, "old": "000000"}).location == PAGE
    assert CODE.findall(client.post("/staff/account/recovery-codes", data={"password": PASSWORD}).text) == []
    own = f"/admin/staff/{person('hasan').id}"
    assert "second-step" not in client.get(own).text
    assert "บัญชีของฉัน" in confirmed(client, f"{own}/second-step").text
    assert authenticators.secret(person("hasan")) == secret


def test_a_secret_seen_on_a_screen_that_was_left_is_worth_nothing(secret, client, clock):
    seen = offered(client)
    assert offered(client) != seen
    assert "รหัสไม่ตรง" in sends(client, code_at(seen, clock()), code_at(secret, clock())).text


def test_other_machines_are_signed_out_and_this_one_goes_on(secret, app, client, clock):
    other = app.test_client()
    sign_in(other, "hasan")
    other.post("/staff/second-step", data={"code": code_at(secret, clock())})
    clock.advance(seconds=30)
    assert other.get("/staff/account").status_code == 200
    new = offered(client)
    sends(client, code_at(new, clock()), code_at(secret, clock()))
    assert client.get("/staff/account").status_code == 200
    assert other.get("/staff/account").status_code == 302


def test_who_may_be_without_turns_it_off_with_the_telephone_in_hand(secret, app, clock):
    officer = app.test_client()
    own = with_second_step("arun", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    sign_in(officer, "arun")
    officer.post("/staff/second-step", data={"code": code_at(own, clock())})
    clock.advance(seconds=30)
    assert "รหัสไม่ถูกต้อง" in officer.post(f"{PAGE}/off", data={"password": PASSWORD, "old": "000000"}).text
    assert person("arun").totp_secret
    officer.post(f"{PAGE}/off", data={"password": PASSWORD, "old": code_at(own, clock())})
    assert not person("arun").totp_secret


def test_who_has_none_is_not_asked_to_turn_it_off(secret, app, clock):
    officer = app.test_client()
    make_staff("suda", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    sign_in(officer, "suda")
    assert officer.get(f"{PAGE}/off").location == PAGE
