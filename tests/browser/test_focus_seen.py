"""The focus is seen: around each kind of control enough pixels change, and change enough (WCAG 1.4.11, 2.4.13)."""

from collections import Counter
from io import BytesIO

import pytest
from PIL import Image

from app.domain.workflow import Role
from app.extensions import db
from app.services import tickets
from app.services.actors import Actor
from app.services.steps import StepInput
from tests import factories, sealed_cast
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint, open_water

ENOUGH, KINDS = 3.0, 30
HERE = """() => { const it = document.activeElement; if (it === document.body) return null;
  const shown = it.closest(".radio-card") ?? it, own = getComputedStyle(it), box = shown.getBoundingClientRect();
  const clear = (what) => what && /, 0\\)$/.test(getComputedStyle(what).backgroundColor);
  let under = shown; while (clear(under)) under = under.parentElement;
  const place = it.closest(".sample,.letterhead,.notice,.error-summary,.panel,.queue-row,.colophon,.leave,table,aside");
  return { kind: [it.tagName, it.type, it.className, own.backgroundColor, own.display, place?.className,
      under && getComputedStyle(under).backgroundColor].join(" "), what: it.outerHTML.slice(0, 120),
    around: 4 * (box.width + box.height) - 16,
    clip: { x: Math.max(0, box.left - 8), y: Math.max(0, box.top - 8), width: Math.min(innerWidth, box.right + 8)
      - Math.max(0, box.left - 8), height: Math.min(innerHeight, box.bottom + 8) - Math.max(0, box.top - 8) },
    whole: box.top >= 0 && box.bottom <= innerHeight }; }"""


ROLES = (Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.ADMINISTRATOR)
RESIDENTS = (
    "/", "/complaints/new", "/water/new", "/water/group/new", "/corruption/", "/corruption/new", "/track", "{status}",
    "/services/complaint",
)  # fmt: skip
STAFF = (
    "/staff/queue", "{case}", "{case}/answer", "{water}", "/staff/tickets/new", "/admin/villages", "/admin/",
    "/management/", "/staff/account", "/staff/field", "/staff/style",
)  # fmt: skip
FORCED = ("/", "/water/new", "{status}", "/staff/queue", "{case}", "/staff/style")


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
        named["status"] = f"/t/{case.token}"
        db.session.remove()
    return named


def light(colour):
    parts = (c / 255 for c in colour[:3])
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def changed(before, after):
    """How many pixels differ by three to one."""
    pixels = (Image.open(BytesIO(shot)).convert("RGB").get_flattened_data() for shot in (before, after))
    pairs = Counter(zip(*pixels, strict=True))
    return sum(count for (one, other), count in pairs.items() if one != other and contrast(one, other) >= ENOUGH)


def unseen(found, addresses):
    """Stops of the Tab key, one of each kind, around which fewer pixels change than a line of two pixels has."""
    wrong, known = [], set()
    for address in addresses:
        found.goto(address)
        for here in stops(found):
            if here["kind"] in known or not here["whole"]:
                continue
            known.add(here["kind"])
            focused = found.screenshot(clip=here["clip"])
            found.evaluate("document.activeElement.blur()")
            seen = changed(found.screenshot(clip=here["clip"]), focused)
            if seen < here["around"]:
                wrong.append(f"{address}: {seen} of {here['around']:.0f} pixels: {here['what']}")
    assert len(known) > KINDS, "the Tab key went nowhere"
    return "\n".join(wrong)


def stops(found):
    """Where the Tab key stops, from the top to the end."""
    first = None
    for _ in range(150):
        found.keyboard.press("Tab")
        here = found.evaluate(HERE)
        if here is None or here["what"] == first:
            return
        first = first or here["what"]
        yield here


def test_on_pages_of_residents(addresses, page):
    assert unseen(page(360), [one.format(**addresses) for one in RESIDENTS]) == ""


def test_on_pages_of_staff(addresses, page):
    person = Officer(page(1280), lambda _found: None)
    person.signs_in("somboon")
    assert unseen(person.page, [one.format(**addresses) for one in STAFF]) == ""


def test_in_forced_colours(addresses, page):
    person = Officer(page(1280), lambda _found: None)
    person.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    person.signs_in("somboon")
    assert unseen(person.page, [one.format(**addresses) for one in FORCED]) == ""
