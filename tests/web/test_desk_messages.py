"""Messages to residents and notes inside: each where it belongs, once, with nothing lost."""

from io import BytesIO

from tests.factories import open_complaint
from tests.officers import address, current, photo, words


def test_notes_are_apart_from_what_the_resident_reads(clock, anan):
    ticket = open_complaint(clock())
    anan.sends(f"{address(ticket)}/note", note="เจ้าของร้านเป็นญาติกำนัน")
    anan.sends(f"{address(ticket)}/message", message="เราจะไปดูพรุ่งนี้")
    page = anan.case(ticket)
    inside = words(page[page.index('class="internal') : page.index("</section>", page.index('class="internal'))])
    assert "เจ้าของร้านเป็นญาติกำนัน" in inside
    assert "เราจะไปดูพรุ่งนี้" not in inside
    public = [e.message.text for e in current(ticket).events if e.message and e.message.public]
    assert public == ["เราจะไปดูพรุ่งนี้"]


def test_a_message_pressed_twice_is_written_once(clock, anan):
    ticket = open_complaint(clock())
    for _press in range(2):
        assert anan.sends(f"{address(ticket)}/message", message="เราจะไปดูพรุ่งนี้", photos=photo()).status_code == 302
    assert len(current(ticket).events) == 2
    assert len(current(ticket).attachments) == 1
    clock.advance(minutes=3)
    anan.sends(f"{address(ticket)}/message", message="เราจะไปดูพรุ่งนี้")
    assert len(current(ticket).events) == 3


def test_a_message_says_something_or_shows_something(clock, anan):
    ticket = open_complaint(clock())
    answer = anan.sends(f"{address(ticket)}/message", message="  ")
    assert answer.status_code == 422
    assert "เขียนข้อความ หรือแนบรูป" in words(answer.text)
    assert anan.sends(f"{address(ticket)}/message", photos=photo("งาน.jpg")).status_code == 302
    assert [(f.public, f.name) for f in current(ticket).attachments] == [(True, "งาน.jpg")]


def test_good_photos_are_kept_when_another_is_refused(clock, anan):
    ticket = open_complaint(clock())
    refused = anan.sends(
        f"{address(ticket)}/message",
        message="เสร็จแล้ว",
        photos=[photo("ดี.jpg"), (BytesIO(b"MZ"), "ร้าย.jpg")],
    )
    assert refused.status_code == 422
    assert "“ร้าย.jpg” แนบไม่ได้" in words(refused.text)
    assert "เก็บไว้แล้ว: ดี.jpg" in words(refused.text)
    key = refused.text.split('name="key" value="')[1].split('"')[0]
    assert anan.sends(f"{address(ticket)}/message", message="เสร็จแล้ว", key=key).status_code == 302
    assert [f.name for f in current(ticket).attachments] == ["ดี.jpg"]


def test_a_template_is_put_into_the_message_by_a_button(clock, anan):
    ticket = open_complaint(clock())
    page = anan.case(ticket)
    value = page.split(">แจ้งความคืบหน้า<")[0].rsplit('value="', 1)[1].split('"')[0]
    filled = anan.sends(f"{address(ticket)}/message", message="สวัสดี", template=value, fill="1")
    assert filled.status_code == 200
    assert "สวัสดี เราลงพื้นที่แล้วเมื่อวันที่" in words(filled.text)
    assert len(current(ticket).events) == 1


def test_the_gap_of_a_template_does_not_reach_the_resident(clock, anan):
    ticket = open_complaint(clock())
    refused = anan.sends(f"{address(ticket)}/message", message="เราลงพื้นที่แล้วเมื่อวันที่ ... พบว่าหลุมลึก")
    assert refused.status_code == 422
    assert "เติมส่วนที่เป็น ... ให้ครบ หรือลบออกก่อนส่ง" in words(refused.text)
    assert len(current(ticket).events) == 1


def test_asking_for_photos_takes_the_words_along(clock, anan):
    ticket = open_complaint(clock())
    page = anan.sends(f"{address(ticket)}/message", message="เราจะไปดูพรุ่งนี้", with_photos="1")
    assert page.status_code == 200
    assert "เราจะไปดูพรุ่งนี้" in page.text
    assert len(current(ticket).events) == 1
