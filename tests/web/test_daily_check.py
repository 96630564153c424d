"""The morning's and the afternoon's check: every count has its list, one press writes it down, nobody sees too much."""

import re

from app.domain.workflow import Role
from app.extensions import db
from app.models import DailyCheck, OutboxMail
from app.services import public_words, questions, tickets
from app.services.actors import RESIDENT
from app.services.steps import StepInput
from tests.factories import actor, open_complaint, unit
from tests.officers import MANAGEMENT, Officer, current, groups, hired, listed, words

LINES = re.compile(r'<li>(?:<a href="([^"]+)"><span>|<p>.*?<span class="soft">)([^<]+)</span> <b>(\d+)</b>', re.DOTALL)


def lines(page):
    """What waits behind each line, and where."""
    return {name: (int(number), url) for url, name, number in LINES.findall(page)}


def ask_and_reply(clock, case):
    tickets.take_step(current(case), "ask", StepInput(message="ที่ไหน"), by=actor(Role.INTAKE), now=clock())
    tickets.take_step(current(case), "reply", StepInput(message="หน้าตลาด"), by=RESIDENT, now=clock())


def test_each_line_has_the_count_of_its_list(clock, nurida):
    old = open_complaint(clock())
    clock.advance(minutes=1)
    fresh, wrote, answered = (open_complaint(clock()) for _ in range(3))
    tickets.write(current(wrote), "ยังไม่มีใครมา", public=True, by=RESIDENT, now=clock())
    ask_and_reply(clock, answered)
    questions.ask("เปิดวันเสาร์ไหม", key="k" * 32, place="here", now=clock())
    found = lines(nurida.opens("/staff/check"))
    count, url = found["เรื่องใหม่ ยังไม่มีใครรับไว้ดำเนินการ"]
    assert count == sum(groups(nurida.opens(url)).values()) == 3
    count, url = found["ผู้ร้องตอบคำถามแล้ว ยังไม่มีใครอ่าน"]
    assert (count, listed(nurida.opens(url))) == (1, [answered.reference])
    count, url = found["ผู้ร้องเขียนมาหรือบอกว่ายังไม่หาย ยังไม่มีใครอ่าน"]
    assert (count, listed(nurida.opens(url))) == (1, [wrote.reference])
    assert found["คำถามจากประชาชนที่รอตอบ"] == (1, "/staff/publishing/questions/")
    assert {old.reference, fresh.reference} <= set(listed(nurida.opens("/staff/queue?status=received")))


def test_what_somebody_read_or_acted_on_waits_no_longer(clock, nurida, anan):
    read, acted = open_complaint(clock()), open_complaint(clock())
    for case in (read, acted):
        tickets.write(current(case), "ยังไม่มีใครมา", public=True, by=RESIDENT, now=clock())
    name = "ผู้ร้องเขียนมาหรือบอกว่ายังไม่หาย ยังไม่มีใครอ่าน"
    assert lines(nurida.opens("/staff/check"))[name][0] == 2
    clock.advance(minutes=1)
    anan.case(read)
    tickets.take_step(current(acted), "accept", StepInput(), by=actor(Role.INTAKE), now=clock())
    assert lines(nurida.opens("/staff/check"))[name][0] == 0
    clock.advance(minutes=1)
    tickets.write(current(read), "มาหรือยัง", public=True, by=RESIDENT, now=clock())
    assert lines(nurida.opens("/staff/check"))[name][0] == 1


def test_a_case_due_today_is_counted_and_found(clock, nurida):
    case = open_complaint(clock())
    clock.set(clock().replace(day=current(case).due_on.day, month=current(case).due_on.month))
    count, url = lines(nurida.opens("/staff/check"))["ครบกำหนดวันนี้"]
    assert (count, listed(nurida.opens(url))) == (1, [case.reference])


def test_a_letter_that_does_not_leave_is_shown_with_its_case(clock, nurida):
    case = open_complaint(clock(), email="a@example.org")
    name = "เรื่องที่จดหมายถึงผู้ร้องยังส่งไม่ออก"
    assert lines(nurida.opens("/staff/check"))[name][0] == 0
    db.session.query(OutboxMail).update({"attempts": 2, "last_error": "SMTPRecipientsRefused"})
    db.session.commit()
    count, url = lines(nurida.opens("/staff/check"))[name]
    assert (count, listed(nurida.opens(url))) == (1, [case.reference])


def test_words_for_neighbours_wait_until_an_officer_has_read_them(clock, nurida):
    case, name = open_complaint(clock()), "ข้อความที่ผู้ร้องให้เพื่อนบ้านอ่าน รอเจ้าหน้าที่อ่านก่อน"
    public_words.offer(case, "ไฟดับสามดวง", now=clock())
    db.session.commit()
    count, url = lines(nurida.opens("/staff/check"))[name]
    assert (count, case.reference in nurida.opens(url)) == (1, True)
    nurida.sends(f"/staff/tickets/{case.latin}/public-words", **{"pass": "1"})
    assert lines(nurida.opens("/staff/check"))[name][0] == 0


def test_one_press_writes_down_who_checked_and_what_was_left(clock, nurida):
    open_complaint(clock())
    page = nurida.opens("/staff/check")
    assert "ตรวจแล้ว รอบเช้า" in words(page)
    assert nurida.sends("/staff/check", papers="๓").status_code == 302
    row = db.session.query(DailyCheck).one()
    assert (row.half, row.at, row.left["new"], row.left["papers"]) == ("morning", clock(), 1, 3)
    after = words(nurida.opens("/staff/check"))
    assert "รอบเช้า ตรวจแล้ว คุณnurida 09.00 น." in after
    assert "ตรวจแล้ว 1 จาก 1 ครั้งที่ต้องตรวจ" in after
    assert "เดือนนี้" not in after, "one span of days on one page"
    assert "เหลือให้ดู" not in after, "it was looked at"
    assert "ดูแล้ว ยังรอคนทำ 1 รายการ" in after


def test_a_half_is_checked_once_and_the_first_one_stands(app, clock, nurida):
    nurida.sends("/staff/check", papers="0")
    clock.advance(minutes=30)
    palad = Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock()))
    assert palad.sends("/staff/check", papers="5").status_code == 302
    assert db.session.query(DailyCheck).one().staff.username == "nurida"
    clock.advance(hours=4)
    palad.sends("/staff/check", papers="5")
    assert [row.half for row in db.session.query(DailyCheck).order_by(DailyCheck.id)] == ["morning", "afternoon"]


def test_the_papers_are_counted_not_passed_over(clock, nurida):
    refused = nurida.sends("/staff/check", papers="")
    assert refused.status_code == 422
    assert "นับใบในตะกร้าแล้วใส่จำนวน ไม่มีใส่ 0" in words(refused.text)
    assert db.session.query(DailyCheck).count() == 0


def test_on_a_closed_day_nothing_is_asked(clock, nurida):
    clock.advance(days=5)
    page = nurida.opens("/staff/check")
    assert "วันนี้สำนักงานปิด ไม่ต้องตรวจ" in words(page)
    assert "papers" not in page
    assert nurida.sends("/staff/check", papers="0").status_code == 409
    assert db.session.query(DailyCheck).count() == 0


def test_an_officer_sees_the_cases_of_their_unit_and_cannot_check_for_all(clock, nurida, anan):
    mine, other = open_complaint(clock()), open_complaint(clock())
    tickets.take_step(current(mine), "assign", StepInput(unit=unit("กองช่าง")), by=actor(Role.INTAKE), now=clock())
    tickets.take_step(current(other), "assign", StepInput(unit=unit("กองคลัง")), by=actor(Role.INTAKE), now=clock())
    page = anan.opens("/staff/check")
    assert lines(page)["เรื่องใหม่ ยังไม่มีใครรับไว้ดำเนินการ"][0] == 1
    assert "ตัวเลขนี้นับเฉพาะเรื่องของหน่วยคุณ" in words(page)
    assert anan.sends("/staff/check", papers="0").status_code == 409
    assert db.session.query(DailyCheck).count() == 0


def test_who_may_check_is_reminded_when_it_is_late(clock, nurida, anan):
    said = "วันนี้ยังไม่ได้ตรวจช่องทางรับเรื่องรอบเช้า"
    assert said not in words(nurida.opens("/staff/queue"))
    clock.advance(hours=1)
    assert said in words(nurida.opens("/staff/queue"))
    assert said not in words(anan.opens("/staff/queue"))
    nurida.sends("/staff/check", papers="0")
    assert said not in words(nurida.opens("/staff/queue"))


def test_a_half_that_nobody_checked_is_said_and_never_made_good_later(clock, nurida):
    nurida.sends("/staff/check", papers="0")
    clock.advance(days=1, hours=4)
    nurida.sends("/staff/check", papers="1")
    page = words(nurida.opens("/staff/check"))
    assert "ตรวจแล้ว 2 จาก 4 ครั้งที่ต้องตรวจ" in page
    rows = nurida.opens("/staff/check.csv").splitlines()
    morning = next(row for row in rows if row.startswith("2026-11-03,รอบเช้า"))
    assert "ไม่ได้ตรวจ" in morning
    assert any(row.startswith("2026-11-02,รอบเช้า,09.00") and "คุณnurida" in row for row in rows)


def test_the_check_knows_nothing_of_the_corruption_channel(clock, nurida):
    clock.advance(minutes=1)
    page = nurida.opens("/staff/check")
    assert "ทุจริต" not in words(page).split("ข้อความภาษาไทยเป็นฉบับทางการ")[0].split("ข้อมูลเปิดเผย")[0]


def test_management_reads_how_many_were_made(app, clock, nurida):
    nurida.sends("/staff/check", papers="0")
    clock.advance(days=1, hours=7)
    palad = Officer(app.test_client(), hired("palad", MANAGEMENT, now=clock()))
    page = palad.opens("/management/")
    assert "ตรวจครบ 1 จาก 4 ครั้งในเดือนนี้" in words(page)
    assert 'href="/staff/check"' in page


def test_nothing_is_counted_before_the_first_check(clock, nurida):
    clock.advance(days=1)
    page = words(nurida.opens("/staff/check"))
    assert "ยังไม่เคยบันทึกการตรวจ" in page
