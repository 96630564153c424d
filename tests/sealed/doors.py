"""Goes to every address of the URL map and compares answers; each function returns what it found, one line each."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.test import TestResponse

from app.sealed import door
from tests.architecture.test_doors import guard_of, public
from tests.sealed import planted
from tests.secrets_sweep import found_in

INVENTED = "0123456789abcdef" * 2
METHODS = ("GET", "POST")
# They end the visit: they are gone through last.
ENDING = {"accounts.sign_out", "account.sign_out_everywhere", "sealed.lock"}
DOORSTEP = {
    f"sealed.{name}" for name in ("enrol", "stolen", "unlock", "recover", "put_away", "lock", "nothing_here")
}  # what an officer reaches before their key is unlocked: it is about that key, and about no report
CHANGING = re.compile(r"(^|; )(session|khamrong|sealed)=[^;]*")
STAMPED = re.compile(r'name="(csrf_token|once)" [^>]*')  # they say at which second the page was made


def rules(app: Flask, only: str = "") -> list[Rule]:
    """The rules whose endpoints begin so, those that end a visit last."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(only)]
    return sorted(found, key=lambda rule: rule.endpoint in ENDING)


def filled(app: Flask, rule: Rule, **values: Any) -> str:
    """A rule's address with these values; any other text is the last of them, any other number 1."""
    rest = list(values.values())[-1]
    numbers = {name for name, converter in rule._converters.items() if isinstance(converter, IntegerConverter)}
    given = {name: values.get(name, 1 if name in numbers else rest) for name in rule.arguments}
    choice = {name: min(found.items) for name, found in rule._converters.items() if hasattr(found, "items")}
    with app.test_request_context():
        return url_for(rule.endpoint, **{**given, **choice})


def shown(answer: TestResponse, *asked: str) -> tuple[int, dict[str, str], str]:
    """An answer without what was asked for in it, which may be longer or shorter."""
    said, headers = answer.get_data().decode("latin-1"), dict(answer.headers)
    for word in asked:
        said, headers = said.replace(word, "-"), {name: text.replace(word, "-") for name, text in headers.items()}
    said = STAMPED.sub("", said)
    headers["Content-Length"] = str(len(said))
    headers["Set-Cookie"] = CHANGING.sub("", headers.get("Set-Cookie", ""))
    return answer.status_code, headers, said


def telling(app: Flask, client: FlaskClient, report: str, file: str) -> Iterator[str]:
    """Every address with a report in it, real and invented: where the two answers differ."""
    for method in METHODS:  # a browser's first page may bring a cookie, whatever is on it
        client.open(f"/staff/sealed/{INVENTED}/note", method=method)
    for rule in rules(app, "sealed."):
        if "case_id" not in rule.arguments:
            continue
        for method in METHODS:
            pair = ({"case_id": report, "file_id": file}, {"case_id": INVENTED, "file_id": INVENTED})
            answers = [
                shown(client.open(filled(app, rule, **ids, action="register"), method=method), *ids.values())
                for ids in pair
            ]
            if answers[0] != answers[1]:
                yield f"{method} {rule.rule}: {answers[0][0]} for a real report, {answers[1][0]} for an invented one"


def statuses(app: Flask, client: FlaskClient, report: str, file: str) -> set[int]:
    """How the addresses of one report answer, whatever is sent to them."""
    values = {"case_id": report, "file_id": file, "action": "register"}
    named = [rule for rule in rules(app, "sealed.") if "case_id" in rule.arguments]
    return {client.open(filled(app, r, **values), method=method).status_code for r in named for method in METHODS}


def unguarded(app: Flask) -> list[str]:
    """Addresses without a blueprint, blueprints without one guard, pages of a report that ask for no key."""
    found = [rule.rule for rule in app.url_map.iter_rules() if "." not in rule.endpoint]
    found += [name for name in app.blueprints if len(guard_of(app, name)) != 1]
    found += [name for name in app.blueprints if name.startswith("sealed") and name in public(app)]
    asked = door.require_open in app.before_request_funcs.get("sealed", [])
    open_doors = {name for name in door._WITHOUT_KEY if name not in DOORSTEP} if asked else {"every address"}
    return found + sorted(open_doors)


def unlike_nothing(app: Flask, client: FlaskClient, report: str, file: str) -> Iterator[str]:
    """Addresses of the sealed door that differ from one that was never there."""
    nowhere = "/staff/sealed/there-is/nothing"
    for method in METHODS:
        missing = shown(client.open(nowhere, method=method), nowhere)
        for rule in rules(app, "sealed."):
            address = filled(app, rule, case_id=report, file_id=file, action="register")
            if shown(client.open(address, method=method), address) != missing:
                yield f"{method} {rule.rule}"


def slips(app: Flask, client: FlaskClient, report: str) -> Iterator[str]:
    """Every address of the whole product, asked with the report's own name: answers that say a word of it."""
    for rule in rules(app):
        if rule.endpoint.startswith("assets."):
            continue
        address = filled(app, rule, case_id=report, token=report)
        for method in METHODS:
            answer = client.open(address, method=method)
            if said := found_in(planted.SECRETS, answer.get_data()):
                yield f"{method} {address}: {said}"
