"""Codes on paper: ten, shown once, each opens once in place of the telephone; guessing is counted like passwords."""

import re

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import OutboxMail, RecoveryCode
from app.services import recovery_codes
from tests.factories import PASSWORD, make_office, make_staff, unit
from tests.web.entrance import acts, code_at, person, sign_in

CODE = re.compile(r'<code class="nb">([^<]+)</code>')
WAY = "/staff/second-step/recovery"


@pytest.fixture
def house(app, clock):
    make_office(clock())
    make_staff("hasan", Role.OFFICER, unit=unit("กองช่าง"), now=clock(), email="hasan@example.go.th")


@pytest.fixture
def paper(house, client, clock):
    """What the page shows when the second step is turned on."""
    sign_in(client, "hasan")
    client.get("/staff/account/second-step")
    with client.session_transaction() as session:
        secret = session["new_secret"]
    sent = {"code": code_at(secret, clock()), "password": PASSWORD}
    page = client.post("/staff/account/second-step", data=sent)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    return CODE.findall(page.text)


def is_in(client):
    return client.get("/staff/account").status_code == 200


def enters(app, code):
    other = app.test_client()
    sign_in(other, "hasan")
    return other, other.post(WAY, data={"code": code})


def test_ten_codes_are_shown_once_and_kept_as_hashes(paper, client):
    assert len(set(paper)) == 10
    assert all(code not in client.get("/staff/account/recovery-codes").text for code in paper)
    kept = [row.hash for row in db.session.query(RecoveryCode)]
    assert all(found.startswith("$argon2id$") for found in kept)
    assert "recovery_codes_made" in acts()


def test_a_code_opens_once_and_who_has_it_is_told(paper, app):
    app.config["MAIL_SERVER"] = "mail.example"
    inside, answer = enters(app, paper[3].upper().replace("-", " "))
    assert answer.location == "/staff/queue"
    page = inside.get("/staff/account").text.replace("\u00a0", " ")
    assert "เหลือ 9 รหัส" in page
    assert "recovery_code_used" in acts()
    assert db.session.query(OutboxMail).one().recipient == "hasan@example.go.th"
    again, refused = enters(app, paper[3])
    assert refused.status_code == 401
    assert not is_in(again)


def test_guessing_closes_the_door(paper, app):
    other = app.test_client()
    sign_in(other, "hasan")
    wrong = [other.post(WAY, data={"code": f"{paper[0][:2]}22-2222-2222"}).status_code for _ in range(5)]
    assert wrong == [401] * 5
    assert other.post(WAY, data={"code": paper[0]}).status_code == 429
    assert not is_in(other)


def test_without_the_password_before_there_is_no_such_page(paper, app):
    assert app.test_client().post(WAY, data={"code": paper[0]}).location == "/staff/sign-in"


def test_a_new_set_needs_the_password_and_the_telephone_or_paper_and_ends_the_old_one(paper, app, client):
    sets = "/staff/account/recovery-codes"
    assert CODE.findall(client.post(sets, data={"password": "ผิดผิดผิดผิด", "old": paper[9]}).text) == []
    assert CODE.findall(client.post(sets, data={"password": PASSWORD, "old": "000000"}).text) == []
    page = client.post(sets, data={"password": PASSWORD, "old": paper[9]})
    new = CODE.findall(page.text)
    assert len(new) == 10
    assert enters(app, paper[0])[1].status_code == 401
    assert enters(app, new[0])[1].location == "/staff/queue"


def test_turned_off_the_codes_are_gone(paper, client):
    client.post("/staff/account/second-step/off", data={"password": PASSWORD, "old": paper[0]})
    assert recovery_codes.left(person("hasan")) == 0


def test_who_has_lost_both_is_told_whom_to_ask(paper, app):
    other = app.test_client()
    sign_in(other, "hasan")
    page = other.get(WAY).text
    assert "ผู้ดูแลระบบอีกคน" in page
    assert "rescue" in page
