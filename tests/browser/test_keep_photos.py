"""Photos on a bad line: made small on the phone, sent one by one, named when they did not go, found again."""

import re

import pytest
from playwright.sync_api import Route, expect

from app.extensions import db
from app.models import Ticket
from tests import photos
from tests.browser.keeping import FOUND, NEXT, STORY, big, fill, holds, press, ready, reopened, sends, stories, until
from tests.factories import make_office

PHOTOS = """new Promise((done) => {
  indexedDB.open('khamrong-drafts').onsuccess = (asked) => {
    const box = asked.target.result.transaction('photos').objectStore('photos');
    box.count().onsuccess = (counted) => done(counted.target.result);
  };
})"""


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
    return live_server


def test_a_large_photo_arrives_small_and_bare(served, page, tmp_path):
    phone, bodies = page(), []
    file = big(tmp_path)
    ready(phone)
    fill(phone)
    phone.set_input_files("input[type=file]", file)
    until(phone, "document.querySelector('input[type=file]').files[0].size < 1500000")
    phone.on("request", lambda it: bodies.append(it.post_data_buffer or b"") if it.method == "POST" else None)
    press(phone, NEXT)
    phone.wait_for_url("**/check**")
    assert phone.locator(".photos img").count() == 1
    assert sum(map(len, bodies)) < file.stat().st_size / 4, "bytes on the wire: words, then words and photo"
    assert not [body for body in bodies if photos.SECRET.encode() in body]


def test_photos_are_found_again_with_their_draft(served, page, tmp_path):
    phone = page()
    ready(phone)
    fill(phone)
    phone.set_input_files("input[type=file]", big(tmp_path))
    holds(phone, '"photos":1')
    phone = reopened(phone)
    press(phone, "ใช้ร่างนี้")
    expect(phone.get_by_text("เลือกไว้: หลุม.jpg")).to_be_visible()
    press(phone, NEXT)
    sends(phone)
    with served.app.app_context():
        assert [file.name for file in db.session.query(Ticket).one().attachments] == ["หลุม.jpg"]
    until(phone, f"({PHOTOS}).then((n) => n === 0)")


def test_photos_that_went_are_forgotten_though_words_were_changed_after_them(served, page, tmp_path):
    phone = page()
    ready(phone)
    fill(phone)
    phone.set_input_files("input[type=file]", big(tmp_path))
    holds(phone, '"photos":1')
    press(phone, NEXT)
    phone.wait_for_url("**/check**")
    phone.get_by_role("link", name="กลับไปแก้").click()
    phone.fill("#place", "ปากซอย")
    holds(phone, "ปากซอย")
    press(phone, NEXT)
    sends(phone)
    until(phone, f"({PHOTOS}).then((n) => n === 0)")


def test_a_photo_that_did_not_go_is_named_and_only_it_goes_again(served, page, tmp_path):
    phone, posts = page(), []
    files = [big(tmp_path, f"รูป{n}.jpg", n) for n in (1, 2, 3)]
    ready(phone)
    fill(phone)
    phone.set_input_files("input[type=file]", files)
    holds(phone, '"photos":3')

    def cut(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        names = re.findall(r'filename="([^"]+)"', (route.request.post_data_buffer or b"").decode("utf-8", "replace"))
        posts.append(names)
        if names == ["รูป2.jpg"] and posts.count(names) == 1:
            return route.abort()
        return route.continue_()

    phone.route("**/complaints/new", cut)
    press(phone, NEXT)
    expect(phone.get_by_text("รูป “รูป2.jpg” ยังไม่ไป ไปแล้ว 1 จาก 3 รูป")).to_be_visible()
    press(phone, "ลองอีกครั้ง")
    phone.wait_for_url("**/check**")
    assert posts == [[], ["รูป1.jpg"], ["รูป2.jpg"], [], ["รูป2.jpg"], ["รูป3.jpg"]]
    assert phone.locator(".photos img").count() == 3


def test_the_way_there_is_shown(served, page, tmp_path):
    phone = page()
    ready(phone)
    fill(phone)
    phone.set_input_files("input[type=file]", big(tmp_path))
    holds(phone, '"photos":1')
    waiting = []

    def hold(route: Route) -> None:
        photo = b"filename" in (route.request.post_data_buffer or b"")
        waiting.append(route) if photo else route.continue_()

    phone.route("**/complaints/new", hold)
    press(phone, NEXT)
    expect(phone.get_by_text("กำลังส่งรูปที่ 1 จาก 1")).to_be_visible()
    expect(phone.get_by_role("progressbar")).to_be_visible()
    waiting.pop().continue_()
    phone.wait_for_url("**/check**")


def test_a_file_that_the_office_cannot_take_is_left_out_when_asked(served, page, tmp_path):
    phone = page()
    broken = tmp_path / "เสีย.jpg"
    broken.write_bytes(b"no picture")
    ready(phone)
    fill(phone)
    phone.set_input_files("input[type=file]", [big(tmp_path), broken])
    holds(phone, '"photos":2')
    press(phone, NEXT)
    expect(phone.get_by_text("“เสีย.jpg” แนบไม่ได้")).to_be_visible()
    press(phone, "ส่งต่อโดยไม่มีรูปนี้")
    phone.wait_for_url("**/check**")
    assert phone.locator(".photos img").count() == 1


def test_what_is_to_be_mended_is_shown_with_everything_there(served, page, tmp_path):
    phone = page()
    ready(phone)
    phone.fill("#story", STORY)
    phone.set_input_files("input[type=file]", big(tmp_path))
    holds(phone, '"photos":1')
    press(phone, NEXT)
    expect(phone.locator(".error-summary")).to_be_visible()
    assert phone.input_value("#story") == STORY
    expect(phone.get_by_text("เลือกไว้: หลุม.jpg")).to_be_visible()
    expect(phone.get_by_text(FOUND)).to_have_count(0)
    phone.check("input[value=drain]")
    phone.select_option("#village", "4")
    phone.fill("#place", "ข้างร้านชำ")
    press(phone, NEXT)
    sends(phone)
    assert stories(served) == [STORY]
