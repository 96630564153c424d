"""Every page that a person can open, by role: no barriers, and nothing wider than the screen."""

from dataclasses import replace

import pytest

from app.domain import old_books
from app.domain.workflow import Role
from app.services import measures, tickets
from app.services.actors import Actor
from app.services.old_registers import checking, loading, looking, taking
from app.services.steps import StepInput
from tests import eservices, factories
from tests import old_books as old_books_made
from tests.browser.people import Officer
from tests.factories import make_office, make_staff, open_complaint, open_water

PUBLIC, DESK, BOSS, ADMIN = "public", "desk", "boss", "chief"
ROLES = {DESK: (Role.INTAKE, Role.OFFICER), BOSS: (Role.MANAGEMENT,), ADMIN: (Role.ADMINISTRATOR,)}
DOORS = {
    PUBLIC: ("front", "complaints", "water", "tracking", "accounts"),
    DESK: ("desk", "account", "guides"),
    BOSS: ("management", "reports", "approvals", "personal"),
    ADMIN: ("admin",),
}
NEEDS_MORE = ("check", "received", "photo", "second_step", "healthz", "readyz")


@pytest.fixture
def office(live_server, clock):
    """An office with a case in many states and a report."""
    with live_server.app.app_context():
        row = make_office(clock())
        for name, roles in ROLES.items():
            make_staff(name, *roles, now=clock(), unit=factories.unit("กองช่าง"))
        boss = Actor(frozenset({Role.MANAGEMENT}))
        case = open_complaint(clock(), applicant="สมพร แก้วมณี", phone="0800001111", email="a@example.org")
        tickets.take_step(case, "accept", StepInput(), by=boss, now=clock())
        tickets.write(case, "โทรแล้ว", public=False, by=boss, now=clock())
        clock.advance(days=20)
        water = open_water(clock())
        tickets.take_step(water, "check", StepInput(opinion="เห็นควร"), by=boss, now=clock())
        waiting = open_complaint(clock())
        tickets.take_step(waiting, "ask", StepInput(message="ที่ไหน"), by=boss, now=clock())
        eservices.define(clock())
        measures.draft(2570, 12, row, by=boss, now=clock())
        known = old_registers(boss, clock())
        known |= {"reference": case.latin, "token": waiting.token, "year": 2570, "months": 12, "number": 6}
    return live_server, {**known, "service": "water", "slug": eservices.SLUG, "key": "f1", "line": "messages"}


def old_registers(by, now):
    """One that was taken and one with faults; their numbers, and that of a line."""
    by, made = replace(by, staff_id=factories.staff.by_username(ADMIN).id), []
    for name in ("เล่มเก่า", "เล่มที่ยังตรวจอยู่"):
        register = loading.load(name, old_books.read(old_books_made.as_csv(old_books_made.rows(9))), by=by, now=now)
        loading.arrange(register.id, loading.columns(register)[0], loading.choices(register))
        checking.go_on(register.id, now=now)
        made.append(register.id)
        if name == "เล่มเก่า":
            taking.take(register.id, left_out=0, by=by, now=now)
    line = looking.first_lines(looking.find(made[0]), 1)[0].id
    return {"register_id": made[0], "loaded": made[1], "line_id": line, "act": "undo", "role": "intake"}


def addresses(app, known, role):
    """Every address of a role's doors that a link or a bookmark can open."""
    urls = app.url_map.bind("127.0.0.1")
    for rule in app.url_map.iter_rules():
        door = rule.endpoint.split(".")[0]
        if "GET" not in rule.methods or door not in DOORS[role] or rule.endpoint.endswith(NEEDS_MORE):
            continue
        if rule.arguments <= known.keys() and "." not in rule.rule:
            yield urls.build(rule.endpoint, {name: known[name] for name in rule.arguments})
    if role == DESK:
        for step in ("answer", "ask", "assign", "refer"):
            yield f"/staff/tickets/{known['reference']}/{step}"
        yield "/staff/tickets/new?channel=water"
        yield "/staff/tickets/new?channel=eservice"
    if role == ADMIN:
        yield from (f"/admin/registers/{known['loaded']}{end}" for end in ("", "/columns", "/discard"))
    if role == PUBLIC:
        yield f"/services/{known['slug']}/new"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("role", DOORS)
def test_pages_have_no_barriers_and_fit(office, page, axe, role, width):
    person = Officer(page(width), lambda _found: None)
    if role != PUBLIC:
        person.signs_in(role)
    found, seen = person.page, 0
    server, known = office
    for address in addresses(server.app, known, role):
        answer = found.goto(address)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        axe(found)
        assert found.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        seen += 1
    assert seen >= 4, f"{role} saw {seen} pages"


@pytest.mark.parametrize("role", [PUBLIC, DESK])
def test_with_large_letters_everything_still_fits_a_phone(office, page, role):
    person = Officer(page(360), lambda _found: None)
    if role != PUBLIC:
        person.signs_in(role)
    found, too_wide = person.page, []
    server, known = office
    found.goto("/privacy?letters=large")
    for address in addresses(server.app, known, role):
        answer = found.goto(address)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        assert found.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 20, address
        if found.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)
    assert too_wide == []
