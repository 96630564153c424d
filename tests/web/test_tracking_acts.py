"""What residents do on their page: answer, write, judge, ask again, take back; pressed twice it is done once."""

import pytest

from app.domain.workflow import Kind, Outcome, Phase, Role, Status
from app.extensions import db
from app.models import EitCampaign, EitInvitation
from app.services import duties, tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests.factories import make_office, make_staff, open_complaint, unit
from tests.residents import Resident, photo


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


@pytest.fixture
def officer(resident, clock):
    return Actor.staff(make_staff("malee", Role.OFFICER, Role.INTAKE, now=clock(), unit=unit("กองช่าง")))


@pytest.fixture
def ticket(officer, clock):
    found = open_complaint(clock())
    tickets.take_step(found, "accept", StepInput(), by=officer, now=clock())
    return found


@pytest.fixture
def asked(ticket, officer, clock):
    tickets.take_step(ticket, "ask", StepInput(message="หลุมอยู่ฝั่งไหน"), by=officer, now=clock())
    return ticket


@pytest.fixture
def answered(ticket, officer, clock):
    given = StepInput(outcome=Outcome.SOLVED, message="กลบหลุมแล้ว")
    tickets.take_step(ticket, "answer", given, by=officer, now=clock())
    return ticket


def at(resident: Resident, ticket) -> Resident:
    return resident.opens(f"/t/{ticket.token}")


def kinds(ticket) -> list[Kind]:
    db.session.rollback()
    return [event.kind for event in ticket.events]


def test_a_question_is_answered_with_words_and_a_photo(resident, asked):
    at(resident, asked).reads("รอคำตอบจากคุณ", "หลุมอยู่ฝั่งไหน", "เราหยุดนับวันไว้", "ภายในวันอังคารที่ 17 พฤศจิกายน")
    resident.types(words="ฝั่งร้านน้ำชา", photos=photo()).presses("ส่งคำตอบ").reads("ได้รับข้อความของคุณแล้ว", "ฝั่งร้านน้ำชา")
    assert asked.status is Status.IN_PROGRESS
    assert asked.events[-1].attachments[0].name == "หลุม.jpg"
    assert resident.tree.find(".//img") is not None


def test_an_answer_pressed_twice_is_one(resident, asked):
    for _press in range(2):
        sent = resident.client.post(f"/t/{asked.token}/say", data={"words": "ฝั่งร้านน้ำชา"})
        assert sent.status_code == 303
    assert kinds(asked).count(Kind.REPLIED) == 1
    assert Kind.MESSAGED not in kinds(asked)


def test_an_empty_answer_and_a_broken_photo_are_said_beside_the_field(resident, asked):
    at(resident, asked).presses("ส่งคำตอบ", status=422)
    assert resident.errors == {"words": "เขียนข้อความ หรือแนบรูป"}
    broken, name = photo("โปรแกรม.exe")
    broken.truncate(10)
    resident.types(words="ฝั่งนี้", photos=(broken, name)).presses("ส่งคำตอบ", status=422).finds_typed(words="ฝั่งนี้")
    assert list(resident.errors) == ["photos"]
    assert asked.phase is Phase.THEIRS


def test_a_photo_alone_is_an_answer(resident, asked):
    at(resident, asked).types(photos=photo()).presses("ส่งคำตอบ").reads("ส่งรูปถ่าย")
    assert asked.phase is Phase.OURS


def test_writing_more_while_the_case_is_open_and_not_after(resident, ticket, officer, clock):
    at(resident, ticket).types(words="มีหลุมเพิ่มอีกหนึ่ง").presses("ส่งข้อความ").reads("คุณบอกเรา", "มีหลุมเพิ่มอีกหนึ่ง")
    given = StepInput(outcome=Outcome.SOLVED, message="กลบแล้ว")
    tickets.take_step(ticket, "answer", given, by=officer, now=clock())
    at(resident, ticket).sees_no("ส่งข้อความ")
    late = resident.client.post(f"/t/{ticket.token}/say", data={"words": "ยังอยู่ไหม"})
    assert late.status_code == 409
    assert "แจ้งเป็นเรื่องใหม่ได้" in late.text


def test_solved_closes_the_case(resident, answered):
    at(resident, answered).reads("เรื่องนี้แก้ได้จริงไหม", "วันอังคารที่ 17 พฤศจิกายน").types(solved="yes", why="ขอบคุณช่าง")
    resident.presses("ส่งความเห็น").reads("เรายุติเรื่องแล้ว", "คุณบอกว่าเรียบร้อยแล้ว").sees_no("ส่งความเห็น")
    assert (answered.status, answered.solved) == (Status.CLOSED, True)
    assert next(e for e in answered.events if e.kind is Kind.RATED).message.text == "ขอบคุณช่าง"


def test_a_verdict_needs_a_choice_and_keeps_the_words(resident, answered):
    at(resident, answered).types(why="ยังมีอีกหลุม").presses("ส่งความเห็น", status=422).finds_typed(why="ยังมีอีกหลุม")
    assert list(resident.errors) == ["solved"]


def test_not_solved_opens_the_case_once_more(resident, answered, officer, clock):
    at(resident, answered).types(solved="no", why="ยังมีอีกหลุม").presses("ส่งความเห็น").reads(
        "คุณขอให้เปิดเรื่องอีกครั้ง", "ยังมีอีกหลุม"
    )
    assert (answered.status, answered.solved) == (Status.IN_PROGRESS, None)
    given = StepInput(outcome=Outcome.SOLVED, message="กลบหมดแล้ว")
    clock.advance(days=1)
    tickets.take_step(answered, "answer", given, by=officer, now=clock())
    at(resident, answered).reads("เรื่องนี้เปิดอีกไม่ได้แล้ว").types(solved="no", why="ก็ยังมี").presses("ส่งความเห็น")
    resident.reads("คุณบอกว่ายังไม่หาย เราจดไว้แล้ว")
    assert (answered.status, answered.solved) == (Status.ANSWERED, False)
    assert answered.events[-1].message.text == "ก็ยังมี"


@pytest.mark.parametrize("verdict", ["yes", "no"])
def test_a_verdict_pressed_twice_is_one(resident, answered, verdict):
    for _press in range(2):
        sent = resident.client.post(f"/t/{answered.token}/verdict", data={"solved": verdict})
        assert sent.status_code == 303
    assert kinds(answered).count(Kind.RATED) == 1


def test_after_fifteen_days_nobody_is_asked_any_more(resident, answered, clock):
    clock.advance(days=15)
    at(resident, answered).reads("เรื่องนี้แก้ได้จริงไหม")
    clock.advance(days=1)
    duties.close_answered(clock())
    at(resident, answered).sees_no("เรื่องนี้แก้ได้จริงไหม")
    late = resident.client.post(f"/t/{answered.token}/verdict", data={"solved": "no"})
    assert late.status_code == 409
    assert answered.status is Status.CLOSED


def test_an_answer_that_solves_nothing_can_be_thought_over_once(resident, ticket, officer, clock):
    given = StepInput(agency="แขวงทางหลวงปัตตานี", message="ถนนสายนี้เป็นของแขวงทางหลวง")
    tickets.take_step(ticket, "refer", given, by=officer, now=clock())
    at(resident, ticket).reads("เราส่งเรื่องต่อให้แขวงทางหลวงปัตตานี", "ขอให้ทบทวน").sees_no("เรื่องนี้แก้ได้จริงไหม")
    resident.presses("ขอให้ทบทวน", status=422)
    assert list(resident.errors) == ["reason"]
    resident.types(reason="ถนนนี้ อบต. สร้างเอง").presses("ขอให้ทบทวน").reads("เราเปิดเรื่องของคุณอีกครั้งแล้ว")
    assert ticket.phase is Phase.OURS
    assert ticket.resident_reopened


def test_taking_back_asks_first_and_is_done_once(resident, ticket):
    at(resident, ticket).follows("ถอนเรื่อง").reads("ถอนเรื่องนี้ใช่ไหม")
    assert ticket.phase is Phase.OURS
    resident.presses("ถอนเรื่อง").reads("ถอนเรื่องแล้ว", "คุณถอนเรื่องแล้ว").sees_no("ขอให้ทบทวน", "ส่งข้อความ")
    assert resident.client.post(f"/t/{ticket.token}/withdraw", data={}).status_code == 303
    assert (ticket.outcome, kinds(ticket).count(Kind.WITHDRAWN)) == (Outcome.WITHDRAWN, 1)


def test_a_finished_case_cannot_be_taken_back(resident, answered):
    sent = resident.client.post(f"/t/{answered.token}/withdraw", data={})
    assert sent.status_code == 409
    assert answered.outcome is Outcome.SOLVED


def test_an_old_token_costs_one_more_press(app, resident, asked):
    app.config["WTF_CSRF_ENABLED"] = True
    at(resident, asked).types(words="ฝั่งร้านน้ำชา", csrf_token="old").presses("ส่งคำตอบ", status=422)
    resident.reads("หน้านี้เปิดไว้นานเกินไป").finds_typed(words="ฝั่งร้านน้ำชา").presses("ส่งคำตอบ").reads("ได้รับข้อความ")


def test_the_survey_is_offered_on_a_finished_case(resident, answered, ticket, clock):
    day = clock().date()
    with transaction():
        db.session.add(EitCampaign(fiscal_year=2570, address="https://example.go.th/eit", opens_on=day, closes_on=day))
    at(resident, answered).reads("แบบวัด EIT")
    assert [row.place for row in db.session.query(EitInvitation)] == ["tracking"]
