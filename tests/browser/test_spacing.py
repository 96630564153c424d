"""Letters, words, lines and paragraphs set further apart by the reader (WCAG 1.4.12): nothing is cut off or covered."""

import pytest

from app.domain.workflow import Role
from app.services import tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests import factories, sealed_cast
from tests.browser.people import Officer
from tests.browser.test_states import WIDE
from tests.factories import make_office, make_staff, open_complaint, open_water

ROLES = (Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.ADMINISTRATOR)
RESIDENTS = (
    "/", "/complaints/", "/complaints/new", "/water/new", "/water/group/new", "/corruption/", "/corruption/new",
    "/track", "{status}", "/services/complaint", "/statistics/", "/accessibility",
)  # fmt: skip
STAFF = (
    "/staff/queue", "{case}", "{case}/answer", "{water}", "/staff/tickets/new", "/staff/check", "/staff/field",
    "/management/", "/admin/", "/admin/villages", "/staff/account",
)  # fmt: skip
APART = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
APPLY = """(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
CUT = """() => [...document.querySelectorAll("body *")].filter((it) => {
  if (!it.checkVisibility() || it.closest(".hidden,.skip,svg,select") || !it.textContent.trim()) return false;
  const style = getComputedStyle(it), over = (axis, size) => /hidden|clip/.test(axis) && size > 1;
  return over(style.overflowX, it.scrollWidth - it.clientWidth)
    || over(style.overflowY, it.scrollHeight - it.clientHeight);
}).map((it) => `cut off: ${it.outerHTML.slice(0, 120)}`)"""
COVERED = """() => {
  const words = [...document.querySelectorAll("main :is(p,h1,h2,h3,a,button,label,dt,dd,legend,.chip)")].filter((it) =>
    it.checkVisibility() && !it.closest(".hidden,.radio-card,svg,details:not([open]) > :not(summary)")
    && !it.querySelector("p,h1,h2,h3,a,button,label,dt,dd,legend") && it.textContent.trim());
  const lines = words.map((it) => { const range = document.createRange(); range.selectNodeContents(it);
    return [it, [...range.getClientRects()].filter((one) => one.width > 2)]; });
  const cross = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 3;
  return lines.flatMap(([one, own], at) => lines.slice(at + 1).filter(([other, more]) => !one.contains(other)
    && !other.contains(one) && own.some((a) => more.some((b) => cross(a, b)))).map(([other]) =>
    `on each other: ${one.outerHTML.slice(0, 100)} and ${other.outerHTML.slice(0, 100)}`)); }"""


@pytest.fixture
def addresses(live_server, clock):
    with live_server.app.app_context():
        make_office(clock(), sample=True)
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        make_staff("somboon", *ROLES, now=clock(), unit=factories.unit("กองช่าง"))
        case, water = open_complaint(clock(), phone="0800001111"), open_water(clock())
        by, question = Actor(frozenset({Role.MANAGEMENT})), StepInput(message="หลุมอยู่ฝั่งไหน")
        tickets.take_step(case, "ask", question, by=by, now=clock())
        named = {"case": f"/staff/tickets/{case.latin}", "water": f"/staff/tickets/{water.latin}"}
        return named | {"status": f"/t/{case.token}"}


def lost(found, addresses):
    """What is lost on each page once everything stands further apart."""
    wrong = []
    for address in addresses:
        found.goto(address)
        found.evaluate(APPLY, APART)
        assert found.evaluate("parseFloat(getComputedStyle(document.body).letterSpacing)") > 2
        wrong += [f"{address}: {it}" for look in (WIDE, CUT, COVERED) for it in found.evaluate(look)]
    return "\n".join(wrong)


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_residents(addresses, page, width):
    assert lost(page(width), [one.format(**addresses) for one in RESIDENTS]) == ""


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_staff(addresses, page, width):
    person = Officer(page(width), lambda _found: None)
    person.signs_in("somboon")
    assert lost(person.page, [one.format(**addresses) for one in STAFF]) == ""
