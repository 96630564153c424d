"""Strangers who guess a name's password close it to strangers: who was there before in this browser goes on."""

import pytest

from app.domain.workflow import Role
from app.web import known_browser
from tests import access
from tests.factories import PASSWORD, make_office, make_staff, unit
from tests.web.entrance import code_at, confirmed, person, sign_in, with_second_step

WRONG = "ผิดแน่นอน ไม่ใช่"
NEW = "ปลาทู สามตัว ในเข่ง"
OPEN = ("/", "/complaints/new", "/news/", "/t/nothing", "/corruption/", "/corruption/new", "/corruption/case")
WORK = ("/staff/sign-in", "/staff/account", "/admin/staff", "/management/")


@pytest.fixture
def house(app, clock):
    make_office(clock())
    make_staff("nurida", Role.OFFICER, unit=unit("กองช่าง"), now=clock())


@pytest.fixture
def known(house, client):
    """A browser in which they were before."""
    sign_in(client, "nurida")
    client.post("/staff/sign-out")
    return client


def guesses(client, name="nurida", times=5):
    return [sign_in(client, name, WRONG).status_code for _ in range(times)]


def test_strangers_do_not_lock_out_who_was_here_before(known, app):
    stranger = app.test_client()
    assert guesses(stranger, times=6) == [401] * 5 + [429]
    assert sign_in(app.test_client(), "nurida").status_code == 429, "nobody unknown gets a sixth try"
    assert sign_in(known, "nurida").location == "/staff/queue"
    assert sign_in(stranger, "nurida").status_code == 429, "nor afterwards"


def test_neither_the_six_digits_nor_the_password_before_an_act(house, app, clock):
    secret = with_second_step("hasan", Role.ADMINISTRATOR, now=clock())
    own, stranger = app.test_client(), app.test_client()
    sign_in(own, "hasan")
    own.post("/staff/second-step", data={"code": code_at(secret, clock())})
    guesses(stranger, "hasan")
    assert confirmed(own, "/staff/account/sign-out-everywhere").status_code == 302
    own.post("/staff/sign-out")
    clock.advance(seconds=30)
    sign_in(own, "hasan")
    assert own.post("/staff/second-step", data={"code": code_at(secret, clock())}).location == "/admin/"


def test_a_known_browser_has_five_guesses_too(known):
    assert guesses(known, times=6) == [401] * 5 + [429]


def test_it_is_known_for_those_who_were_here_only(known, app, clock):
    make_staff("suda", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    guesses(app.test_client(), "suda")
    assert sign_in(known, "suda").status_code == 429


def test_a_counters_browser_knows_all_who_share_it(known, app, clock):
    make_staff("suda", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    sign_in(known, "suda")
    known.post("/staff/sign-out")
    for name in ("suda", "nurida"):
        guesses(app.test_client(), name)
        assert sign_in(known, name).status_code == 302
        known.post("/staff/sign-out")


def test_another_password_makes_it_a_stranger_again(known, app, client):
    other = app.test_client()
    sign_in(other, "nurida")
    other.post("/staff/account/password", data={"old": PASSWORD, "new": NEW, "again": NEW})
    guesses(app.test_client())
    assert sign_in(known, "nurida", NEW).status_code == 429
    other.post("/staff/sign-out")
    assert sign_in(other, "nurida", NEW).status_code == 302


def test_the_cookie_is_not_forged_and_tells_no_name(known, app):
    cookie = known.get_cookie("browser", path="/staff")
    assert cookie.http_only
    assert "nurida" not in cookie.value
    assert person("nurida").name not in cookie.value
    forger = app.test_client()
    forger.set_cookie("browser", "x" + cookie.value, path="/staff")
    guesses(app.test_client())
    assert sign_in(forger, "nurida").status_code == 429


def told_by(client, *addresses):
    """Where a browser says which one it is."""
    return {address for address in addresses if "browser=" in client.get(address).request.headers.get("Cookie", "")}


def test_it_is_told_where_a_password_is_asked_for_and_nowhere_else(known):
    sign_in(known, "nurida")
    assert told_by(known, *OPEN) == set()
    assert told_by(known, *WORK) == set(WORK)


def test_strangers_keep_no_administrator_from_acting(house, app, clock):
    make_staff("somsri", Role.ADMINISTRATOR, now=clock())
    own = app.test_client()
    sign_in(own, "somsri")
    guesses(app.test_client(), "somsri")
    confirmed(own, f"/admin/staff/{person('nurida').id}/dismiss")
    assert not person("nurida").active


def test_every_place_of_staff_is_among_those_to_which_it_is_sent(app):
    for rule in access.rules(app):
        assert access.allowed(rule.endpoint) is access.ALL or rule.rule.startswith(known_browser.PLACES), rule.rule


def test_residents_get_none(house, app):
    resident = app.test_client()
    for address in (*OPEN, "/staff/sign-in"):
        assert "browser=" not in "".join(resident.get(address).headers.getlist("Set-Cookie"))
    assert not told_by(resident, *OPEN)
