"""Pages in the states that links do not lead to: refused, empty, full of long words, zoomed, in large text."""

import pytest

from app.domain.workflow import Role
from app.extensions import db
from app.models import Village
from app.services import tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from app.services.transaction import transaction
from tests import eservices, factories, sealed_cast
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint, open_water

LONG, STORY, PLACE = "ก" * 100, "น้ำไม่ไหลมาสามวันแล้ว " * 200 + "ย" * 600, "บ้าน" + "ท่าเรือเก่า" * 10
ALL_ROLES = (Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.ADMINISTRATOR)
REFUSED = (
    "/complaints/new", "/water/new", "/water/group/new", f"/services/{eservices.SLUG}/new", "/corruption/new",
    "/track", "/questions/ask",
)  # fmt: skip
REFUSED_AT_THE_DESK = (
    "/staff/tickets/new", "/staff/tickets/new?channel=water", "/staff/account/password", "/admin/villages",
    "/admin/categories", "/admin/staff", "/admin/holidays", "{case}/ask", "{case}/answer", "{case}/refer",
    "{case}/note",
)  # fmt: skip
EMPTY = (
    "/staff/queue", "/staff/search?q=x", "/staff/field", "/staff/check", "/management/",
    "/management/approvals", "/management/reports/", "/staff/publishing/", "/admin/registers", "/statistics/",
    "/statistics/services", "/reports/", "/news/", "/questions/", "/ita/", "/track", "/accessibility",
)  # fmt: skip
FULL = (
    "/staff/queue", "{case}", "{case}/answer", "{case}/sheet", "{water}", "/staff/search?q=ก", "/staff/field",
    "/management/", "{status}", "/complaints/new",
)  # fmt: skip
DOUBLE = {"fontSizes": {"standard": 32, "fixed": 26}}


@pytest.fixture(scope="session")
def spotless():
    """axe with every rule it has: what it calls minor is a finding too."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - one engine a session

    engine = Axe()

    def findings(page):
        return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in engine.run(page).response["violations"]]

    return findings


@pytest.fixture
def fresh(live_server, clock):
    """An office on its first day, with somebody who may see everything."""
    with live_server.app.app_context():
        make_office(clock())
        make_staff("somboon", *ALL_ROLES, now=clock(), unit=factories.unit("กองช่าง"), name=LONG)
    return live_server


@pytest.fixture
def busy(fresh, clock):
    """The same with words as long as people can make them."""
    with fresh.app.app_context():
        eservices.define(clock())
        with transaction():
            for village in db.session.query(Village):
                village.name = PLACE[:100]
        by = Actor(frozenset({Role.MANAGEMENT}))
        case = open_complaint(clock(), story=STORY[:5000], place=LONG, applicant=LONG, phone="0800001111")
        water = open_water(clock(), applicant=LONG, place=LONG)
        tickets.take_step(case, "accept", StepInput(), by=by, now=clock())
        tickets.write(case, "ล" * 900, public=False, by=by, now=clock())
        named = {"case": f"/staff/tickets/{case.latin}", "water": f"/staff/tickets/{water.latin}"}
        return fresh, named | {"status": f"/t/{case.token}"}


WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((it) => it.getBoundingClientRect().right > innerWidth + 0.5 && !it.closest(".scroll,.hidden"))
  .slice(-1).map((it) => `too wide: ${it.parentElement.outerHTML.slice(0, 160)}`)"""


def faults(found, spotless, name):
    """What is wrong with the page as it stands."""
    return [f"{name}: {it}" for it in (*spotless(found), *found.evaluate(WIDE))]


def looked_at(person, spotless, addresses, act=lambda _found: None):
    """Every fault of every page, after ``act``."""
    wrong = []
    for address in addresses:
        answer = person.page.goto(address)
        if answer.status == 404:
            wrong.append(f"{address}: not found")
            continue
        act(person.page)
        wrong += faults(person.page, spotless, address)
    return "\n".join(wrong)


def signed_in(found):
    person = Officer(found, lambda _found: None)
    person.signs_in("somboon")
    return person


def refuse(found):
    """Send the page's own form with nothing in it."""
    own = found.locator("main form[method=post]").filter(has=found.locator(".button")).last
    own.evaluate("it => it.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]),textarea')"
                 ".forEach((field) => { if (field.type !== 'file') field.value = ''; })")  # fmt: skip
    with found.expect_navigation():
        own.evaluate("it => it.submit()")
    summary = found.locator(".error-summary")
    assert summary.is_visible(), f"{found.url} refuses nothing"
    for link in summary.locator("a").all():
        assert found.locator(link.get_attribute("href").replace("#", "[id='") + "']").count() == 1, found.url
    said = "(it) => it?.getAttribute('aria-describedby')?.split(' ').some((id) => id.startsWith('e-'))"
    told = f"(it) => [it, it.closest('fieldset')].some({said})"
    assert all(found.locator("[aria-invalid=true]").evaluate_all(f"all => all.map({told})")), found.url


def test_refused_forms_of_residents(busy, page, spotless, clock):
    server, _named = busy
    with server.app.app_context():
        sealed_cast.open_channel(clock())
        for name in ("arun", "rohani"):
            sealed_cast.reader(name, clock())
        db.session.remove()
    person = Officer(page(320), lambda _found: None)
    assert looked_at(person, spotless, REFUSED, refuse) == ""


def test_refused_forms_at_the_desk(busy, page, spotless):
    addresses = [address.format(**busy[1]) for address in REFUSED_AT_THE_DESK]
    assert looked_at(signed_in(page(360)), spotless, addresses, refuse) == ""


def test_pages_with_nothing_on_them_yet(fresh, page, spotless):
    assert looked_at(signed_in(page(320)), spotless, EMPTY) == ""


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_pages_with_words_as_long_as_people_can_make_them(busy, page, spotless, width):
    """640 is 1280 at 200 %, 320 is 1280 at 400 %: what is zoomed has fewer pixels of its own."""
    addresses = [address.format(**busy[1]) for address in FULL]
    assert looked_at(signed_in(page(width)), spotless, addresses) == ""


@pytest.mark.parametrize("width", [768, 1280])
def test_text_alone_at_twice_its_size(busy, page, width):
    """Letters grow, the window does not: nothing is cut off, nothing lies beyond the edge."""
    person, wrong = signed_in(page(width)), []
    person.page.context.new_cdp_session(person.page).send("Page.setFontSizes", DOUBLE)
    for address in (*(a.format(**busy[1]) for a in FULL), "/", "/water/new", "/statistics/", "/admin/"):
        person.page.goto(address)
        assert person.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        wide = person.page.evaluate(WIDE)
        cut = person.page.evaluate(
            "[...document.querySelectorAll('main :is(p,h1,h2,h3,a,button,label,dd,dt,.chip)')].filter((it) =>"
            " it.checkVisibility() && getComputedStyle(it).overflowX == 'hidden' && !it.closest('.hidden')"
            " && it.scrollWidth > it.clientWidth + 1).length"
        )
        wrong += [f"{address}: {wide}, {cut} cut off"] if wide or cut else []
    assert "\n".join(wrong) == ""
