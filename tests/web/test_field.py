"""The view for the field: cards in the order of a round, a case ended or kept by one small form, nothing typed lost."""

import re

import pytest

from app.domain.workflow import Kind, Outcome, Role, Status
from app.extensions import db
from app.models import AuditEntry, OutboxMail
from app.services import tickets
from app.services.steps import StepInput
from tests import eservices
from tests.factories import actor, open_complaint, open_water, unit
from tests.officers import INTAKE, OFFICER, Officer, current, hired, photo, words

SUBJECTS = re.compile(r"<h3><a href=\"/staff/field/[^\"]+\">([^<]+)</a>")


@pytest.fixture
def suda(app, clock, opened):
    return Officer(app.test_client(), hired("suda", OFFICER, now=clock(), unit="กองช่าง"))


def given_to(officer, clock, **more):
    """A complaint that this officer is to look after."""
    case = open_complaint(clock(), **more)
    step = StepInput(unit=unit("กองช่าง"), officer=officer.member)
    tickets.take_step(case, "assign", step, by=actor(Role.INTAKE), now=clock())
    return case


def at(case):
    return f"/staff/field/{current(case).latin}"


def test_cards_stand_by_village_then_by_urgency(clock, anan):
    given_to(anan, clock, village=4, subject="สี่")
    given_to(anan, clock, village=None, subject="ไม่รู้")
    clock.advance(days=5)
    given_to(anan, clock, village=1, subject="หนึ่งใหม่")
    given_to(anan, clock, village=1, subject="หนึ่งฉุกเฉิน", emergency=True)
    page = anan.opens("/staff/field")
    assert SUBJECTS.findall(page) == ["หนึ่งฉุกเฉิน", "หนึ่งใหม่", "สี่", "ไม่รู้"]
    assert words(page).count("ฉุกเฉิน · แจ้ง") == 1
    assert "ไม่ระบุหมู่" in words(page)


def test_a_card_says_where_whom_to_call_and_what_was_said(clock, anan):
    given_to(anan, clock, phone="0800001111", place="หน้าบ้านเลขที่ 45/2", map_link="https://maps.app.goo.gl/x1",
             story="ถนนเป็นหลุม")  # fmt: skip
    page = anan.opens("/staff/field")
    assert 'href="tel:0800001111"' in page
    assert 'href="https://maps.app.goo.gl/x1"' in page
    assert "หน้าบ้านเลขที่ 45/2" in words(page)
    assert "ถนนเป็นหลุม" in words(page)


def test_mine_and_my_units_and_nobody_elses(clock, anan, suda):
    given_to(anan, clock, subject="ของอานันท์")
    given_to(suda, clock, subject="ของสุดา")
    other = open_complaint(clock(), subject="ของกองคลัง")
    tickets.take_step(other, "assign", StepInput(unit=unit("กองคลัง")), by=actor(Role.INTAKE), now=clock())
    assert SUBJECTS.findall(anan.opens("/staff/field")) == ["ของอานันท์"]
    assert SUBJECTS.findall(anan.opens("/staff/field?whose=unit")) == ["ของอานันท์", "ของสุดา"]
    anan.opens(at(other), 404)


def test_what_waits_for_the_resident_or_is_done_needs_no_way(clock, anan):
    waits, done = given_to(anan, clock), given_to(anan, clock)
    tickets.take_step(current(waits), "ask", StepInput(message="ที่ไหน"), by=anan.actor, now=clock())
    anan.sends(at(done), version=str(current(done).version), act="done", outcome="solved", message="กลบแล้ว")
    assert SUBJECTS.findall(anan.opens("/staff/field")) == []
    assert "ไม่มีเรื่องที่ต้องออกพื้นที่" in words(anan.opens("/staff/field"))


def test_a_case_is_ended_on_the_spot_with_photo_and_outcome(clock, anan):
    case = given_to(anan, clock, email="a@example.org")
    answer = anan.sends(
        at(case), version=str(current(case).version), act="done", outcome="solved", message="กลบหลุมแล้ว",
        photos=photo("หลัง.jpg"),
    )  # fmt: skip
    assert answer.location == "/staff/field"
    done = current(case)
    assert (done.status, done.outcome) == (Status.ANSWERED, Outcome.SOLVED)
    assert [event.kind for event in done.events][-2:] == [Kind.ACCEPTED, Kind.ANSWERED]
    assert [(file.public, file.name) for file in done.attachments] == [(True, "หลัง.jpg")]
    letters = [mail.body for mail in db.session.query(OutboxMail)]
    assert any("กลบหลุมแล้ว" in body for body in letters)
    assert "ตอบผู้ร้องเรื่อง" in words(anan.opens("/staff/field"))


def test_without_an_outcome_nothing_is_lost_and_nothing_happens(clock, anan):
    case = given_to(anan, clock)
    seen = current(case).version
    refused = anan.sends(at(case), version=str(seen), act="done", message="กลบหลุมแล้ว", photos=photo("หลัง.jpg"))
    assert refused.status_code == 422
    assert "เลือกผลการดำเนินการ" in words(refused.text)
    assert "กลบหลุมแล้ว" in refused.text
    assert "เก็บไว้แล้ว: หลัง.jpg" in words(refused.text)
    assert current(case).version == seen
    key = refused.text.split('name="key" value="')[1].split('"')[0]
    anan.sends(at(case), version=str(seen), key=key, act="done", outcome="partly_solved", message="กลบหลุมแล้ว")
    assert current(case).outcome is Outcome.PARTLY_SOLVED
    assert [file.name for file in current(case).attachments] == ["หลัง.jpg"]


def test_what_is_not_finished_is_kept_inside_with_its_photo(clock, anan):
    case = given_to(anan, clock)
    anan.sends(at(case), act="later", message="รอหินคลุก", photos=photo("หลุม.jpg"))
    last = current(case).events[-1]
    assert (last.kind, last.message.public, current(case).status) == (Kind.NOTED, False, Status.RECEIVED)
    assert [file.public for file in current(case).attachments] == [False]


def test_photos_kept_from_a_refused_form_stay_inside_too(clock, anan):
    case = given_to(anan, clock)
    refused = anan.sends(at(case), version="0", act="done", message="รอหินคลุก", photos=photo("หลุม.jpg"))
    key = refused.text.split('name="key" value="')[1].split('"')[0]
    anan.sends(at(case), key=key, act="later", message="รอหินคลุก")
    assert [file.public for file in current(case).attachments] == [False]


def test_progress_is_shown_to_the_resident_only_when_that_was_ticked(clock, anan):
    case = given_to(anan, clock)
    anan.sends(at(case), act="later", message="ลงหินแล้ว พรุ่งนี้ลาดยาง", tell="y", photos=photo())
    last = current(case).events[-1]
    assert (last.kind, last.message.public) == (Kind.MESSAGED, True)
    assert [file.public for file in current(case).attachments] == [True]


def test_neither_words_nor_photo_is_nothing_to_keep(clock, anan):
    case = given_to(anan, clock)
    refused = anan.sends(at(case), act="later", message=" ")
    assert refused.status_code == 422
    assert "เขียนข้อความ หรือแนบรูป" in words(refused.text)


def test_what_a_colleague_did_meanwhile_is_said_and_not_written_over(clock, anan):
    case = given_to(anan, clock)
    seen = current(case).version
    tickets.take_step(current(case), "accept", StepInput(), by=actor(Role.INTAKE), now=clock())
    answer = anan.sends(at(case), version=str(seen), act="done", outcome="solved", message="กลบแล้ว")
    assert answer.status_code == 409
    assert "มีคนทำเรื่องนี้ไปก่อนแล้ว" in words(answer.text)
    assert "กลบแล้ว" in answer.text
    assert current(case).status is Status.ACCEPTED


def test_a_gap_is_not_sent_from_the_field_either(clock, anan):
    case = given_to(anan, clock)
    answer = anan.sends(at(case), version=str(current(case).version), act="done", outcome="solved", message="เพราะ ……")
    assert answer.status_code == 422
    assert current(case).status is Status.RECEIVED


def test_what_cannot_be_ended_here_offers_no_end(app, clock, opened):
    mana = Officer(app.test_client(), hired("mana", OFFICER, INTAKE, now=clock(), unit="งานป้องกันฯ"))
    water, request = open_water(clock()), eservices.ask(eservices.define(clock()), clock())
    for case in (water, request):
        page = mana.opens(at(case))
        assert 'value="done"' not in page
        assert "เปิดหน้าเต็มของเรื่อง" in words(page)
        mana.sends(at(case), act="done", outcome="solved", message="จะปิดให้ได้")
        assert current(case).status is Status.RECEIVED


def test_seeing_a_card_is_reading_the_case(clock, anan):
    case = given_to(anan, clock)
    anan.opens("/staff/field")
    anan.opens("/staff/field")
    lines = db.session.query(AuditEntry).filter_by(action="read_case", subject=current(case).reference)
    assert [line.actor_id for line in lines] == [anan.staff_id]
