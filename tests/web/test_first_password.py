"""A password that somebody else has seen opens one page only: the one where its owner chooses another."""

import re

import pytest

from app.domain.workflow import Role
from tests.factories import PASSWORD, make_staff, unit
from tests.web.entrance import OWN, acts, change, choose_password, code_at, confirmed, person, sign_in, with_second_step

CHOOSE = "/staff/account/first-password"


def handed(page) -> str:
    """The password on the page."""
    return re.search(r"<code>([2-9a-z-]{14})</code>", page.text)[1]


@pytest.fixture
def hasan(app, admin):
    """Hired a moment ago and signed in for the first time; ``given`` is what was handed over."""
    entry = {"name": "ฮาซัน", "username": "hasan", "roles": ["officer"], "unit": str(unit("กองช่าง").id)}
    client = app.test_client()
    client.given = handed(change(admin, "/admin/staff", **entry))
    sign_in(client, "hasan", client.given)
    return client


def test_nothing_else_opens_until_it_is_changed_and_the_wanted_page_is_kept(hasan):
    for address in ("/staff/queue", "/staff/account", "/staff/account/password", "/staff/guide"):
        assert hasan.get(address).location.startswith(CHOOSE)
    assert hasan.post("/staff/account", data={"name": "ใครก็ได้", "email": ""}).location == CHOOSE
    assert person("hasan").name == "ฮาซัน"
    wanted = hasan.get("/staff/queue?late=1").location
    page = hasan.get(wanted).text
    assert "อย่างน้อย 10 ตัวอักษร" in page.replace("\u00a0", " ")
    assert 'href="/staff/queue"' not in page
    assert "/staff/sign-out" in page
    assert hasan.post(wanted, data={"new": OWN, "again": OWN}).location == "/staff/queue?late=1"
    assert hasan.get("/staff/queue").status_code == 200
    assert hasan.get(CHOOSE).location == "/staff/account/password"
    assert acts()[-1] == "password_changed"


def test_signing_out_is_always_possible(hasan):
    hasan.post("/staff/sign-out")
    assert hasan.get("/staff/queue").location.startswith("/staff/sign-in")


def test_other_sessions_end_and_the_handed_password_is_worth_nothing(hasan, app):
    other = app.test_client()
    sign_in(other, "hasan", hasan.given)
    choose_password(hasan)
    assert other.get(CHOOSE).location.startswith("/staff/sign-in")
    assert sign_in(other, "hasan", hasan.given).status_code == 401
    sign_in(other, "hasan", OWN)
    assert other.get("/staff/queue").status_code == 200


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [("สั้น", "สั้น", "อย่างน้อย"), ("1234567890", "1234567890", "เดาง่าย"), (OWN, OWN + "ก", "สองช่องไม่ตรงกัน")],
)
def test_a_bad_choice_is_refused_in_words(hasan, new, again, said):
    assert said in hasan.post(CHOOSE, data={"new": new, "again": again}).text.replace("\u00a0", " ")
    assert person("hasan").must_change


def test_the_handed_password_is_no_choice(hasan):
    assert "คือรหัสที่ได้รับมา" in choose_password(hasan, hasan.given).text
    assert person("hasan").must_change


def test_it_leads_to_no_other_house(hasan):
    assert choose_password(hasan, next_address="//evil.example/").location == "/staff/queue"


def test_who_has_a_second_step_gives_it_before_and_who_must_have_one_is_asked_after(admin, app, clock):
    secret = with_second_step("somsri", Role.ADMINISTRATOR, now=clock())
    client = app.test_client()
    sign_in(client, "somsri", handed(confirmed(admin, f"/admin/staff/{person('somsri').id}/password")))
    assert choose_password(client).location.startswith("/staff/sign-in"), "the password alone opens nothing"
    client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert choose_password(client, next_address="/admin/staff").location == "/admin/staff"
    confirmed(admin, f"/admin/staff/{person('somsri').id}/second-step")
    app.config["REQUIRE_TOTP_ADMINISTRATOR"] = True
    newer = app.test_client()
    sign_in(newer, "somsri", OWN)
    assert newer.get("/admin/staff").location == "/staff/account/second-step?next=/admin/staff"


def test_a_reset_a_return_and_a_rescue_ask_for_it_too(admin, app):
    address = f"/admin/staff/{person('nurida').id}"
    for act in ("password", "dismiss", "reinstate"):
        page = confirmed(admin, f"{address}/{act}")
    rescued = app.test_cli_runner().invoke(args=["rescue", "arunee"]).output.strip()
    for name, password in (("nurida", handed(page)), ("arunee", rescued)):
        client = app.test_client()
        sign_in(client, name, password)
        assert client.get("/staff/account").location.startswith(CHOOSE)
        choose_password(client)
        assert client.get("/staff/account").status_code == 200


def test_who_chose_their_own_is_not_asked(app, admin, clock):
    make_staff("mali", Role.OFFICER, unit=unit("กองช่าง"), now=clock())
    client = app.test_client()
    sign_in(client, "mali", PASSWORD)
    assert client.get("/staff/queue").status_code == 200


def test_the_page_with_the_password_says_what_to_do_when_it_is_lost(admin):
    address = f"/admin/staff/{person('nurida').id}/password"
    page = confirmed(admin, address)
    assert "หน้านี้หายไปก่อนจด" in page.text
    assert f'href="{address}"' in page.text
    assert handed(confirmed(admin, address)) != handed(page)
