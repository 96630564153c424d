"""Who may enter where: one table by blueprint, read by the test that knocks at every address, and written to docs/.

``python -m tests.access`` prints docs/access.md. What is not named here opens to nobody.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from app.domain.workflow import Role

DESK = frozenset({Role.INTAKE, Role.OFFICER, Role.MANAGEMENT})
SHARED, STAFF = DESK | {Role.ADMINISTRATOR}, DESK | {Role.ADMINISTRATOR, Role.INTEGRITY}
ALL: frozenset[Role] | None = None  # the public side
ROOMS: dict[str, frozenset[Role] | None] = {
    "accounts": ALL, "assets": ALL, "complaints": ALL, "corruption": ALL, "driving": ALL, "eservice": ALL,
    "front": ALL, "published": ALL, "setup": ALL, "tracking": ALL, "water": ALL,
    "account": STAFF, "guides": STAFF,
    "desk": DESK, "rounds": DESK,
    "fleet": SHARED, "publishing": SHARED,
    "approvals": frozenset({Role.MANAGEMENT}), "management": frozenset({Role.MANAGEMENT}),
    "personal": frozenset({Role.MANAGEMENT}), "reports": frozenset({Role.MANAGEMENT}),
    "admin": frozenset({Role.ADMINISTRATOR}),
    "sealed": frozenset({Role.INTEGRITY}),
}  # fmt: skip
KEYED = {"driving": "token", "tracking": "token"}  # public doors to which an unguessable address is the key
HERE = "account.first_password"  # what alone opens to whoever was handed their password
ROLES = (Role.INTAKE, Role.OFFICER, Role.MANAGEMENT, Role.INTEGRITY, Role.ADMINISTRATOR)
TITLE = """# Who may enter where

Made from the table in `tests/access.py` and the address map (`python -m tests.access > docs/access.md`);
`tests/web/test_access.py` knocks at every address as each of these people and compares.

- **yes**: the page opens, or says what is missing. Which case, letter or file opens is narrower, see below.
- **–**: the page of an unknown address, the same to the letter (404). There is no "forbidden" page.
- Whoever is not signed in, was dismissed, or holds only a driver's or a resident's link is led to the sign-in; whoever
  was handed their password finds only the page where they choose their own.
- **key**: open to whoever holds the unguessable address of one case or one round; a wrong one is an unknown address.
- An administrator without a second step is led to setting it up; an integrity officer without one gets no key.

Narrower than the table: intake and management see every case, an officer those of their unit and those in their own
hands; saved views, half-written answers and acts on many cases open to their owner only; a sealed report opens to
those who hold its key. "Not yours" is answered like "not there", by GET and by POST.
"""


def allowed(endpoint: str) -> frozenset[Role] | None:
    """The roles to which an endpoint opens; ``ALL`` for everybody, none for what is not in the table."""
    return ROOMS.get(endpoint.partition(".")[0], frozenset())


def rules(app: Flask) -> list[Rule]:
    """Every address, by room."""
    found = app.url_map.iter_rules()
    return sorted(found, key=lambda rule: (rule.endpoint.partition(".")[0], rule.rule, rule.endpoint))


def document(app: Flask) -> str:
    """docs/access.md."""
    return "\n".join([TITLE, *_rooms(app)]) + "\n"


def _rooms(app: Flask) -> Iterator[str]:
    for room, found in groupby(rules(app), lambda rule: rule.endpoint.partition(".")[0]):
        roles = allowed(f"{room}.")
        yield f"## {room}\n"
        if roles is ALL:
            yield "Open to everybody" + (" with the key." if room in KEYED else ".") + "\n"
        else:
            yield "| " + " | ".join(role.value for role in ROLES) + " |\n|" + "---|" * len(ROLES)
            yield "| " + " | ".join("yes" if role in roles else "–" for role in ROLES) + " |\n"
        yield from (f"- `{rule.rule}` {_methods(rule)}" for rule in found)
        yield ""


def _methods(rule: Rule) -> str:
    return ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


if __name__ == "__main__":
    from app import create_app
    from tests.conftest import office

    sys.stdout.write(document(create_app(office("sqlite://", Path()))))
