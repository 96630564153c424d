"""Neighbours learn of each other's complaints: only what was offered and read by an officer; followed, taken back."""

import re

import pytest

from app.domain.workflow import Outcome, Role
from app.extensions import db
from app.models import AuditEntry, Draft, Follower, PublicWords, Ticket
from app.services import following, public_words, residents, tickets
from app.services.steps import StepInput
from tests.factories import actor, make_office, unit
from tests.officers import OFFICER, Officer, hired
from tests.residents import Resident, photo

STORY = "ไฟถนนดับสามดวง โทรหานายสมชาย ใจดี 081-234-5678 บ้านเลขที่ 45/2"
PRIVATE = (
    "สมชาย", "ใจดี", "081", "2345678", "45/2", "ซาลีฮะห์", "0800001234", "08 0000 1234", "ข้างร้านลับ", "ลับเฉพาะ",
    "รท-2570", "CP-2570",
)  # fmt: skip
WRITER = {"place": "ข้างร้านลับ", "name": "ซาลีฮะห์", "phone": "0800001234"}
COMPLAINT = {"category": "lamp", "story": STORY, "village": "4", **WRITER}
SAME = {"category": "lamp", "story": "ไฟดับทั้งซอย มืดมาก", "village": "4", "place": "ปากซอย"}
SHARE = {"share": "y", "acknowledged": "y"}


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client)


@pytest.fixture
def other(app):
    return Resident(app.test_client())


@pytest.fixture
def officer(app, clock, resident):
    desk = Officer(app.test_client(), hired("anan", OFFICER, Role.INTAKE, now=clock(), unit="กองช่าง"))
    return Resident(desk.client)  # who opens pages and presses buttons as residents do


def sends(resident, share=True, **changes):
    """A complaint through the doors, with words for the neighbours or without."""
    resident.opens("/complaints/new").types(**{**COMPLAINT, **changes}, photos=photo("หน้าบ้านซาลีฮะห์.jpg"))
    resident.presses("ไปตรวจคำตอบ").types(**(SHARE if share else {"acknowledged": "y"})).presses("ส่งเรื่อง")
    db.session.rollback()
    return db.session.query(Ticket).order_by(Ticket.id.desc()).first()


def passed(ticket, clock):
    public_words.judge(ticket, passed=True, by=actor(Role.INTAKE), now=clock())
    return ticket


def checks(resident, **changes):
    """Fill in the same matter, up to the check page."""
    return resident.opens("/complaints/new").types(**{**SAME, **changes}).presses("ไปตรวจคำตอบ")


# What is offered


def test_the_choice_is_off_and_shows_what_would_be_seen_with_names_hidden(resident):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.reads("ให้เพื่อนบ้านเห็นว่ามีคนแจ้งเรื่องนี้แล้ว", "ไม่บังคับ", "ไฟถนน · หมู่ที่ 4 บ้านปุหรน", "โทรหานาย●●● ●●● บ้านเลขที่ ●●●")
    boxes = [box for box in resident.tree.iter("input") if box.get("name") == "share"]
    assert [("checked" in box.attrib) for box in boxes] == [False]
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    assert db.session.query(PublicWords).count() == 0


def test_words_are_kept_as_they_were_mended(resident, clock):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(**SHARE, words="ไฟดับสามดวงใกล้สะพาน").presses("ส่งเรื่อง")
    kept = db.session.query(PublicWords).one()
    assert (kept.words, kept.offered_at, kept.passed_at) == ("ไฟดับสามดวงใกล้สะพาน", clock(), None)


def test_offering_nothing_is_asked_back_and_nothing_typed_is_lost(resident):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(**SHARE, words=" ").presses("ส่งเรื่อง", status=422)
    assert "words" in resident.errors
    resident.types(share="y", words="ไฟดับ", acknowledged="").presses("ส่งเรื่อง", status=422)
    resident.finds_typed(words="ไฟดับ")
    assert db.session.query(Ticket).count() == 0


# An officer reads it first


def test_nobody_sees_words_before_an_officer_has_passed_them(resident, other, officer):
    ticket = sends(resident)
    checks(other).sees_no("มีคนแจ้งเรื่องคล้ายกันแล้ว")
    officer.opens(f"/staff/tickets/{ticket.latin}").reads("ข้อความที่ผู้ร้องยอมให้เพื่อนบ้านเห็น", "ยังไม่มีใครเห็น")
    officer.presses("เผยแพร่ได้")
    checks(other).reads("มีคนแจ้งเรื่องคล้ายกันแล้ว", "ไฟถนนดับสามดวง โทรหานาย●●●")
    entry = db.session.query(AuditEntry).filter_by(action="public_words_passed").one()
    assert (entry.subject, entry.data) == (ticket.reference, {})
    officer.opens(f"/staff/tickets/{ticket.latin}").presses("เลิกเผยแพร่")
    checks(other).sees_no("มีคนแจ้งเรื่องคล้ายกันแล้ว")


def test_words_that_still_tell_a_number_warn_the_officer(resident, officer):
    resident.opens("/complaints/new").types(**COMPLAINT).presses("ไปตรวจคำตอบ")
    resident.types(**SHARE, words="โทร 0812345678").presses("ส่งเรื่อง")
    officer.opens(f"/staff/tickets/{db.session.query(Ticket).one().latin}").reads("อาจยังมีชื่อ เบอร์โทร")


def test_an_officer_of_another_unit_passes_nothing(app, resident, clock):
    ticket = sends(resident)
    suda = Officer(app.test_client(), hired("suda", OFFICER, now=clock(), unit="กองคลัง"))
    suda.client.check_pages = False
    assert suda.client.post(f"/staff/tickets/{ticket.latin}/public-words", data={"pass": "1"}).status_code == 404
    assert following.similar(ticket.category, ticket.village, None) == []


def test_the_writer_takes_the_words_back(resident, other, clock):
    ticket = passed(sends(resident), clock)
    checks(other).presses("ติดตามเรื่องนี้แทน 1")
    address = other.address
    resident.opens(f"/t/{ticket.token}").reads("คนที่จะแจ้งเรื่องเดียวกันเห็นข้อความนี้แล้ว").presses("ขอคืนข้อความนี้ ไม่ให้ใครเห็น")
    resident.reads("ไม่มีใครเห็นข้อความนี้แล้ว")
    other.opens(address, status=404).reads("ไม่มีเรื่องนี้ให้ติดตามแล้ว")
    assert (db.session.query(PublicWords).count(), db.session.query(Follower).count()) == (0, 0)


# Which cases, and what of them


def test_only_open_cases_of_the_same_kind_and_place_are_shown_three_at_most(resident, other, clock):
    for number in range(4):
        passed(sends(resident, story=f"ไฟดับต้นที่ {number}"), clock)
    checks(other).reads("ไฟดับต้นที่ 3", "ไฟดับต้นที่ 2", "ไฟดับต้นที่ 1").sees_no("ไฟดับต้นที่ 0")
    checks(other, village="2").sees_no("มีคนแจ้งเรื่องคล้ายกันแล้ว")
    checks(other, category="road").sees_no("มีคนแจ้งเรื่องคล้ายกันแล้ว")
    checks(other, village="unknown").sees_no("มีคนแจ้งเรื่องคล้ายกันแล้ว")


def test_within_three_hundred_metres_the_village_does_not_matter(resident, other, clock):
    passed(sends(resident, map="6.6500, 101.1500"), clock)
    checks(other, village="2", map="6.6520, 101.1500").reads("มีคนแจ้งเรื่องคล้ายกันแล้ว")
    checks(other, village="2", map="6.6530, 101.1500").sees_no("มีคนแจ้งเรื่องคล้ายกันแล้ว")
    checks(other, village="unknown", map="6.6500, 101.1510").reads("มีคนแจ้งเรื่องคล้ายกันแล้ว")


def test_times_are_told_as_weeks_and_months_beside_the_promise(resident, other, clock):
    passed(sends(resident), clock)
    checks(other).reads("แจ้งสัปดาห์นี้", "รับเรื่องแล้ว กำลังส่งให้กองที่ดูแล", "เราสัญญาว่าจะเสร็จภายใน 11 พฤศจิกายน 2569")
    clock.advance(days=7)
    checks(other).reads("แจ้งสัปดาห์ที่แล้ว")
    clock.advance(days=7)
    checks(other).reads("แจ้งเดือนพฤศจิกายน 2569", "เลยวันที่สัญญาไว้ 11 พฤศจิกายน 2569")


# Following


def test_going_back_loses_nothing_and_following_sends_nothing(resident, other, clock):
    passed(sends(resident), clock)
    checks(other).reads("ไม่ใช่เรื่องเดียวกัน ส่งเรื่องของฉัน")
    here = other.address
    other.opens(here).follows("กลับไปแก้").finds_typed(story=SAME["story"], place="ปากซอย")
    other.opens(here).presses("ติดตามเรื่องนี้แทน 1").reads("เรื่องที่คุณติดตาม", "มีผู้ติดตาม 1 คน")
    assert (db.session.query(Ticket).count(), db.session.query(Draft).count()) == (1, 0)


def test_a_press_doubled_is_one_follower_and_one_address(resident, other, clock):
    passed(sends(resident), clock)
    checks(other)
    mark = next(box.get("value") for box in other.tree.iter("input") if box.get("name") == "mark")
    where = other.address.replace("/check", "/follow")
    first, second = (other.client.post(where, data={"mark": mark}) for _ in range(2))
    assert first.location == second.location
    assert re.fullmatch(r"/f/[0-9a-f]{32}", first.location)
    assert db.session.query(Follower).count() == 1


def test_a_mark_of_another_page_follows_nothing(resident, other, clock):
    ticket = passed(sends(resident), clock)
    checks(other)
    answer = other.client.post(other.address.replace("/check", "/follow"), data={"mark": following.mark(ticket, "x")})
    assert "/complaints/check" in answer.location
    assert db.session.query(Follower).count() == 0


def test_following_is_counted_by_place(app, resident, clock):
    passed(sends(resident), clock)
    for _number in range(5):
        checks(Resident(app.test_client())).presses("ติดตามเรื่องนี้แทน 1")
    checks(Resident(app.test_client())).presses("ติดตามเรื่องนี้แทน 1", status=429)
    assert db.session.query(Follower).count() == 5


def test_followers_read_how_it_goes_on_and_how_it_ended_but_none_of_our_words(resident, other, officer, clock):
    ticket = passed(sends(resident), clock)
    checks(other).presses("ติดตามเรื่องนี้แทน 1")
    address, boss = other.address, actor(Role.INTAKE, Role.OFFICER)
    for action, given in (("accept", {}), ("assign", {"unit": unit("กองช่าง")}), ("start", {})):
        tickets.take_step(ticket, action, StepInput(**given), by=boss, now=clock())
    tickets.write(ticket, "นัดคุณซาลีฮะห์ ลับเฉพาะ", public=True, by=boss, now=clock())
    tickets.write(ticket, "บันทึกลับเฉพาะ", public=False, by=boss, now=clock())
    other.opens(address).reads("กำลังแก้ไข", "เราเริ่มลงมือทำ", "วันพุธที่ 11 พฤศจิกายน 2569").sees_no(*PRIVATE)
    given = StepInput(outcome=Outcome.SOLVED, message="เปลี่ยนหลอดให้คุณซาลีฮะห์แล้ว ลับเฉพาะ")
    tickets.take_step(ticket, "answer", given, by=boss, now=clock())
    other.opens(address).reads("แก้ไขแล้ว", "เรื่องนี้จบแล้ว").sees_no(*PRIVATE)


def test_nothing_private_is_on_any_page_that_others_see(resident, other, clock):
    ticket = passed(sends(resident), clock)
    checks(other)
    seen = [other.answer.text]
    other.presses("ติดตามเรื่องนี้แทน 1")
    seen += [other.answer.text, other.opens(other.address + "?lang=en").answer.text]
    for page in seen:
        assert not [word for word in (*PRIVATE, ticket.token, "/photo/") if word in page]


def test_a_follower_stops(resident, other, clock):
    passed(sends(resident), clock)
    checks(other).presses("ติดตามเรื่องนี้แทน 1")
    address = other.address
    other.presses("เลิกติดตาม").reads("เลิกติดตามแล้ว")
    other.opens(address, status=404)
    assert db.session.query(Follower).count() == 0


def test_withdrawn_looks_like_an_address_that_never_was(resident, other, clock):
    ticket = passed(sends(resident), clock)
    checks(other).presses("ติดตามเรื่องนี้แทน 1")
    address = other.address
    residents.withdraw(ticket, "", now=clock())
    gone = other.opens(address, status=404).answer.text
    never = other.opens("/f/" + "0" * 32, status=404).answer.text
    assert gone.replace(address.rstrip("?"), "") == never.replace("/f/" + "0" * 32, "")


def test_officers_see_how_many_follow(resident, other, officer, clock):
    ticket = passed(sends(resident), clock)
    officer.opens("/staff/queue?view=all").sees_no("มีผู้ติดตาม")
    checks(other).presses("ติดตามเรื่องนี้แทน 1")
    officer.opens("/staff/queue?view=all").reads("หมู่ที่ 4 · มีผู้ติดตาม 1 คน")
    officer.opens(f"/staff/tickets/{ticket.latin}").reads("มีผู้ติดตาม 1 คน")


def test_the_check_page_stays_light(resident, other, clock):
    for number in range(3):
        passed(sends(resident, story=f"ไฟดับต้นที่ {number} " + "มืดมาก " * 30), clock)
    checks(other, story="ไฟดับ มืดมากเวลากลางคืน " * 40)
    other.client.check_pages = False
    for page in (other.address, f"{checks(other).presses('ติดตามเรื่องนี้แทน 1').address}"):
        assert len(other.client.get(page, headers={"Accept-Encoding": "br"}).data) <= 10_000
