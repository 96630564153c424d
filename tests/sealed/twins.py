"""Two offices that are one to the byte until a report about the ปลัด comes into one of them; then everybody looks.

The ปลัด here has every role there is, and so sees every list, count, figure, export and trail of the office.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from flask import Flask, current_app
from sqlalchemy import event

from app import create_app
from app.domain.workflow import Role
from app.extensions import db
from app.models import Office
from app.services import duties, measures, second_step
from app.services.sealed import reports
from app.services.transaction import transaction
from tests import factories, mail_server, sealed_cast
from tests.conftest import office
from tests.sealed import doors, planted
from tests.web.sealed_pages import Officer, Reporter, photo, upload

TOKENS = re.compile(
    rb'(?<=csrf_token" value=")[^"]+|[0-9a-f]{32}|[A-Za-z0-9_-]{32,}|\d{24}|(?<=<span>)\d{4}(?=</span>)'
)
CHANGING = {"Set-Cookie", "Content-Length", "ETag", "Last-Modified", "Date", "Expires"}
ONLY_ONCE = ("account.sign_out_everywhere", "sealed.lock", "accounts.", "setup.", "assets.", "sealed.put_away")
Seen = dict[str, tuple[int, bytes]]


def prepare(app: Flask, clock) -> None:
    """The accused, cases in the general channels, addresses for letters."""
    palad = sealed_cast.reader("palad", clock(), title="ปลัด อบต.").member
    with transaction():
        palad.roles = frozenset(Role)
        palad.email = "palad@example.org"
    for story in ("ถนนเป็นหลุม", "ไฟดับ"):
        factories.open_complaint(clock(), story=story)
    factories.open_water(clock())
    measures.draft(2570, 12, db.session.query(Office).one(), by=factories.actor(Role.MANAGEMENT), now=clock())
    sealed_cast.send(clock(), what="เรื่องที่ทุกคนอ่านได้")
    db.session.remove()


def twin(app: Flask, clock, place: Path) -> Flask:
    """The same office in a second place."""
    place.mkdir()
    for path in app.config["VAR_DIR"].glob("khamrong.db*"):
        shutil.copy(path, place)
    found = create_app(office(f"sqlite:///{place / 'khamrong.db'}", place), clock=clock)
    found.test_client_class = app.test_client_class
    return found


def a_day(app: Flask, clock, *, told: bool) -> tuple[Seen, list[str]]:
    """What the accused, a resident and the mail see in a day on which a report comes in, or none does."""
    start = clock()
    same_by_chance = patch.object(second_step, "new_secret", lambda: "A" * 32)
    with app.app_context(), mail_server.running(app) as letters, same_by_chance:
        arun = sits_down(app, "arun", clock)
        if told:
            comes_in(app, arun)
        with statements() as asked:
            palad = sits_down(app, "palad", clock)
            palad.client.post("/staff/sealed/search", data={"query": "เงิน"})
        duties.round_of_duties(clock)
        seen = dict(looks(app, palad))
        seen["next number"] = (0, factories.open_complaint(clock()).reference.encode())
        clock.advance(hours=1)
        duties.round_of_duties(clock)
        sent = sorted(f"{letter['To']} {letter['Subject']}\n{letter.get_content()}" for letter in letters.taken)
        seen["letters"] = (len(sent), TOKENS.sub(b"", "\n".join(sent).encode()))
        db.session.remove()
    clock.set(start)
    return seen, asked


def sits_down(app: Flask, username: str, clock) -> Officer:
    """Signs in, unlocks and looks."""
    officer = Officer(app.test_client())
    officer.client.check_pages = False
    officer.signs_in(username, clock)
    assert officer.unlocks(sealed_cast.PHRASE).location == "/staff/sealed/"
    officer.inbox()
    return officer


def comes_in(app: Flask, arun: Officer) -> None:
    """A report about the ปลัด, with all that follows on the first day."""
    sender = Reporter(app.test_client())
    sender.writes(about="palad", **planted.TEXTS)
    assert sender.sends((planted.PHOTO, photo())).status_code == 200
    place = f"/staff/sealed/{reports.find(sender.code).id}"
    assert arun.client.post(f"{place}/step/register", data={"register-seen": "1"}).location == place
    upload(arun.client, f"{place}/write", [], text=planted.ANSWER, once="1")
    sender.says(planted.MESSAGE)


def looks(app: Flask, palad: Officer) -> Iterator[tuple[str, tuple[int, bytes]]]:
    """Every page and paper of the product, for the accused and for a resident; searches too."""
    resident = app.test_client()
    resident.check_pages = False
    known = {"year": 2570, "months": 12, "number": 6, "reference": "CP-2570-0001", "service": "complaints"}
    for name, client in (("palad", palad.client), ("resident", resident)):
        for rule in doors.rules(app):
            if "GET" in rule.methods and not rule.endpoint.startswith(ONLY_ONCE):
                address = doors.filled(app, rule, **known, token=doors.INVENTED)
                if name == "resident" and address.endswith(".pdf"):
                    continue  # the accused has just read it, and it takes a second to typeset
                yield f"{name} {address}", shown(client.get(address))
    for query in ("เงิน", "PLANTED", "2570", ""):
        yield f"sealed search {query}", shown(palad.client.post("/staff/sealed/search", data={"query": query}))
        yield f"search {query}", shown(palad.client.get("/staff/queue", query_string={"q": query}))


def shown(answer) -> tuple[int, bytes]:
    """An answer but for its tokens and the folder where its office lies; of a paper that is packed, its length."""
    packed = answer.mimetype == "application/pdf" or "openxml" in answer.mimetype
    said = str(len(answer.data) // 64).encode() if packed else answer.data
    said = said.replace(str(current_app.config["VAR_DIR"]).encode(), b"")
    headers = {name: text for name, text in answer.headers.items() if name not in CHANGING}
    return answer.status_code, TOKENS.sub(b"", said) + repr(sorted(headers.items())).encode()


def differences(one: Seen, other: Seen) -> list[str]:
    """Where two days differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)
