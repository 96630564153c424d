"""The ceremonies at the office's own computer, with the key from its envelope."""

import base64
import re

import pytest

from app.domain.sealed import Position
from app.services.sealed import casework, office, officers, sessions
from app.services.sealed.office import Outside
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
NEW_PHRASE = "กล้วยหอม ตกน้ำ สองลูก"
TITLES = {"arun": "นิติกร", "palad": "ปลัด อบต."}


@pytest.fixture
def command(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["sealed", *words])


@pytest.fixture
def readers(app, clock):
    factories.make_office(clock())
    return {name: sealed_cast.reader(name, clock(), title=title) for name, title in TITLES.items()}


def test_a_recovery_key_is_made_and_shown_once(command, readers):
    private = base64.b64decode(re.search(r"private (\S+)", command("new-key", "recovery").output)[1])
    assert office.outside_key(Outside.RECOVERY) is not None
    assert office.readiness().open
    assert len(private) == 32


def test_a_key_made_elsewhere_is_put_in_place(command, readers):
    said = command("set-key", "oversight", base64.b64encode(bytes(range(32))).decode())
    assert office.outside_key(Outside.OVERSIGHT) == bytes(range(32))
    assert officers.fingerprint(bytes(range(32))) in said.output


def test_the_envelope_reopens_old_reports_for_who_may_read_them(command, readers, clock):
    private = re.search(r"private (\S+)", command("new-key", "recovery").output)[1]
    sent = [sealed_cast.send(clock(), *about)[1].report.id for about in ((), (Position.PALAD,))]
    seen = {}
    for name, reader in readers.items():
        made = officers.enrol(reader.member, Position.CENTRE, NEW_PHRASE, now=clock())
        officers.vouch(made.officer, now=clock())
        assert command("reopen", name, "--private", private).exit_code == 0
        token = sessions.unlock(reader.member, NEW_PHRASE, now=clock())
        door = sessions.enter(token, reader.member, now=clock())
        seen[name] = [casework.find(door, report_id, now=clock()) for report_id in sent]
    assert {name: [bool(found) for found in reports] for name, reports in seen.items()} == {
        "arun": [True, True],
        "palad": [True, False],
    }
    assert [(h.kind, h.by) for h in seen["arun"][1].story][-1] == ("granted", "office")


def test_a_wrong_private_key_reopens_nothing(command, readers, clock):
    command("new-key", "recovery")
    sealed_cast.send(clock())
    other = base64.b64encode(bytes(range(32))).decode()
    assert "0 reports" in command("reopen", "arun", "--private", other).output


def test_vouching_needs_somebody_who_enrolled(command, readers):
    assert command("vouch", "nobody", "--yes").exit_code != 0
    assert command("vouch", "arun", "--yes").exit_code == 0
