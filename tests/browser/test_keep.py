"""A resident's phone on a bad line: what was typed survives a dead battery, and nothing leaves unasked or twice."""

import pytest
from playwright.sync_api import Route, expect

from app.extensions import db
from tests import eservices, factories, sealed_cast
from tests.browser.keeping import (
    FOUND,
    GO,
    NEXT,
    SEND,
    STORED,
    STORY,
    fill,
    holds,
    kept,
    press,
    ready,
    reopened,
    sends,
    stories,
    until,
)

LOST, ALIVE = "ไม่มีสัญญาณ ยังไม่ได้ส่ง", "มีสัญญาณแล้ว ยังไม่ได้ส่ง"
OLDER = """() => {
  const older = (_all, at) => `"at":${at - 8 * 864e5}`;
  localStorage['khamrong-drafts'] = localStorage['khamrong-drafts'].replace(/"at":(\\d+)/, older);
}"""
CACHED = """async () => {
  const cache = await caches.open('khamrong-forms'), held = {};
  for (const key of await cache.keys()) {
    const { pathname, search } = new URL(key.url);
    held[pathname + search] = await (await cache.match(key)).text();
  }
  return held;
}"""
TRACES = """async () => [
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length,
]"""


@pytest.fixture
def served(live_server, clock):
    with live_server.app.app_context():
        factories.make_office(clock())
        eservices.define(clock())
    return live_server


# Drafts


def test_a_draft_survives_a_dead_battery_and_is_filled_in_when_asked(served, page, axe):
    phone = page()
    ready(phone)
    fill(phone)
    phone.fill("#phone", "080 000 1234")
    phone.get_by_text("อยากปักหมุดแผนที่ด้วย").click()
    phone.fill("#map", "6.7, 101.03")
    holds(phone, "101.03")
    phone = reopened(phone)
    found = phone.get_by_role("status").filter(has_text=FOUND)
    expect(found).to_be_visible()
    assert phone.input_value("#story") == "", "the phone may be somebody else's"
    axe(phone)
    press(phone, "ใช้ร่างนี้")
    expect(found).to_have_count(0)
    assert (phone.input_value("#story"), phone.input_value("#phone")) == (STORY, "080 000 1234")
    assert phone.is_checked("input[value=drain]")
    assert phone.input_value("#village") == "4"
    assert phone.locator("#map").is_visible()
    press(phone, NEXT)
    sends(phone)
    assert stories(served) == [STORY]
    until(phone, f"!({STORED})")
    phone.goto("/complaints/new")
    expect(phone.get_by_text(FOUND)).to_have_count(0)


def test_a_draft_can_be_thrown_away_where_it_is_found_and_where_it_is_written(served, page):
    phone = page()
    ready(phone)
    fill(phone)
    phone = reopened(phone)
    press(phone, "ลบร่าง")
    expect(phone.get_by_text("ลบร่างแล้ว")).to_be_visible()
    assert phone.evaluate(STORED) == ""
    phone.fill("#story", "ไฟดับ")
    holds(phone, "ไฟดับ")
    press(phone, "ลบออกจากเครื่อง")
    phone.fill("#place", "หน้าวัด")
    expect(phone.get_by_text("หน้านี้จะไม่เก็บอะไรไว้ในเครื่องอีก")).to_be_visible()
    phone = reopened(phone)
    assert phone.evaluate(STORED) == ""


def test_two_matters_are_two_drafts_and_old_ones_go(served, page):
    phone = page()
    ready(phone)
    fill(phone)
    phone = reopened(phone)
    fill(phone, "ไฟถนนดับด้วย")
    phone = reopened(phone)
    expect(phone.get_by_text(FOUND)).to_have_count(2)
    phone.evaluate(OLDER)
    phone = reopened(phone)
    expect(phone.get_by_text(FOUND)).to_have_count(1)
    press(phone, "ใช้ร่างนี้")
    assert phone.input_value("#story") == "ไฟถนนดับด้วย"


def test_what_was_typed_before_a_draft_is_used_is_told_of_and_not_lost(served, page):
    phone = page()
    ready(phone)
    fill(phone)
    phone = reopened(phone)
    fill(phone, "ไฟถนนดับด้วย")
    press(phone, "ใช้ร่างนี้")
    expect(phone.locator("#story")).to_have_value(STORY)
    press(phone, "ใช้ร่างนี้")
    expect(phone.locator("#story")).to_have_value("ไฟถนนดับด้วย")
    expect(phone.get_by_text(FOUND)).to_have_count(1)


def test_each_form_finds_its_own_drafts(served, page):
    phone = page()
    ready(phone)
    fill(phone)
    address = f"/services/{eservices.SLUG}/new"
    ready(phone, address)
    expect(phone.get_by_text(FOUND)).to_have_count(0)
    phone.fill("#name", "วรรณา แก้วมณี")
    phone.check("input[value='โอนเข้าบัญชี']")
    holds(phone, "วรรณา")
    phone = reopened(phone, address)
    press(phone, "ใช้ร่างนี้")
    assert phone.input_value("#name") == "วรรณา แก้วมณี"
    assert phone.is_checked("input[value='โอนเข้าบัญชี']")


def test_what_is_typed_while_it_is_being_sent_is_not_offered_after_it_was_sent(served, page):
    phone, held = page(), []
    ready(phone)
    fill(phone)
    late = lambda route: held.append(route) if route.request.method == "POST" else route.continue_()  # noqa: E731
    phone.route("**/complaints/new", late)
    with phone.expect_request(lambda it: it.method == "POST"):
        press(phone, NEXT)
    phone.fill("#place", "หน้าวัด")
    holds(phone, "หน้าวัด")
    held[0].continue_()
    sends(phone)
    until(phone, f"!({STORED})")
    phone.unroute("**/complaints/new")
    ready(phone)
    expect(phone.get_by_text(FOUND)).to_have_count(0)


# The line


def test_without_a_line_nothing_is_lost_and_it_goes_once_when_asked(served, page, axe):
    phone = page()
    ready(phone)
    fill(phone)
    phone.context.set_offline(True)
    press(phone, NEXT)
    expect(phone.get_by_text(LOST)).to_be_visible()
    axe(phone)
    phone.context.set_offline(False)
    expect(phone.get_by_text(ALIVE)).to_be_visible()
    assert "/new" in phone.url, "nothing leaves by itself"
    press(phone, GO)
    phone.wait_for_url("**/check**")
    phone.check("#acknowledged")
    phone.context.set_offline(True)
    press(phone, SEND)
    expect(phone.get_by_text("ยังไม่รู้ว่าเรื่องถึงเราหรือยัง")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("มีสัญญาณแล้ว", exact=True)).to_be_visible()
    phone.get_by_role("button", name=SEND, exact=True).last.click()
    phone.wait_for_url("**/received**")
    assert stories(served) == [STORY]


def test_sent_but_never_answered_is_one_case_even_after_a_dead_battery(served, page):
    phone = page()
    ready(phone)
    fill(phone)
    press(phone, NEXT)
    phone.wait_for_url("**/check**")
    phone.check("#acknowledged")

    def swallow(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            return route.abort()
        return route.continue_()

    phone.route("**/complaints/check**", swallow)
    press(phone, SEND)
    expect(phone.get_by_text("มีสัญญาณแล้ว", exact=True)).to_be_visible()
    phone = reopened(phone)
    press(phone, "ใช้ร่างนี้")
    press(phone, NEXT)
    expect(phone.get_by_text("เรื่องนี้ถึงเราแล้ว")).to_be_visible()
    phone.get_by_role("link", name="ดูเลขที่รับเรื่อง").click()
    phone.wait_for_url("**/received**")
    assert stories(served) == [STORY]
    until(phone, f"!({STORED})")


def test_a_form_opens_without_a_line_after_a_first_visit(served, page, axe):
    phone = page()
    ready(phone)
    kept(phone)
    phone.context.clear_cookies()
    phone.context.set_offline(True)
    phone = reopened(phone)
    expect(phone.get_by_text("ตอนนี้ไม่มีสัญญาณ กรอกไว้ก่อนได้")).to_be_visible()
    axe(phone)
    fill(phone)
    press(phone, NEXT)
    expect(phone.get_by_text(LOST)).to_be_visible()
    phone = reopened(phone)
    fill(phone, "อีกเรื่องหนึ่ง")
    phone = reopened(phone)
    expect(phone.get_by_text(FOUND)).to_have_count(2)
    phone.get_by_role("button", name="ใช้ร่างนี้").first.click()
    press(phone, NEXT)
    expect(phone.get_by_text(LOST)).to_be_visible()
    phone.context.set_offline(False)
    press(phone, GO)
    sends(phone)
    assert len(stories(served)) == 1


def test_other_pages_without_a_line_say_so_in_our_words(served, page):
    phone = page()
    ready(phone)
    kept(phone)
    fill(phone)
    press(phone, NEXT)
    phone.wait_for_url("**/check**")
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="ไม่มีสัญญาณ")).to_be_visible()
    phone.context.set_offline(False)
    phone.get_by_role("link", name="ลองอีกครั้ง").click()
    expect(phone.get_by_text(STORY).first).to_be_visible()


def test_the_worker_keeps_no_answers(served, page):
    phone = page()
    ready(phone)
    kept(phone)
    fill(phone)
    press(phone, NEXT)
    phone.wait_for_url("**/check**")
    phone.get_by_role("link", name="กลับไปแก้").click()
    phone.wait_for_url("**/new?draft**")
    press(phone, NEXT)
    sends(phone)
    phone.get_by_role("link", name="ดูหน้าติดตามเรื่อง").click()
    held = phone.evaluate(CACHED)
    assert {name for name in held if not name.startswith("/assets/")} == {"/complaints/new", "/offline"}
    assert STORY not in "".join(held.values())


# Never here


@pytest.mark.sealed
def test_the_sealed_channel_leaves_nothing_on_the_phone(live_server, page, clock):
    with live_server.app.app_context():
        factories.make_office(clock())
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        db.session.remove()
    phone, scripts = page(), []
    phone.on("request", lambda it: scripts.append(it.url) if it.resource_type == "script" else None)
    phone.clock.install()
    phone.goto("/corruption/new")
    assert phone.locator("textarea").count() > 1
    for field in phone.locator("textarea").all():
        field.fill("ความลับ")
    phone.clock.run_for(60_000)
    left = phone.evaluate(TRACES)
    assert left == [0, 0, 0, 0, 0, 0]
    assert [url.rpartition("/")[2] for url in scripts] == ["khamrong.js"]
