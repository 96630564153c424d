"""The page on which somebody chooses their letters."""

from app.extensions import db
from app.models import Staff
from tests.officers import OFFICER, Officer, hired, words


def kept(officer):
    db.session.rollback()
    return db.session.get(Staff, officer.staff_id).letters


def test_only_what_comes_to_this_person_is_offered(app, clock, nurida):
    page = nurida.opens("/staff/account/letters")
    assert "เรื่องเกินกำหนด" in words(page)
    assert "มีเรื่องมอบหมายให้ฉัน" not in words(page)
    assert "มาตรการที่ยังไม่มีหลักฐานของเดือน" not in words(page)
    assert page.count(" checked") == 3
    anan = Officer(app.test_client(), hired("anan", OFFICER, now=clock(), unit="กองช่าง"))
    assert "มีเรื่องมอบหมายให้ฉัน" in words(anan.opens("/staff/account/letters"))


def test_what_was_chosen_is_kept_and_shown(nurida):
    assert nurida.sends("/staff/account/letters", wanted=["overdue"]).status_code == 302
    assert kept(nurida) == {"overdue": True, "new": False, "questions": False}
    assert nurida.opens("/staff/account/letters").count(" checked") == 1


def test_a_letter_that_does_not_come_to_this_person_cannot_be_chosen(nurida):
    assert nurida.sends("/staff/account/letters", wanted=["evidence"]).status_code == 200
    assert kept(nurida) == {}


def test_the_last_reader_of_what_is_overdue_is_told_why_they_stay(nurida):
    db.session.get(Staff, nurida.staff_id).email = "nurida@example.org"
    db.session.commit()
    refused = nurida.sends("/staff/account/letters", wanted=["new"])
    assert "คุณเป็นคนสุดท้ายในผู้รับเรื่องและผู้บริหารที่ได้รายการเรื่องเกินกำหนด" in words(refused.text)
    assert 'aria-describedby="e-wanted' in refused.text
    assert kept(nurida) == {}


def test_an_account_without_an_address_says_so(nurida):
    assert "บัญชีนี้ยังไม่มีอีเมล" in words(nurida.opens("/staff/account/letters"))
