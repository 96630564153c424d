"""The staff entrance: who comes in, where they land, what ends a session, and what a stranger learns (nothing)."""

import re

import pytest

from app.domain.workflow import Role
from app.services import staff, throttle
from app.services.transaction import transaction
from tests.factories import PASSWORD, make_office, make_staff, unit
from tests.web.entrance import acts, confirmed, person, sign_in

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
NEW = "ปลาทู สามตัว ในเข่ง"


@pytest.fixture
def house(app, clock):
    make_office(clock())
    make_staff("nurida", Role.OFFICER, unit=unit("กองช่าง"), now=clock())


def is_in(client):
    return client.get("/staff/account").status_code == 200


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ({Role.OFFICER}, "/staff/queue"),
        ({Role.INTAKE}, "/staff/queue"),
        ({Role.MANAGEMENT}, "/management/"),
        ({Role.MANAGEMENT, Role.OFFICER}, "/staff/queue"),
        ({Role.INTEGRITY}, "/staff/sealed/"),
        ({Role.ADMINISTRATOR}, "/admin/"),
    ],
)
def test_everybody_lands_at_their_work(house, client, clock, roles, home):
    make_staff("somebody", *roles, unit=unit("กองช่าง"), now=clock())
    assert sign_in(client, "somebody").location == home


def test_user_name_may_be_typed_in_capitals(house, client):
    assert sign_in(client, " Nurida ").location == "/staff/queue"


def test_unknown_name_and_wrong_password_get_the_same_answer(house, client):
    wrong = sign_in(client, "nurida", "ผิดแน่นอน ไม่ใช่")
    unknown = sign_in(client, "nobody", "ผิดแน่นอน ไม่ใช่")
    assert wrong.status_code == unknown.status_code == 401
    assert TOKEN.sub("", wrong.text.replace("nurida", "")) == TOKEN.sub("", unknown.text.replace("nobody", ""))


def test_five_failures_close_the_door_for_a_quarter_of_an_hour(house, client, clock):
    for _ in range(5):
        assert sign_in(client, "nurida", "ผิดแน่นอน ไม่ใช่").status_code == 401
    clock.advance(minutes=2)
    closed = sign_in(client, "nurida")
    assert closed.status_code == 429
    assert "13\u00a0นาที" in closed.text
    clock.advance(minutes=14)
    assert sign_in(client, "nurida").location == "/staff/queue"


def test_guesses_at_the_same_moment_are_counted_before_one_is_let_in(house, app, clock, monkeypatch):
    """While this password is looked at, five wrong ones of others come to their end."""
    fits = staff.fits

    def slowly(kept, secret):
        monkeypatch.setattr(staff, "fits", fits)
        for _ in range(throttle.TRIES):
            assert staff.authenticate("nurida", "wrong", now=clock()) is None
        return fits(kept, secret)

    monkeypatch.setattr(staff, "fits", slowly)
    with pytest.raises(throttle.TooManyTries):
        staff.authenticate("nurida", PASSWORD, now=clock())


def test_an_unknown_name_is_closed_too(house, client):
    answers = [sign_in(client, "nobody", "ผิดแน่นอน ไม่ใช่").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_a_good_sign_in_forgets_failures(house, client):
    for _ in range(4):
        sign_in(client, "nurida", "ผิดแน่นอน ไม่ใช่")
    sign_in(client, "nurida")
    client.post("/staff/sign-out")
    assert [sign_in(client, "nurida", "ผิดแน่นอน ไม่ใช่").status_code for _ in range(5)] == [401] * 5


def test_empty_form_says_what_is_missing(house, client):
    page = sign_in(client, "", "")
    assert "กรอกชื่อผู้ใช้" in page.text
    assert "กรอกรหัสผ่าน" in page.text


def test_wanted_page_opens_after_sign_in(house, client):
    asked = client.get("/staff/account")
    assert asked.location == "/staff/sign-in?next=/staff/account"
    assert sign_in(client, "nurida", next_address="/staff/account").location == "/staff/account"


@pytest.mark.parametrize(("role", "home"), [(Role.ADMINISTRATOR, "/admin/"), (Role.INTEGRITY, "/staff/sealed/")])
def test_who_has_no_queue_is_not_led_to_it(house, client, clock, role, home):
    assert 'href="/staff/sign-in"' in client.get("/").text
    make_staff("somsri", role, now=clock())
    assert sign_in(client, "somsri", next_address="/staff/queue").location == home
    page = client.get("/staff/account").text
    assert '<a class="brand" href="/staff/sign-in">' in page
    assert client.get("/staff/sign-in").location == home


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "evil",
     "/\t/evil.example", "http:/evil.example"],
)  # fmt: skip
def test_sign_in_leads_to_no_other_house(house, client, elsewhere):
    assert sign_in(client, "nurida", next_address=elsewhere).location == "/staff/queue"


def test_a_session_prepared_by_somebody_else_is_worth_nothing(house, client):
    with client.session_transaction() as session:
        session["planted"] = "yes"
    sign_in(client, "nurida")
    with client.session_transaction() as session:
        assert "planted" not in session


def test_sign_out_forgets_and_asks_the_browser_to(house, client):
    sign_in(client, "nurida")
    gone = client.post("/staff/sign-out")
    assert "cache" in gone.headers["Clear-Site-Data"]
    assert not is_in(client)
    assert client.get("/staff/sign-out").status_code == 405


def test_a_day_at_work_ends(house, client, clock):
    sign_in(client, "nurida")
    clock.advance(hours=11, minutes=59)
    assert is_in(client)
    clock.advance(minutes=1)
    assert not is_in(client)


def test_dismissal_ends_the_session_at_once(house, client):
    sign_in(client, "nurida")
    with transaction():
        person("nurida").active = False
    assert not is_in(client)
    assert sign_in(client, "nurida").status_code == 401


def test_new_password_ends_the_other_sessions_and_keeps_mine(house, app, client):
    elsewhere = app.test_client()
    sign_in(client, "nurida")
    sign_in(elsewhere, "nurida")
    done = client.post("/staff/account/password", data={"old": PASSWORD, "new": NEW, "again": NEW})
    assert done.location == "/staff/account"
    assert is_in(client)
    assert not is_in(elsewhere)
    assert sign_in(elsewhere, "nurida").status_code == 401
    assert sign_in(elsewhere, "nurida", NEW).location == "/staff/queue"
    assert "password_changed" in acts()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"old": "ไม่ใช่รหัสเดิมแน่", "new": NEW, "again": NEW}, "รหัสผ่านไม่ถูกต้อง"),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "ก"}, "สองช่องไม่ตรงกัน"),
        ({"old": PASSWORD, "new": "สั้น", "again": "สั้น"}, "อย่างน้อย"),
        ({"old": PASSWORD, "new": "nurida-nurida", "again": "nurida-nurida"}, "เดาง่าย"),
        ({"old": PASSWORD, "new": "1234567890", "again": "1234567890"}, "เดาง่าย"),
        ({"old": PASSWORD, "new": "password2569", "again": "password2569"}, "เดาง่าย"),
        ({"old": PASSWORD, "new": "thotsop2569", "again": "thotsop2569"}, "เดาง่าย"),
        ({"old": PASSWORD, "new": "กกกกกกกกกกกก", "again": "กกกกกกกกกกกก"}, "เดาง่าย"),
    ],
)
def test_a_bad_new_password_is_refused_in_words(house, client, sent, said):
    sign_in(client, "nurida")
    page = client.post("/staff/account/password", data=sent)
    assert said in page.text.replace("\u00a0", " ")
    assert staff.authenticate("nurida", PASSWORD, now=client.application.extensions["clock"]())


def test_ending_all_other_sessions(house, app, client):
    elsewhere = app.test_client()
    sign_in(client, "nurida")
    sign_in(elsewhere, "nurida")
    confirmed(client, "/staff/account/sign-out-everywhere")
    assert is_in(client)
    assert not is_in(elsewhere)


def test_own_name_and_address(house, client):
    sign_in(client, "nurida")
    assert "คุณnurida" in client.get("/staff/account").text
    client.post("/staff/account", data={"name": "นูรีดา สาและ", "email": "nurida@example.go.th"})
    assert person("nurida").name == "นูรีดา สาและ"
    assert "กรอกอีเมลให้ครบ" in client.post("/staff/account", data={"name": "น", "email": "ไม่ใช่อีเมล"}).text
