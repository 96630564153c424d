"""All that people do in the sealed channel, with planted words, and what goes wrong on the way; nothing is asserted
here but that each act did happen.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from app.domain.sealed import new_code
from app.extensions import db
from app.services import duties
from app.services.sealed import reports
from app.services.transaction import transaction
from tests import mail_server
from tests.sealed import planted
from tests.sealed.watch import Watch
from tests.web.sealed_pages import Officer, Reporter, officer_at_desk, photo, upload

EVIDENCE = b"%PDF-1.7 " + planted.CONTENT.encode() + bytes(900_000)


def picture() -> bytes:
    """A photograph that says where it was taken, and more."""
    return photo(gps=True, description=planted.DESCRIPTION, camera=planted.CAMERA)


def reports_twice(reporter: Reporter) -> None:
    """A file that is refused, the report, the same again."""
    reporter.writes(about=["palad", "other"], **planted.TEXTS)
    reporter.sends((planted.PROGRAM, b"MZ not allowed"))
    for _ in range(2):
        sent = reporter.sends((planted.PDF, EVIDENCE), (planted.PHOTO, picture()), keep_hidden="y")
        assert sent.status_code == 200


def comes_back(reporter: Reporter) -> None:
    """Writes again, gives the own code away, mistypes it, withdraws."""
    reporter.says(planted.MESSAGE, (planted.PHOTO, picture()))
    reporter.says(f"{planted.MESSAGE} {reporter.code}")
    reporter.comes_back(new_code())
    for file in reports.find(reporter.code).files:
        got = reporter.client.post("/corruption/case/file", data={"code": reporter.code, "file": file})
        assert got.status_code == 200
    taken_back = {"code": reporter.code, "text": planted.WITHDRAWAL, "sure": "y"}
    assert reporter.client.post("/corruption/case/withdraw", data=taken_back).status_code == 200


def works(officer: Officer) -> str:
    """Reads, answers, notes, steps, searches, fetches, keys in a letter: that letter's code."""
    place = officer.opens_first().request.path
    upload(officer.client, f"{place}/write", [(planted.PDF, EVIDENCE)], text=planted.ANSWER, once="1")
    upload(officer.client, f"{place}/note", [], text=planted.NOTE, once="2")
    said = {"acknowledge-seen": "0", "acknowledge-message": planted.ANSWER}
    officer.client.post(f"{place}/step/acknowledge", data=said)
    officer.client.post("/staff/sealed/search", data={"query": planted.QUERY})
    for address in re.findall(r'href="(/staff/sealed/[0-9a-f]{32}/file/[0-9a-f]{32})"', officer.client.get(place).text):
        assert officer.client.get(address).status_code == 200
    return keys_in(officer)


def keys_in(officer: Officer) -> str:
    """A letter that came to the counter."""
    found = re.search(r'name="code" value="(\d{24})"', officer.client.get("/staff/sealed/new").text)
    assert found
    day = {"received-day": "2", "received-month": "11", "received-year": "2569"}
    data = {"code": found[1], "arrival": "letter", "about": "other", "what": planted.LETTER, **day}
    page = upload(officer.client, "/staff/sealed/new", [(planted.PDF, EVIDENCE)], **data)
    assert reports.find(found[1]), page.text
    return found[1]


def goes_away(officer: Officer) -> None:
    """Steps aside, locks, guesses."""
    place = officer.opens_first().request.path
    assert officer.client.post(f"{place}/aside", data={"reason": planted.REASON}).status_code == 302
    officer.client.post("/staff/sealed/lock")
    officer.unlocks(planted.GUESS)


def everything(watch: Watch, reporter: Reporter, reader, clock) -> list[str]:
    """One life of a report, with letters that do not leave and letters that do: all codes."""
    reports_twice(reporter)
    with mails(watch, clock):
        officer = officer_at_desk(watch.app, reader, clock)
        letter = works(officer)
        comes_back(reporter)
        goes_away(officer)
    return [reporter.code, letter, *breaks(watch, reporter)]


@contextmanager
def mails(watch: Watch, clock) -> Iterator[None]:
    """Officers have addresses; the mail server refuses, hangs up, and in the end takes what there is."""
    with transaction():
        for (member,) in db.session.execute(text("SELECT username FROM staff")).all():
            address = {"email": f"{member}@example.org", "name": member}
            db.session.execute(text("UPDATE staff SET email = :email WHERE username = :name"), address)
    with mail_server.running(watch.app) as server:
        watch.letters = server
        for mood in ("never", "drops", "later"):
            server.mood = mood
            duties.round_of_duties(clock)
            clock.advance(minutes=1)
        yield
        server.mood = "fine"
        clock.advance(hours=1)
        duties.round_of_duties(clock)
        assert server.taken, "no letter left: the sweep of letters would find nothing in nothing"


def breaks(watch: Watch, reporter: Reporter) -> Iterator[str]:
    """A table is gone in the middle of a report, then a row that is not allowed: error pages and log lines."""
    watch.app.config["PROPAGATE_EXCEPTIONS"] = False
    with gone("sealed_entry"):
        broken = Reporter(reporter.client)
        broken.writes(**planted.TEXTS)
        assert broken.sends((planted.PDF, EVIDENCE)).status_code == 500
        yield broken.code
        assert reporter.comes_back().status_code == 500
    with gone("sealed_file"):
        broken = Reporter(reporter.client)
        broken.writes(**planted.TEXTS)
        assert broken.sends((planted.PDF, EVIDENCE)).status_code == 500
        yield broken.code


@contextmanager
def gone(table: str) -> Iterator[None]:
    """A table is missing for a while."""
    with transaction():
        db.session.execute(text(f"ALTER TABLE {table} RENAME TO gone"))
    yield
    with transaction():
        db.session.execute(text(f"ALTER TABLE gone RENAME TO {table}"))


def keys_of(reader, *codes: str) -> list[str]:
    """What opens something: passphrase, recovery code, token, private key, the keys of cases."""
    opened = [reports.find(code) for code in codes]
    return [
        reader.phrase, reader.recovery_code, reader.recovery_code.replace("-", ""), reader.token,
        reader.door.private_key.hex(), *(found.key.hex() for found in opened if found),
    ]  # fmt: skip
