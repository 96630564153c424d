"""What a screen reader is told: headings in order, places and fields with names, what is wrong, what changes."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from app.domain.workflow import Role
from tests import factories, sealed_cast
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint

TYPED = {"textbox", "combobox", "listbox", "searchbox", "spinbutton"}
PRESSED = {"button", "link", "checkbox", "radio", "radiogroup", *TYPED}
PLACES = {"navigation", "complementary", "region", "alertdialog", "dialog"}
ONCE = {"main", "banner", "contentinfo"}


@pytest.fixture
def office(live_server, clock):
    with live_server.app.app_context():
        make_office(clock())
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        roles = (Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.ADMINISTRATOR)
        make_staff("somboon", *roles, now=clock(), unit=factories.unit("กองช่าง"))
        case = open_complaint(clock())
        return {"case": f"/staff/tickets/{case.latin}", "status": f"/t/{case.token}"}


def tree(page):
    """Chromium's own accessibility tree, without what nobody is told of: (role, name, properties) in reading order."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node):
        if not node.get("ignored"):
            properties = {it["name"]: it["value"].get("value") for it in node.get("properties", [])}
            properties["description"] = node.get("description", {}).get("value", "")
            yield node["role"]["value"], node.get("name", {}).get("value", "").strip(), properties
        for child in node.get("childIds", []):
            if child in by_id:
                yield from walk(by_id[child])

    return list(walk(next(node for node in nodes if "parentId" not in node)))


def faults(page):
    """Whatever would be read out without a name, twice, or in the wrong place."""
    told = tree(page)
    levels = [properties["level"] for role, _name, properties in told if role == "heading"]
    wrong = [f"{role} without a name" for role, name, _ in told if role in PRESSED | PLACES and not name]
    wrong += [f"heading {b} follows {a}" for a, b in pairwise(levels) if b > a + 1]
    wrong += [f"{levels.count(1)} first headings"] if levels.count(1) != 1 else []
    wrong += [f"{role} {n} times" for role in ONCE if (n := sum(it[0] == role for it in told)) != 1]
    places = [(role, name) for role, name, _ in told if role in {"navigation", "complementary", "region"}]
    wrong += [f"two places are called {place}" for place in {it for it in places if places.count(it) > 1}]
    return wrong


def field(page, name):
    """A field as it is announced."""
    return next(properties for role, said, properties in tree(page) if role in TYPED and said.startswith(name))


RESIDENTS = (
    "/", "/complaints/", "/complaints/new", "/water/new", "/water/group/new", "/corruption/", "/corruption/new",
    "/track", "/questions/", "/statistics/", "/accessibility", "/privacy", "{status}",
)  # fmt: skip
DESK = (
    "/staff/queue", "{case}", "{case}/ask", "{case}/answer", "/staff/tickets/new", "/staff/search", "/staff/check",
    "/staff/account", "/management/", "/management/approvals", "/management/reports/", "/admin/", "/admin/villages",
)  # fmt: skip


def test_every_place_field_and_button_of_residents_has_its_name(office, page):
    phone, wrong = page(360), {}
    for address in RESIDENTS:
        phone.goto(address.format(**office))
        wrong |= {address: found} if (found := faults(phone)) else {}
    assert wrong == {}


def test_every_place_field_and_button_at_the_desk_has_its_name(office, page):
    person, wrong = Officer(page(1280), lambda _found: None), {}
    person.signs_in("somboon")
    for address in DESK:
        person.page.goto(address.format(**office))
        wrong |= {address: found} if (found := faults(person.page)) else {}
        if address in {"/staff/queue", "/management/", "/admin/"}:
            here = person.page.get_by_role("navigation", name="งาน").locator("[aria-current=page]")
            assert here.count() == 1, f"{address}: the menu does not say where one is"
    assert wrong == {}


def test_a_form_says_what_is_asked_and_what_is_wrong(office, page):
    phone = page(360)
    phone.goto("/complaints/new")
    groups = [name for role, name, _ in tree(phone) if role in {"group", "radiogroup"} and name]
    assert groups[:2] == ["เรื่องเกี่ยวกับอะไร", "เกิดที่ไหน"]
    assert phone.locator(".steps [aria-current=step]").count() == 1
    with phone.expect_navigation():
        phone.get_by_role("button", name="ไปตรวจคำตอบ").click()
    summary = phone.locator(".error-summary")
    expect(summary).to_be_focused()
    assert any(role == "alert" for role, _name, _properties in tree(phone))
    label = phone.locator("label[for=village]").inner_text().split("(")[0].strip()
    told = field(phone, label)
    assert told["invalid"] == "true"
    assert "เลือก" in told["description"]
    assert faults(phone) == []
    for key in ("Tab", "Enter", "Tab"):
        phone.keyboard.press(key)
    assert phone.evaluate("document.activeElement.name") == "category"


def test_check_receipt_and_status_are_read_in_order(office, page):
    phone = page(360)
    phone.goto("/complaints/new")
    phone.check("input[value=drain]")
    phone.fill("#story", "ท่อตัน")
    phone.select_option("#village", "4")
    phone.fill("#place", "ข้างร้านชำ")
    phone.get_by_role("button", name="ไปตรวจคำตอบ").click()
    phone.wait_for_url("**/check**")
    assert faults(phone) == []
    phone.check("#acknowledged")
    phone.get_by_role("button", name="ส่งเรื่อง", exact=True).click()
    phone.wait_for_url("**/received**")
    assert faults(phone) == []
    spoken = " ".join(name for _role, name, _properties in tree(phone))
    assert re.search(r"รท-2570-\d{4}", spoken)


def test_what_changes_by_itself_is_said_once_and_quietly(office, page):
    """Notices of the phone's draft, of who else is here and of what was kept are polite; only errors interrupt."""
    phone = page(360)
    phone.goto("/complaints/new")
    phone.fill("#story", "ท่อตัน")
    expect(phone.locator("form[data-keep] > [role=status]")).to_have_count(1)
    person = Officer(page(1280), lambda _found: None)
    person.signs_in("somboon")
    quiet = {"{case}": "[data-who]", "{case}/ask": "[data-who],[data-saved]", "/staff/queue": "[data-count]"}
    for address, places in quiet.items():
        person.page.goto(address.format(**office))
        found = person.page.locator(places)
        assert found.count() == len(places.split(","))
        assert set(found.evaluate_all("all => all.map((it) => it.getAttribute('role'))")) == {"status"}
    alerts = person.page.locator("[role=alert]").evaluate_all("all => all.filter((it) => it.textContent.trim()).length")
    assert alerts == 0
