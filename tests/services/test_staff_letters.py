"""Letters to the office's own people: as each of them chose, and somebody always reads what is overdue."""

import re

import pytest

from app.domain.letters import Letter
from app.domain.workflow import Role
from app.extensions import db
from app.models import OutboxMail
from app.services import chain, digest, staff_letters, tickets
from app.services.actors import RESIDENT, Actor
from app.services.administration.changes import Wrong
from app.services.steps import StepInput
from tests.factories import actor, make_office, make_staff, open_complaint, unit


@pytest.fixture
def office(app, clock):
    app.config["MAIL_SERVER"] = "mail.invalid"
    return make_office(clock())


@pytest.fixture
def nurida(office, clock):
    return make_staff("nurida", Role.INTAKE, now=clock(), email="nurida@example.org", unit=unit("สำนักปลัด"))


@pytest.fixture
def palad(office, clock):
    return make_staff("palad", Role.MANAGEMENT, now=clock(), email="palad@example.org")


@pytest.fixture
def anan(office, clock):
    return make_staff("anan", Role.OFFICER, now=clock(), email="anan@example.org", unit=unit("กองช่าง"))


def choose(member, clock, *wanted):
    staff_letters.choose(member, wanted, by=Actor.staff(member), now=clock())


def letters(recipient):
    """What waits for somebody: subjects and bodies."""
    found = db.session.query(OutboxMail).filter_by(recipient=recipient).order_by(OutboxMail.id)
    return [(mail.subject, mail.body) for mail in found]


def late_and_new(clock):
    """A case that is late and one of today, on a working morning."""
    late = open_complaint(clock())
    clock.advance(days=35)
    return late, open_complaint(clock())


def test_who_chose_nothing_gets_the_morning_as_before(nurida, clock):
    late, new = late_and_new(clock)
    digest.write(clock())
    ((subject, body),) = letters("nurida@example.org")
    assert subject == "คิวงานวันนี้"
    assert late.reference in body
    assert new.reference in body


def test_each_part_of_the_morning_can_be_left_out(nurida, palad, clock):
    late, new = late_and_new(clock)
    choose(nurida, clock, Letter.NEW)
    digest.write(clock())
    ((_, body),) = letters("nurida@example.org")
    assert new.reference in body
    assert "เกินกำหนด" not in body
    assert late.reference in letters("palad@example.org")[0][1]


def test_the_last_one_cannot_turn_off_what_is_overdue(nurida, palad, anan, clock):
    choose(nurida, clock)
    with pytest.raises(Wrong):
        choose(palad, clock, Letter.NEW)
    assert staff_letters.wants(palad, Letter.OVERDUE)
    choose(anan, clock)
    assert not staff_letters.wants(anan, Letter.OVERDUE)


def test_where_nobody_is_left_who_keeps_it_all_of_them_read_it(nurida, palad, clock):
    choose(nurida, clock)
    palad.active = False
    db.session.commit()
    late, _new = late_and_new(clock)
    digest.write(clock())
    assert late.reference in letters("nurida@example.org")[0][1]


def test_an_officer_hears_at_once_only_when_they_asked_for_it(nurida, anan, clock):
    case = open_complaint(clock())
    step = StepInput(unit=unit("กองช่าง"), officer=anan)
    tickets.take_step(case, "assign", step, by=Actor.staff(nurida), now=clock())
    tickets.write(case, "ยังไม่มีใครมา ผมชื่อสมพร", public=True, by=RESIDENT, now=clock())
    assert letters("anan@example.org") == []
    choose(anan, clock, *Letter)
    tickets.take_step(case, "assign", step, by=Actor.staff(nurida), now=clock())
    tickets.write(case, "ยังไม่มีใครมา ผมชื่อสมพร", public=True, by=RESIDENT, now=clock())
    tickets.take_step(case, "ask", StepInput(message="ที่ไหน"), by=Actor.staff(anan), now=clock())
    tickets.take_step(case, "reply", StepInput(message="หน้าตลาด"), by=RESIDENT, now=clock())
    found = letters("anan@example.org")
    assert [subject for subject, _ in found] == ["มีเรื่องมอบหมายให้คุณ", "ผู้ร้องเขียนมา", "ผู้ร้องเขียนมา"]
    assert all(case.reference in body and "สมพร" not in body and "ตลาด" not in body for _, body in found)


def test_what_one_did_oneself_and_the_offices_own_words_are_no_news(anan, clock):
    choose(anan, clock, *Letter)
    case = open_complaint(clock())
    tickets.take_step(case, "assign", StepInput(unit=unit("กองช่าง"), officer=anan), by=Actor.staff(anan), now=clock())
    tickets.write(case, "เราจะไปดู", public=True, by=actor(Role.INTAKE), now=clock())
    assert letters("anan@example.org") == []


def test_residents_letters_do_not_change_with_what_staff_chose(nurida, palad, anan, clock):
    for member in (nurida, anan):
        choose(member, clock)
    case = open_complaint(clock(), email="a@example.org")
    tickets.write(case, "เราจะไปดู", public=True, by=actor(Role.INTAKE), now=clock())
    assert len(letters("a@example.org")) == 2


def test_the_management_letter_carries_how_the_log_ended(app, palad, nurida, clock):
    late_and_new(clock)
    digest.write(clock())
    ((_, body),) = letters("palad@example.org")
    told = re.search(r"flask chain verify --head (\d+) ([0-9a-f]{64})", body)
    assert "flask chain verify" not in letters("nurida@example.org")[0][1]
    open_complaint(clock(), story="เรื่องของวันถัดไป")
    assert chain.passes(int(told[1]), told[2])
    run = app.test_cli_runner().invoke(args=["chain", "verify", "--head", told[1], "0" * 64])
    assert (run.exit_code, "is not the one that was written down" in run.output) == (1, True)
