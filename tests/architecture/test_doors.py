"""Deny by default: every address stands behind a guard, and the public ones are listed here by hand."""

from app.web import guards

PUBLIC = {
    "accounts", "assets", "complaints", "corruption", "driving", "eservice", "front", "published", "setup",
    "tracking", "water",
}  # fmt: skip
# "driving": a driver has no account; the unguessable link of one round opens that round for three days, and no other.
INSIDE = ("/staff", "/management", "/admin")
DOORSTEP = {
    "/staff", "/staff/sign-in", "/staff/second-step", "/staff/second-step/recovery", "/staff/sign-out",
    "/staff/style",  # shows in tests only
}  # fmt: skip


def guard_of(house, blueprint):
    """The functions a blueprint runs first that decide who may enter."""
    hooks = house.before_request_funcs.get(blueprint, [])
    return [hook for hook in hooks if hook is guards.everyone or hasattr(hook, "roles")]


def public(house):
    """The blueprints that let everyone in."""
    return {name for name in house.blueprints if guards.everyone in guard_of(house, name)}


def test_every_blueprint_has_one_guard(house):
    assert {name: len(guard_of(house, name)) for name in house.blueprints} == dict.fromkeys(house.blueprints, 1)


def test_every_address_belongs_to_a_blueprint(house):
    assert [rule.rule for rule in house.url_map.iter_rules() if "." not in rule.endpoint] == []


def test_public_doors_are_these_and_no_others(house):
    assert public(house) == PUBLIC


def test_no_inside_address_is_public(house):
    doors = public(house)
    found = {rule.rule for rule in house.url_map.iter_rules() if rule.endpoint.partition(".")[0] in doors}
    assert {address for address in found if address.startswith(INSIDE)} <= DOORSTEP
