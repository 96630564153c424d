"""The second step: six digits from a telephone, each good for one sign-in; on and off by password and code."""

import pytest

from app.domain.workflow import Role
from app.services import recovery_codes
from tests.factories import PASSWORD, make_office, make_staff, unit
from tests.web.entrance import code_at, person, sign_in, with_second_step


@pytest.fixture
def house(app, clock):
    make_office(clock())
    make_staff("nurida", Role.OFFICER, unit=unit("กองช่าง"), now=clock())


def is_in(client):
    return client.get("/staff/account").status_code == 200


@pytest.fixture
def secret(house, clock):
    return with_second_step("hasan", Role.OFFICER, unit=unit("กองช่าง"), now=clock())


def test_password_alone_opens_nothing(secret, client):
    assert sign_in(client, "hasan").location == "/staff/second-step"
    assert not is_in(client)


def test_code_opens_and_the_wanted_page_is_remembered(secret, client, clock):
    sign_in(client, "hasan", next_address="/staff/account")
    assert client.get("/staff/second-step").status_code == 200
    opened = client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert opened.location == "/staff/account"
    assert is_in(client)


def test_each_code_opens_once(secret, app, client, clock):
    code = code_at(secret, clock())
    sign_in(client, "hasan")
    client.post("/staff/second-step", data={"code": code})
    thief = app.test_client()
    sign_in(thief, "hasan")
    refused = thief.post("/staff/second-step", data={"code": code})
    assert refused.status_code == 401
    assert not is_in(thief)
    clock.advance(seconds=30)
    thief.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert is_in(thief)


def test_thai_digits_and_blanks_are_read(secret, client, clock):
    sign_in(client, "hasan")
    code = code_at(secret, clock()).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert client.post("/staff/second-step", data={"code": f"{code[:3]} {code[3:]}"}).location == "/staff/queue"


def test_codes_cannot_be_tried_without_end(secret, client, clock):
    sign_in(client, "hasan")
    answers = [client.post("/staff/second-step", data={"code": "000000"}).status_code for _ in range(5)]
    assert answers == [401] * 5
    closed = client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert closed.status_code == 429
    assert sign_in(client, "hasan").status_code == 429


def test_the_password_is_good_for_ten_minutes(secret, client, clock):
    sign_in(client, "hasan")
    assert "มีเวลา 10\u00a0นาทีหลังใส่รหัสผ่าน" in client.get("/staff/second-step").text
    clock.advance(minutes=10)
    late = client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert late.location == "/staff/sign-in"
    assert "เลย 10 นาทีแล้ว" in client.get(late.location).text


def test_who_took_too_long_still_comes_to_the_page_they_wanted(secret, client, clock):
    sign_in(client, "hasan", next_address="/staff/account")
    clock.advance(minutes=10)
    late = client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert late.location == "/staff/sign-in?next=/staff/account"
    client.post(late.location, data={"username": "hasan", "password": PASSWORD})
    opened = client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    assert opened.location == "/staff/account"


def test_nobody_begins_with_the_second_step(secret, client):
    assert client.get("/staff/second-step").location == "/staff/sign-in"


def test_turning_it_on_needs_a_right_code(house, client, clock):
    sign_in(client, "nurida")
    page = client.get("/staff/account/second-step")
    assert "<svg" in page.text
    with client.session_transaction() as session:
        secret = session["new_secret"]
    assert " ".join([secret[i : i + 4] for i in range(0, len(secret), 4)]) in page.text
    wrong = {"code": "000000", "password": PASSWORD}
    assert "รหัสไม่ตรง" in client.post("/staff/account/second-step", data=wrong).text
    code = code_at(secret, clock())
    codes = client.post("/staff/account/second-step", data={"code": code, "password": PASSWORD}).text
    assert "รหัสกู้คืนของ" in codes
    assert is_in(client)
    client.post("/staff/sign-out")
    sign_in(client, "nurida")
    used = client.post("/staff/second-step", data={"code": code})
    assert used.status_code == 401, "the code that turned it on is used up"


@pytest.mark.parametrize(("typed", "told"), [("", "กรอกรหัสผ่านของคุณ"), ("ผิดแน่นอน ไม่ใช่", "รหัสผ่านไม่ถูกต้อง")])
def test_who_finds_a_screen_left_open_brings_in_no_telephone_of_their_own(house, client, clock, typed, told):
    sign_in(client, "nurida")
    client.get("/staff/account/second-step")
    with client.session_transaction() as session:
        secret = session["new_secret"]
    sent = {"code": code_at(secret, clock()), "password": typed}
    page = client.post("/staff/account/second-step", data=sent).text
    assert told in page
    assert "รหัสกู้คืนของ" not in page
    assert not person("nurida").totp_secret
    assert recovery_codes.left(person("nurida")) == 0
    opened = client.post("/staff/account/second-step", data={**sent, "password": PASSWORD}).text
    assert "รหัสกู้คืนของ" in opened, "the picture on the telephone is still good after a slip"


def test_turning_it_off_needs_the_password_and_the_telephone(secret, client, clock):
    sign_in(client, "hasan")
    client.post("/staff/second-step", data={"code": code_at(secret, clock())})
    clock.advance(seconds=30)
    off, code = "/staff/account/second-step/off", code_at(secret, clock())
    assert "รหัสผ่านไม่ถูกต้อง" in client.post(off, data={"password": "ผิดผิดผิดผิด", "old": code}).text
    assert "กรอกรหัสจากแอปที่ใช้อยู่" in client.post(off, data={"password": PASSWORD}).text
    assert person("hasan").totp_secret
    client.post(off, data={"password": PASSWORD, "old": code})
    assert not person("hasan").totp_secret
    assert is_in(client)
