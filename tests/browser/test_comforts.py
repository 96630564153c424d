"""What residents' phones do when asked: remember a case and forget it, share its link, show larger letters."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.keeping import holds, ready
from tests.factories import make_office, open_complaint


@pytest.fixture
def case(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        return f"/t/{open_complaint(clock()).token}"


KEEP, FORGET = "จำเรื่องนี้ไว้ในเครื่องนี้", "ลืมเรื่องนี้"
MOVING = """[...document.querySelectorAll("*")].map((it) => getComputedStyle(it)).filter((it) =>
  it.animationName != "none" || parseFloat(it.transitionDuration) > 0 || it.scrollBehavior == "smooth").length"""


def kept(phone):
    return json.loads(phone.evaluate("localStorage.getItem('khamrong-mine')") or "[]")


def test_a_case_is_remembered_only_when_asked_and_without_words(page, case, axe):
    phone = page()
    phone.goto(case)
    button = phone.get_by_role("button", name=KEEP)
    expect(button).to_be_visible()
    assert kept(phone) == []
    button.click()
    expect(phone.locator("[data-mine-said]")).to_contain_text("จำแล้ว")
    (only,) = kept(phone)
    assert sorted(only) == ["day", "number", "url"]
    assert (only["number"], only["url"]) == ("รท-2570-0001", case)
    for place in ("/", "/track"):
        phone.goto(place)
        mine = phone.locator("[data-mine-list]")
        expect(mine).to_contain_text("รท-2570-0001")
        expect(mine).to_contain_text("2569")
        expect(mine).to_contain_text("ใครถือเครื่องนี้จะเปิดเรื่องเหล่านี้ได้")
        assert mine.get_by_role("link").get_attribute("href") == case
        axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_phone_forgets_one_or_all(page, case):
    phone = page()
    phone.goto(case)
    phone.get_by_role("button", name=KEEP).click()
    phone.get_by_role("button", name=FORGET).click()
    assert kept(phone) == []
    phone.get_by_role("button", name=KEEP).click()
    for button in (f"{FORGET} รท-2570-0001", "ลืมทั้งหมด"):
        phone.goto(case)
        if not kept(phone):
            phone.get_by_role("button", name=KEEP).click()
        phone.goto("/")
        phone.get_by_role("button", name=button).click()
        expect(phone.locator("[data-mine-list]")).to_be_hidden()
        assert phone.evaluate("localStorage.length") == 0
        assert phone.evaluate("document.activeElement.id") == "main"


def test_without_scripts_or_anything_kept_nothing_is_offered(page, case):
    silent = page(scripts=False)
    for place in ("/", "/track", case):
        silent.goto(place)
        assert not silent.get_by_text(KEEP).is_visible()
        assert not silent.locator("[data-mine-list]").is_visible()


def test_pages_of_the_corruption_channel_know_nothing_of_it(page, case):
    phone = page()
    phone.goto(case)
    phone.get_by_role("button", name=KEEP).click()
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto("/corruption/")
    phone.wait_for_load_state("networkidle")
    assert "รท-2570-0001" not in phone.content()
    assert not any("mine" in url for url in asked)


def test_the_link_is_shared_where_the_phone_can(page, case):
    phone = page()
    phone.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    phone.goto(case)
    phone.get_by_role("button", name="แบ่งปันลิงก์ของเรื่องนี้").click()
    assert phone.evaluate("window.shared.url").endswith(case)
    other = page()
    other.add_init_script("delete Navigator.prototype.share")
    other.goto(case)
    expect(other.get_by_role("button", name=KEEP)).to_be_visible()
    assert not other.get_by_text("แบ่งปันลิงก์ของเรื่องนี้").is_visible()


def test_coming_back_to_a_form_with_errors_finds_the_words_and_no_question_of_the_browser(page, case):
    phone = page()
    ready(phone)
    phone.fill("#story", "ท่อตันหน้าบ้าน")
    holds(phone, "ท่อตันหน้าบ้าน")
    phone.get_by_role("button", name="ไปตรวจคำตอบ").click()
    expect(phone.locator(".error-summary")).to_be_visible()
    phone.goto("/privacy")
    phone.go_back()
    phone.get_by_role("button", name="ใช้ร่างนี้").click()
    expect(phone.locator("#story")).to_have_value("ท่อตันหน้าบ้าน")


def test_in_forced_colours_what_can_be_pressed_or_is_current_has_an_edge(page, case):
    phone = page()
    phone.emulate_media(forced_colors="active", reduced_motion="reduce")
    edge = "it => parseFloat(getComputedStyle(it).borderBlockEndWidth)"
    phone.goto("/complaints/new")
    for what in (".button", ".radio-card", ".input", ".languages [aria-current]"):
        assert phone.locator(f"{what} >> visible=true").first.evaluate(edge) >= 1, what
    drawn = "it => getComputedStyle(it).borderBlockStartStyle"
    assert phone.locator(".steps [aria-current]").evaluate(drawn) == "solid"
    assert phone.locator(".steps li:not([aria-current])").first.evaluate(drawn) == "dotted"
    phone.locator(".radio-card input").first.focus()
    phone.keyboard.press("ArrowDown")
    chosen = phone.locator(".radio-card:has(:checked)").first
    assert chosen.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    phone.goto(case)
    assert phone.locator(".timeline .now > .icon").first.evaluate(edge) >= 1
    phone.keyboard.press("Tab")
    assert phone.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_nothing_moves_by_itself_for_who_wants_no_motion(page, case):
    phone = page()
    for place in ("/", "/complaints/new", case):
        phone.goto(place)
        assert phone.evaluate(MOVING) == 0
