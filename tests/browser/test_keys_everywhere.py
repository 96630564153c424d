"""By keyboard alone: every stop is seen, in sight and large enough; forms of residents and acts on many at the desk."""

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Role
from app.services import tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests import factories, sealed_cast
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint

STOP = """() => { const it = document.activeElement; if (it === document.body) return null;
  const width = (style) => style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0;
  const look = (what) => width(getComputedStyle(what));
  const shown = [it, it.closest("label"), it.closest(".radio-card"), it.closest(".door")].filter(Boolean);
  const box = (shown[1] ?? it).getBoundingClientRect();
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return { what: it.outerHTML.slice(0, 120), outline: Math.max(...shown.map(look)),
    covered: box.width > 2 && box.height > 2 && box.height < innerHeight && !(middle && (it.contains(middle)
      || middle.contains(it) || middle.closest("label") === it.closest("label"))) }; }"""
SMALL = """() => [...document.querySelectorAll("a[href],button,input,select,textarea,summary")].filter((it) => {
  if (!it.checkVisibility() || it.closest(".hidden,.skip,p:not(.buttons),dd,dt")) return false;
  const target = it.closest("label,.queue-row") ?? it, box = target.getBoundingClientRect();
  return box.width > 1 && (box.width < 24 || box.height < 24); }).map((it) => it.outerHTML.slice(0, 120))"""


@pytest.fixture
def office(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        make_staff("nurida", Role.INTAKE, Role.OFFICER, now=clock(), unit=factories.unit("กองช่าง"))
        by = Actor(frozenset({Role.MANAGEMENT}))
        case = open_complaint(clock())
        open_complaint(clock(), story="ไฟดับ")
        tickets.take_step(case, "ask", StepInput(message="หลุมอยู่ฝั่งไหน"), by=by, now=clock())
        return {"status": f"/t/{case.token}", "case": f"/staff/tickets/{case.latin}"}


def stops(found, most=90):
    """Every stop of the Tab key from the top of the page to its end."""
    seen = []
    while len(seen) < most:
        found.keyboard.press("Tab")
        here = found.evaluate(STOP)
        if here is None or (seen and here["what"] == seen[0]["what"]):
            break
        seen.append(here)
    return seen


def walked(found, addresses):
    wrong = []
    for address in addresses:
        found.goto(address)
        found.evaluate("document.activeElement.blur()")
        seen = stops(found)
        assert len(seen) > 5, address
        wrong += [f"{address} unseen: {it['what']}" for it in seen if it["outline"] < 2]
        wrong += [f"{address} covered: {it['what']}" for it in seen[1:] if it["covered"]]
        wrong += [f"{address} small: {it}" for it in found.evaluate(SMALL)]
    return "\n".join(wrong)


def test_each_stop_of_residents_pages_is_seen(office, page):
    addresses = ("/", "/complaints/new", "/water/new", "/corruption/new", "/track", office["status"], "/accessibility")
    assert walked(page(360), addresses) == ""


def test_each_stop_at_the_desk_is_seen(office, page):
    person = Officer(page(1280), lambda _found: None)
    person.signs_in("nurida")
    addresses = ("/staff/queue", office["case"], f"{office['case']}/answer", "/staff/tickets/new", "/staff/account")
    assert walked(person.page, addresses) == ""


def types(page, name, words):
    """Go to a field with the Tab key and type into it."""
    for _ in range(90):
        if page.evaluate("document.activeElement.name") == name:
            return page.keyboard.type(words)
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by keyboard")


def presses(page, label):
    """Go to a button with the Tab key and press it."""
    for _ in range(90):
        if page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')") == label:
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {label!r} by keyboard")


def test_an_answer_to_the_offices_question(office, page):
    phone = page(360)
    phone.goto(office["status"])
    box = phone.locator("main textarea").first.get_attribute("name")
    types(phone, box, "ฝั่งขวา หน้าวัด")
    with phone.expect_navigation():
        phone.keyboard.press("Tab")
        label = phone.evaluate("document.activeElement.closest('form').querySelector('button').textContent.trim()")
        presses(phone, label)
    expect(phone.locator("main")).to_contain_text("ฝั่งขวา หน้าวัด")


def test_a_sealed_report_up_to_its_check(office, page):
    phone = page(360)
    phone.goto("/corruption/new")
    code = phone.locator("input[name=code]").input_value()
    types(phone, "last_four", code[-4:])
    types(phone, "about", " ")
    types(phone, "what", "ขอเงินค่าเซ็นชื่อ")
    with phone.expect_navigation():
        presses(phone, "ตรวจทานก่อนส่ง")
    expect(phone.locator("main")).to_contain_text("ขอเงินค่าเซ็นชื่อ")
    assert not phone.locator(".error-summary").is_visible()


def test_who_signs_in_may_paste_and_be_helped_by_a_keeper_of_passwords(office, page):
    desk = page(1280)
    desk.goto("/staff/sign-in")
    marks = "all => all.map((it) => it.autocomplete)"
    assert desk.locator("main input:not([type=hidden])").evaluate_all(marks) == ["username", "current-password"]
    pasted = """(it) => it.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, cancelable: true}))"""
    assert desk.locator("#password").evaluate(pasted) is True


def test_help_stands_in_the_same_place_on_every_page(office, page):
    phone, places = page(360), set()
    for address in ("/", "/complaints/new", "/water/new", "/track", office["status"], "/services/", "/accessibility"):
        phone.goto(address)
        told = phone.locator("footer p").first
        first = told.evaluate("it => it.parentElement.firstElementChild === it")
        places.add((told.locator("a[href^='tel:']").count(), first))
    assert places == {(1, True)}
