"""Secrets of telephones lie sealed in the database, go on from before, and say so when SECRET_KEY is another one."""

from datetime import timedelta

import pyotp
import pytest
from flask_babel import force_locale

from app.domain.workflow import Role
from app.extensions import db
from app.models import Staff
from app.services import authenticators, doctor, duties, recovery_codes, second_step
from app.services.doctor import Grade
from app.services.transaction import transaction
from tests.factories import PASSWORD, make_office, make_staff
from tests.web.entrance import code_at, person, sign_in, with_second_step


@pytest.fixture
def secret(app, clock):
    make_office(clock())
    return with_second_step("hasan", Role.ADMINISTRATOR, now=clock())


def kept():
    return db.session.query(Staff.totp_secret).filter_by(username="hasan").scalar()


def about_telephones(now):
    with force_locale("th"):
        return {finding.about: finding for finding in doctor.look(now)}["โทรศัพท์ที่ยืนยันตัวตน"]


def test_a_copy_of_the_database_makes_no_digits(secret):
    assert secret not in kept()
    assert kept().startswith("sealed:")
    assert authenticators.secret(person("hasan")) == secret


def test_one_persons_row_is_nothing_in_anothers(secret, clock):
    with transaction():
        make_staff("suda", Role.ADMINISTRATOR, now=clock()).totp_secret = kept()
    assert authenticators.secret(person("suda")) is None
    assert not second_step.passed(person("suda"), code_at(secret, clock()), now=clock())


def test_a_telephone_from_before_goes_on_in_both_versions_for_a_day_and_is_sealed_then(app, clock):
    make_office(clock())
    old = pyotp.random_base32()
    with transaction():
        make_staff("hasan", Role.ADMINISTRATOR, now=clock()).totp_secret = old
    for wait in (timedelta(), timedelta(hours=12), timedelta(hours=11, minutes=59)):
        clock.advance(seconds=wait.total_seconds())
        duties.round_of_duties(clock)
        assert kept() == old, "machines of the version before still reckon with it"
        assert second_step.passed(person("hasan"), code_at(old, clock()), now=clock())
    clock.advance(minutes=1)
    duties.round_of_duties(clock)
    assert old not in kept()
    assert second_step.passed(person("hasan"), code_at(old, clock()), now=clock())
    assert authenticators.seal_old() == 0


def test_under_another_key_the_doctor_and_the_page_say_what_to_do(secret, app, clock, client):
    assert about_telephones(clock()).grade is Grade.GOOD
    paper = recovery_codes.renew(person("hasan"), now=clock())
    app.config["SECRET_KEY"] = "another machine's own secret, made there"
    told = about_telephones(clock())
    assert told.grade is Grade.BAD
    assert "hasan" in told.found
    assert "rescue" in told.mend
    sign_in(client, "hasan")
    assert "รหัสจากแอปใช้ไม่ได้แล้ว" in client.get("/staff/second-step").text
    assert client.post("/staff/second-step", data={"code": code_at(secret, clock())}).status_code == 401
    assert client.post("/staff/second-step/recovery", data={"code": paper[0]}).status_code == 302
    client.get("/staff/account/second-step")
    with client.session_transaction() as session:
        new = session["new_secret"]
    fields = {"code": code_at(new, clock()), "old": paper[1], "password": PASSWORD}
    client.post("/staff/account/second-step", data=fields)
    assert about_telephones(clock()).grade is Grade.GOOD
