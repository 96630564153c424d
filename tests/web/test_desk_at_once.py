"""Two people on one case, and requests made by hand: the second is told, nothing is overwritten or lost."""

import pytest

from app.domain.workflow import Outcome, Status
from app.services import tickets
from app.services.actors import RESIDENT
from app.services.steps import StepInput
from tests.factories import open_complaint
from tests.officers import address, current, words


def test_two_officers_at_once_the_second_is_told_and_keeps_the_words(clock, anan, nurida):
    ticket = open_complaint(clock())
    seen = current(ticket).version
    assert nurida.steps(ticket, "accept").status_code == 302
    clock.advance(minutes=1)
    late = anan.steps(ticket, "refer", version=seen, agency="การไฟฟ้า", message="เสานี้เป็นของการไฟฟ้า")
    assert late.status_code == 409
    page = words(late.text)
    assert "มีคนทำเรื่องนี้ไปก่อนแล้ว คุณnurida · รับไว้ดำเนินการ · จันทร์ 2 พ.ย. 2569 09.00 น." in page
    assert "เสานี้เป็นของการไฟฟ้า" in late.text
    assert current(ticket).status is Status.ACCEPTED
    fresh = late.text.split('name="version" value="')[1].split('"')[0]
    again = anan.steps(ticket, "refer", version=fresh, agency="การไฟฟ้า", message="เสานี้เป็นของการไฟฟ้า")
    assert again.status_code == 302
    assert current(ticket).outcome is Outcome.REFERRED


def test_who_comes_too_late_for_the_step_can_copy_the_words(clock, anan, nurida):
    ticket = open_complaint(clock())
    seen = current(ticket).version
    nurida.steps(ticket, "withdraw", reason="ผู้ร้องโทรมาขอถอน")
    late = anan.steps(ticket, "ask", version=seen, message="หลุมอยู่ตรงไหนของซอย")
    assert late.status_code == 409
    assert "readonly" in late.text
    assert "หลุมอยู่ตรงไหนของซอย" in late.text
    assert "คุณnurida · ถอนหรือย้ายเรื่อง" in words(late.text)


def test_a_double_click_takes_a_step_once(clock, anan):
    ticket = open_complaint(clock())
    seen = current(ticket).version
    answers = [anan.steps(ticket, "accept", version=seen).status_code for _press in range(2)]
    assert answers == [302, 409]
    assert len(current(ticket).events) == 2


@pytest.mark.parametrize(
    "action", ["start", "answer", "resume", "close", "reopen", "approve", "reply", "not_accept", "ratify"]
)
def test_an_illegal_step_by_hand_writes_nothing(clock, anan, action):
    ticket = open_complaint(clock())
    answer = anan.steps(ticket, action, message="x", reason="x", outcome="solved", refusal="court")
    assert answer.status_code == (409 if action not in {"approve", "ratify"} else 404)
    assert (len(current(ticket).events), current(ticket).status) == (1, Status.RECEIVED)
    if answer.status_code == 409:
        assert "เรื่องนี้อยู่ในสถานะที่ทำสิ่งนี้ไม่ได้แล้ว" in words(answer.text)
        anan.opens(f"{address(ticket)}/{action}", 409)


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "๑", "9" * 30])
def test_a_version_made_by_hand_is_an_old_one(clock, anan, version):
    ticket = open_complaint(clock())
    assert anan.sends(f"{address(ticket)}/accept", version=version).status_code == 409
    assert len(current(ticket).events) == 1


def test_a_resident_who_answers_meanwhile_is_told_of(clock, anan):
    ticket = open_complaint(clock())
    anan.steps(ticket, "ask", message="หลุมอยู่ตรงไหน")
    seen = current(ticket).version
    tickets.take_step(ticket, "reply", StepInput(message="หน้าบ้าน"), by=RESIDENT, now=clock())
    late = anan.steps(ticket, "resume", version=seen, reason="ไม่ตอบ")
    assert late.status_code == 409
    assert "ผู้ร้อง · ผู้ร้องตอบคำถาม" in words(late.text)
