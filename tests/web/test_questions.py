"""Questions in public: asked without a name, checked, sent once, followed by a link, answered and shown by the desk."""

import re

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Draft, Question
from app.services import digest, drafts
from tests.factories import make_office
from tests.officers import OFFICER, Officer, hired, words
from tests.residents import Resident
from tests.web.entrance import last_act

DESK = "/staff/publishing/questions/"
ASKED = "ซอยข้างโรงเรียนหมู่ 4 จะมีไฟเมื่อไร"


@pytest.fixture
def desk(app, clock):
    make_office(clock())
    return Officer(app.test_client(), hired("wilai", OFFICER, now=clock(), unit="สำนักปลัด"))


@pytest.fixture
def asker(desk, client):
    return Resident(client)


@pytest.fixture
def asked(asker):
    """The asker's own address of a question that was sent."""
    asker.opens("/questions/").follows("ถามคำถาม").types(text=ASKED).presses("ไปตรวจคำถาม").presses("ส่งคำถาม")
    return asker.address.rstrip("?")


def answers(desk, number=1, button="show", **fields):
    page = desk.opens(f"{DESK}{number}")
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    shown = re.search(r'name="shown_text"[^>]*>\s*([^<]*)<', page)[1]
    given = {"seen": seen, "shown_text": shown, "answer": "ปีหน้า ในแผนงานเคหะและชุมชน", button: "1", **fields}
    return desk.sends(f"{DESK}{number}", **given)


def test_asked_waited_answered_and_read_by_everyone(desk, asker, asked, clock):
    assert re.fullmatch(r"/questions/[\w-]{32}", asked)
    asker.reads("รับคำถามของคุณแล้ว", "รอเจ้าหน้าที่ตอบ", "เก็บลิงก์ของหน้านี้ไว้", ASKED)
    assert asker.answer.headers["Referrer-Policy"] == "no-referrer"
    assert asker.answer.headers["X-Robots-Tag"] == "noindex"
    asker.opens("/questions/").sees_no(ASKED)
    clock.advance(days=2)
    assert "รอตอบ 1 ข้อ" in words(desk.opens("/staff/publishing/"))
    assert "รอมา 2 วัน" in words(desk.opens(DESK))
    assert answers(desk).status_code == 303
    assert last_act().action == "question_answered_and_shown"
    asker.opens("/questions/").reads(ASKED, "ปีหน้า ในแผนงานเคหะและชุมชน", "ตอบเมื่อ 4 พฤศจิกายน 2569")
    asker.opens(asked).reads("เราตอบคำถามของคุณแล้ว", "แสดงให้ทุกคนเห็นแล้ว")
    asker.opens("/questions/?q=ไฟ").reads(ASKED)
    asker.opens("/questions/?q=รถไฟฟ้า").reads("ไม่พบคำถามที่มีคำว่า “รถไฟฟ้า”").sees_no(ASKED)


def test_answered_without_showing_is_for_the_asker_alone(desk, asker, asked):
    answers(desk, button="hide")
    asker.opens(asked).reads("ปีหน้า ในแผนงานเคหะและชุมชน", "คำตอบนี้เห็นเฉพาะคนที่มีลิงก์ของหน้านี้")
    asker.opens("/questions/").sees_no(ASKED)
    answers(desk)
    asker.opens("/questions/").reads(ASKED)


def test_only_the_redacted_words_are_public_and_the_asker_is_told(desk, asker, asked):
    answers(desk, shown_text="ซอยในหมู่ 4 จะมีไฟเมื่อไร")
    asker.opens("/questions/").reads("ซอยในหมู่ 4 จะมีไฟเมื่อไร").sees_no("ข้างโรงเรียน")
    asker.opens("/questions/?q=โรงเรียน").sees_no("ซอยในหมู่ 4")
    asker.opens(asked).reads(ASKED, "เราตัดส่วนที่บอกว่าเป็นใครออกก่อนแสดง", "ซอยในหมู่ 4 จะมีไฟเมื่อไร")


def test_set_aside_with_a_reason_in_the_trail_and_taken_up_again(desk, asker, asked):
    page = desk.opens(f"{DESK}1/aside")
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    answer = desk.sends(f"{DESK}1/aside", seen=seen)
    assert answer.status_code == 422
    assert "เลือกเหตุ" in answer.text
    desk.sends(f"{DESK}1/aside", seen=seen, reason="personal", note="มีชื่อคน")
    assert last_act().data == {"reason": "personal", "note": "มีชื่อคน"}
    asker.opens(asked).reads("ไม่ได้นำขึ้นหน้าเว็บ", "แจ้งความเดือดร้อน").sees_no("มีชื่อคน")
    assert ASKED in desk.opens(f"{DESK}?view=aside")
    answers(desk)
    asker.opens("/questions/").reads(ASKED)


def test_two_officers_at_once_lose_no_words(desk, asked):
    answers(desk, answer="คำตอบของคนแรก")
    answer = desk.sends(f"{DESK}1", seen="//", shown_text=ASKED, answer="คำตอบของคนที่สอง", show="1")
    assert answer.status_code == 422
    page = words(answer.text)
    assert "มีคนทำคำถามนี้ไปก่อนแล้ว" in page
    assert "คำตอบที่มีอยู่ คำตอบของคนแรก" in page
    assert "คำตอบของคนที่สอง" in answer.text


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"answer": " "}, "พิมพ์คำตอบ"),
        ({"answer": "ก" * 5001}, "ไม่เกิน 5,000 ตัวอักษร"),
        ({"shown_text": ""}, "คำถามที่แสดงว่างไม่ได้"),
    ],
)
def test_bad_answers_are_named_and_nothing_is_shown(desk, asker, asked, fields, error):
    answer = answers(desk, **fields)
    assert answer.status_code == 422
    assert error in words(answer.text)
    asker.opens("/questions/").sees_no("ซอยข้าง")


@pytest.mark.parametrize(("text", "error"), [("  ", "พิมพ์คำถามของคุณ"), ("ก" * 1001, "ไม่เกิน 1,000 ตัวอักษร")])
def test_a_bad_question_is_kept_to_be_mended(asker, text, error):
    asker.opens("/questions/ask").types(text=text).presses("ไปตรวจคำถาม", status=422).finds_typed(text=text.strip())
    assert error in asker.errors["text"]


@pytest.mark.parametrize(("text", "found"), [("โทรหา 081 234 5678", "เบอร์โทรศัพท์"), ("เลข 1941012345678", "เลข 13 หลัก")])
def test_numbers_that_tell_who_somebody_is_are_pointed_out_before_sending(desk, asker, text, found):
    asker.opens("/questions/ask").types(text=text).presses("ไปตรวจคำถาม").reads("มีข้อมูลที่บอกว่าเป็นใคร", found)
    asker.follows("กลับไปแก้").finds_typed(text=text).types(text="ถามใหม่").presses("ไปตรวจคำถาม")
    asker.reads("ถามใหม่").sees_no("มีข้อมูลที่บอกว่าเป็นใคร")


def test_the_desk_is_warned_too(desk, asker):
    asker.opens("/questions/ask").types(text="โทร 0812345678").presses("ไปตรวจคำถาม").presses("ส่งคำถาม")
    assert "ในคำถามมีข้อมูลส่วนบุคคล" in words(desk.opens(f"{DESK}1"))


def test_sent_twice_is_one_question_and_back_leads_to_it(asker):
    asker.opens("/questions/ask").types(text=ASKED).presses("ไปตรวจคำถาม")
    check = asker.address
    places = {asker.client.post(check).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert db.session.query(Question).count() == 1
    assert db.session.query(Draft).count() == 0
    for address in (check, check.replace("/check", "/ask")):
        asker.opens(address).reads("รับคำถามของคุณแล้ว")


def test_another_question_on_the_page_of_the_first_is_another_question(asker, asked):
    answer = asker.client.post("/questions/ask", data={"text": "อีกข้อ", "draft": asked.rsplit("/", 1)[1]})
    asker.opens(answer.headers["Location"]).presses("ส่งคำถาม")
    assert [row.text for row in db.session.query(Question).order_by(Question.id)] == [ASKED, "อีกข้อ"]


def test_too_many_from_one_place_wait_and_lose_nothing(asker, clock):
    for n in range(5):
        asker.opens("/questions/ask").types(text=f"ข้อ {n}").presses("ไปตรวจคำถาม").presses("ส่งคำถาม")
    asker.opens("/questions/ask").types(text="ข้อที่หก").presses("ไปตรวจคำถาม").presses("ส่งคำถาม", status=429)
    asker.reads("ส่งได้อีกครั้งหลัง 09.15 น.", "ข้อที่หก")
    clock.advance(minutes=16)
    asker.presses("ส่งคำถาม").reads("รับคำถามของคุณแล้ว", "ข้อที่หก")


def test_made_up_links_and_old_drafts(asker, clock):
    for token in ("x", "a" * 32, "ก" * 32):
        asker.opens(f"/questions/{token}", status=404)
    asker.opens("/questions/ask").types(text=ASKED).presses("ไปตรวจคำถาม")
    check = asker.address
    clock.advance(days=2)
    asker.opens(check).reads("คำถามที่พิมพ์ไว้หมดอายุแล้ว")
    answer = asker.client.post("/questions/ask", data={"text": ASKED, "draft": "../../etc"})
    assert drafts.is_key(answer.headers["Location"].partition("draft=")[2])
    assert asker.client.get(f"/questions/?q={'ก' * 500}&after=abc").status_code == 200


def test_the_morning_letter_says_that_a_question_waits(app, desk, asked, clock):
    app.config["MAIL_SERVER"] = "mail.example"
    member = hired("suda", OFFICER, now=clock())
    member.email = "suda@example.com"
    lines = digest._lines(member, clock(), digest.calendar.calendar(clock()))
    assert lines[0] == "คำถามจากประชาชนรอตอบ 1 ข้อ"
    assert lines[1].endswith(DESK)


def test_who_has_no_business_here_finds_nothing(app, desk, asked, clock):
    officer = Officer(app.test_client(), hired("arun", Role.INTEGRITY, now=clock()))
    for path in (DESK, f"{DESK}1", "/staff/publishing/publications/"):
        officer.opens(path, 404)
    assert app.test_client().get(DESK).status_code == 302
