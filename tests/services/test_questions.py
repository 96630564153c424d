"""Questions: asked once, counted by place, waiting oldest first, shown without what is nobody's business."""

import pytest

from app.domain.questions import Aside, Personal, personal
from app.extensions import db
from app.models import AuditEntry, Question, Throttle
from app.services import drafts, questions
from app.services.throttle import TooManyTries
from tests.factories import actor, make_office
from tests.officers import OFFICER

BY = actor(OFFICER)


@pytest.fixture(autouse=True)
def opened(app, clock):
    make_office(clock())


def ask(clock, text="ขอรถน้ำต้องทำอย่างไร", place="10.0.0.1", key=None):
    return questions.ask(text, key=key or drafts.new_key(), place=place, now=clock())


def answer(row, clock, words="ยื่นทางหน้าเว็บได้", *, shown=None, show=True, seen=None):
    questions.answer(
        row, words, shown_text=shown or row.text, show=show, seen=seen or questions.state(row), by=BY, now=clock()
    )


def test_pressed_twice_is_one_question(clock):
    key = drafts.new_key()
    assert ask(clock, key=key) is ask(clock, key=key)
    assert db.session.query(Question).count() == 1


def test_the_sixth_from_one_place_waits_a_quarter_of_an_hour_and_others_do_not(clock):
    for _ in range(5):
        ask(clock)
    with pytest.raises(TooManyTries):
        ask(clock)
    ask(clock, place="10.0.0.2")
    clock.advance(minutes=16)
    ask(clock)
    assert db.session.query(Throttle).count() == 0  # where somebody comes from is stored nowhere, not even as a hash


def test_what_waits_stands_oldest_first(clock):
    first = ask(clock, "หนึ่ง")
    clock.advance(hours=1)
    second = ask(clock, "สอง", place="2")
    assert [row.text for row in questions.waiting()] == ["หนึ่ง", "สอง"]
    answer(first, clock)
    assert questions.waiting() == [second]
    questions.set_aside(second, Aside.SPAM, "", seen=questions.state(second), by=BY, now=clock())
    assert questions.waiting_count() == 0
    assert questions.settled().rows == [first]
    assert questions.settled(aside=True).rows == [second]


def test_nothing_is_public_before_it_was_shown_and_only_the_shown_words_are_found(clock):
    row = ask(clock, "นายดำบ้านเลขที่ 9 ทิ้งขยะได้ไหม")
    assert questions.shown().rows == []
    answer(row, clock, "ทิ้งได้ที่ถังหน้าวัด", shown="ทิ้งขยะได้ไหม", show=False)
    assert questions.shown().rows == []
    answer(row, clock, "ทิ้งได้ที่ถังหน้าวัด", shown="ทิ้งขยะได้ไหม")
    assert questions.shown().rows == [row]
    assert questions.shown("ขยะ วัด").rows == [row]
    assert questions.shown("นายดำ").rows == []
    assert row.text.startswith("นายดำ")


@pytest.mark.parametrize("words", ["๔๕", "45", "น้ํา 45", "น้ำ  ๔๕ "])
def test_searching_minds_neither_digits_nor_how_marks_were_typed(clock, words):
    answer(ask(clock, "ค่าน้ำ 45 บาทคิดอย่างไร"), clock)
    answer(ask(clock, "เรื่องอื่น", place="2"), clock)
    assert len(questions.shown(words).rows) == 1


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%"])
def test_signs_of_the_search_language_are_ordinary_letters(clock, words):
    answer(ask(clock), clock)
    assert questions.shown(words).rows == []


def test_hidden_again_and_set_aside_are_off_the_public_page(clock):
    row = ask(clock)
    answer(row, clock)
    answer(row, clock, show=False)
    assert questions.shown().rows == []
    answer(row, clock)
    questions.set_aside(row, Aside.PERSONAL, "", seen=questions.state(row), by=BY, now=clock())
    assert questions.shown().rows == []


def test_two_officers_at_one_question(clock):
    row = ask(clock)
    seen = questions.state(row)
    answer(row, clock, "คนแรก")
    with pytest.raises(questions.Changed):
        answer(row, clock, "คนที่สอง", seen=seen)
    assert row.answer == "คนแรก"


def test_pages_of_answers_lose_none(clock):
    made = set()
    for n in range(45):
        row = ask(clock, f"คำถาม {n}", place=str(n))
        answer(row, clock)
        made.add(row.id)
    seen, after = [], None
    while True:
        page = questions.shown(after=after)
        seen += [row.id for row in page.rows]
        if (after := page.older) is None:
            break
    assert len(seen) == len(made)
    assert set(seen) == made


def test_the_trail_has_the_act_and_the_reason_but_no_words(clock):
    row = ask(clock, "ความลับของฉัน")
    answer(row, clock, "คำตอบ", shown="...")
    questions.set_aside(row, Aside.RUDE, "พูดไม่ดี", seen=questions.state(row), by=BY, now=clock())
    first, second = db.session.query(AuditEntry).order_by(AuditEntry.id)
    assert (first.action, first.data) == ("question_answered_and_shown", {"redacted": True})
    assert (second.action, second.data) == ("question_set_aside", {"reason": "rude", "note": "พูดไม่ดี"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("โทร 081-234-5678 นะ", [Personal.PHONE]),
        ("๐๘๑๒๓๔๕๖๗๘", [Personal.PHONE]),
        ("+66 81 234 5678", [Personal.PHONE]),
        ("073 331 234", [Personal.PHONE]),
        ("เลข 1-9410-12345-67-8 ครับ", [Personal.CITIZEN]),
        ("1941012345678", [Personal.CITIZEN]),
        ("a.b@example.co.th", [Personal.MAIL]),
        ("1941012345678 โทร 0812345678", [Personal.CITIZEN, Personal.PHONE]),
        ("งบ 1,250,000 บาท ปี 2570 หมู่ที่ 4 บ้าน 12/3", []),
        ("อ่านประกาศ 22 พฤศจิกายน 2569 แล้ว", []),
        ("โทร 1567 ได้ไหม", []),
    ],
)
def test_what_tells_who_somebody_is_is_seen(text, found):
    assert personal(text) == found
