"""Every kind of person at every address: what the table says opens, all else is an address that does not exist."""

import pytest

from app.domain.workflow import Role
from app.services.transaction import transaction
from tests import access
from tests.architecture.sources import ROOT
from tests.factories import make_staff, unit
from tests.officers import Officer
from tests.sealed.doors import filled, shown
from tests.web.entrance import person

NOWHERE = "/there/is/no/such/page"
WRONG = "a" * 22
ENDING = {"accounts.sign_out", "account.sign_out_everywhere"}


def someone(app, clock, *roles, unit_name=None):
    """Somebody at their desk."""
    place = unit(unit_name) if unit_name else None
    return Officer(app.test_client(), make_staff("somebody", *roles, now=clock(), unit=place)).client


def knocks(app, endpoints=None):
    """Every address with what it takes, real or not, and every method."""
    for rule in access.rules(app):
        if rule.endpoint not in ENDING and (endpoints is None or endpoints(rule.endpoint)):
            for method in sorted(rule.methods & {"GET", "POST"}):
                yield rule, method, filled(app, rule, any=WRONG)


def inside(endpoint):
    return access.allowed(endpoint) is not access.ALL


def like_nothing(client, method, address):
    """Whether the answer is that of an address that does not exist, beside which the menu shows the same place."""
    pair = address, address.rstrip("/") + NOWHERE
    answers = [shown(client.open(asked, method=method), f"{asked}?", f'{asked}"') for asked in pair]
    return answers[0] == answers[1]


@pytest.mark.parametrize("role", access.ROLES)
def test_what_is_not_for_a_role_does_not_exist(app, clock, opened, role):
    client = someone(app, clock, role, unit_name="กองช่าง" if role is Role.OFFICER else None)
    closed = knocks(app, lambda endpoint: inside(endpoint) and role not in access.allowed(endpoint))
    assert [f"{method} {address}" for _, method, address in closed if not like_nothing(client, method, address)] == []


@pytest.mark.parametrize("role", access.ROLES)
def test_what_is_for_a_role_opens(app, clock, opened, role):
    """Pages that need no number: they open, lead on, or miss what was to come with them; none leads to the sign-in."""
    client = someone(app, clock, role, unit_name="กองช่าง" if role is Role.OFFICER else None)
    needs_more = {"desk.marked", "management.cases", "management.water_cases"}
    for rule, method, address in knocks(app, lambda endpoint: role in (access.allowed(endpoint) or ())):
        if method == "GET" and not rule.arguments and rule.endpoint not in needs_more:
            answer = client.get(address)
            assert answer.status_code in {200, 302, 303}, (address, answer.status_code)
            assert "sign-in" not in (answer.location or ""), address


def strangers(app, clock):
    """Who is not signed in, or not any more."""
    dismissed = someone(app, clock, Role.INTAKE, Role.MANAGEMENT, Role.ADMINISTRATOR, Role.INTEGRITY)
    with transaction():
        person("somebody").active = False
    driver = app.test_client()
    driver.get(f"/r/{WRONG}")
    return {"nobody": app.test_client(), "dismissed": dismissed, "with a link": driver}


@pytest.mark.parametrize("who", ["nobody", "dismissed", "with a link"])
def test_whoever_is_not_signed_in_is_led_to_the_sign_in(app, clock, opened, who):
    client = strangers(app, clock)[who]
    for _, method, address in knocks(app, inside):
        answer = client.open(address, method=method)
        assert answer.status_code == 302, (method, address)
        assert answer.location.startswith("/staff/sign-in?next="), (method, address, answer.location)


def test_whoever_was_handed_a_password_finds_one_page(app, clock, opened):
    client = someone(app, clock, *access.ROLES, unit_name="กองช่าง")
    with transaction():
        person("somebody").must_change = True
    for rule, method, address in knocks(app, inside):
        answer = client.open(address, method=method)
        if rule.endpoint != access.HERE:
            assert answer.status_code == 302, (method, address)
            assert answer.location.startswith("/staff/account/first-password"), (method, address, answer.location)


def test_a_wrong_link_opens_nothing(app, client, opened):
    """An act leads back to where nothing is, as it does on a link that has ended."""
    keyed = list(knocks(app, lambda endpoint: endpoint.partition(".")[0] in access.KEYED))
    assert keyed
    for rule, method, address in keyed:
        if "token" in rule.arguments:
            answer = client.open(address, method=method)
            assert answer.status_code == 404 or answer.location in {"/", address.rpartition("/")[0]}, address


def test_every_address_is_in_the_table_and_the_document_is_this_table(app):
    assert [rule.rule for rule in access.rules(app) if rule.endpoint.partition(".")[0] not in access.ROOMS] == []
    known = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    assert known == access.document(app), "python -m tests.access > docs/access.md"
