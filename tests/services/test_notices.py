"""Residents who gave an address hear of what they wait for, in their language, with number, link and date."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.domain.references import tracking_code
from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import OutboxMail
from app.services import duties, residents, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests.factories import make_office, make_staff, open_complaint, open_water

MAIL = "wanna@example.org"


@pytest.fixture
def office(app, clock):
    return make_office(clock())


@pytest.fixture
def officer(office, clock):
    return Actor.staff(make_staff("anan", Role.OFFICER, Role.INTAKE, now=clock()))


@pytest.fixture
def manager(office, clock):
    return Actor.staff(make_staff("nayok", Role.MANAGEMENT, now=clock()))


def letters():
    db.session.rollback()
    return db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


def step(ticket, action, by, clock, **given):
    tickets.take_step(ticket, action, StepInput(**given), by=by, now=clock())


def last():
    return letters()[-1].body


def test_the_receipt_names_number_code_promised_day_and_link(app, office, clock):
    ticket = open_complaint(clock(), email=MAIL)
    (letter,) = letters()
    assert letter.recipient == MAIL
    assert ticket.reference in letter.subject
    assert letter.body.split("\n\n") == [
        f"เรารับเรื่องของคุณแล้ว เลขที่รับเรื่อง {ticket.reference}",
        "เราจะแจ้งผลภายในวันพุธที่ 11 พฤศจิกายน 2569",
        f"รหัสติดตาม {tracking_code(ticket.token)}",
        f"ดูเรื่องและตอบเราได้ที่ http://localhost:8000/t/{ticket.token}",
        "องค์การบริหารส่วนตำบลทดสอบ โทร. 073000100",
    ]


def test_in_english_too(office, clock):
    ticket = open_complaint(clock(), email=MAIL, language="en")
    assert letters()[0].subject == f"Case {ticket.reference} (CP-2570-0001)"
    assert "We will tell you the result by Wednesday 11 November 2026." in last()
    assert last().endswith("Thotsop SAO Tel. 073000100")


def test_question_and_answer(office, officer, clock):
    ticket = open_complaint(clock(), email=MAIL)
    step(ticket, "accept", officer, clock)
    assert len(letters()) == 1  # that somebody looked at it is no news
    step(ticket, "ask", officer, clock, message="ตรงไหนของซอย")
    assert "เรามีคำถามถึงคุณ" in last()
    assert "ตรงไหนของซอย" in last()
    assert "ตอบเราภายในวันอังคารที่ 17 พฤศจิกายน 2569" in last()
    residents.say(ticket, "หน้าร้านน้ำชา", (), now=clock())
    assert len(letters()) == 2  # nobody is told what they said themselves
    step(ticket, "answer", officer, clock, outcome=Outcome.SOLVED, message="เรากลบหลุมแล้ว")
    assert "เราตอบเรื่องของคุณแล้ว" in last()
    assert "เรากลบหลุมแล้ว" in last()
    assert f"/t/{ticket.token}" in last()


def test_a_delay_names_the_new_day(office, officer, clock):
    ticket = open_complaint(clock(), email=MAIL)
    step(ticket, "extend", officer, clock, message="รอหลอดไฟ", new_date=date(2026, 11, 20))
    assert "เราคาดว่าจะเสร็จวันศุกร์ที่ 20 พฤศจิกายน 2569" in last()


def test_the_day_of_the_water_truck(office, officer, manager, clock):
    ticket = open_water(clock(), email=MAIL)
    step(ticket, "check", officer, clock, opinion="ขาดแคลนจริง")
    step(ticket, "approve", manager, clock)
    step(ticket, "schedule", officer, clock, delivery_date=date(2026, 11, 4))
    assert "รถน้ำจะไปถึงวันพุธที่ 4 พฤศจิกายน 2569" in last()
    assert "ขาดแคลนจริง" not in "".join(letter.body for letter in letters())


def test_the_closing_that_comes_by_itself_is_told(office, officer, clock):
    ticket = open_complaint(clock(), email=MAIL)
    step(ticket, "accept", officer, clock)
    step(ticket, "answer", officer, clock, outcome=Outcome.SOLVED, message="เสร็จแล้ว")
    clock.advance(days=16)
    assert duties.close_answered(clock()) == 1
    assert "เรายุติเรื่องของคุณแล้ว" in last()


def test_what_residents_do_themselves_brings_no_letter(office, officer, clock):
    ticket = open_complaint(clock(), email=MAIL)
    step(ticket, "accept", officer, clock)
    step(ticket, "answer", officer, clock, outcome=Outcome.SOLVED, message="เสร็จแล้ว")
    before = len(letters())
    residents.judge(ticket, solved=False, text="ยังไม่เสร็จ", now=clock() + timedelta(hours=1))
    residents.withdraw(ticket, "", now=clock() + timedelta(hours=2))
    assert len(letters()) == before


def test_messages_leave_notes_do_not(office, officer, clock):
    ticket = open_complaint(clock(), email=MAIL)
    tickets.write(ticket, "ช่างจะไปดูพรุ่งนี้", public=True, by=officer, now=clock())
    tickets.write(ticket, "หลอดหมดคลัง", public=False, by=officer, now=clock())
    assert ["ช่างจะไปดูพรุ่งนี้" in letter.body for letter in letters()] == [False, True]
    assert "หลอดหมดคลัง" not in last()


def test_without_an_address_nothing_is_written(office, officer, clock):
    ticket = open_complaint(clock())
    step(ticket, "ask", officer, clock, message="ตรงไหน")
    tickets.write(ticket, "พรุ่งนี้", public=True, by=officer, now=clock())
    assert letters() == []


def test_letters_name_no_officer(office, officer, clock):
    ticket = open_complaint(clock(), email=MAIL)
    step(ticket, "ask", officer, clock, message="ตรงไหน")
    assert "anan" not in "".join(letter.body + letter.subject for letter in letters())
