"""The ceremonies at the office's own computer, with the key from its envelope."""

import base64

import pytest

from app.domain import sealed_paper
from app.domain.sealed import Position
from app.services.sealed import casework, keys, office, officers, sessions
from tests import factories, sealed_cast

pytestmark = pytest.mark.sealed
NEW_PHRASE = "กล้วยหอม ตกน้ำ สองลูก"
TITLES = {"arun": "นิติกร", "palad": "ปลัด อบต."}


@pytest.fixture
def command(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["sealed", *words])


@pytest.fixture
def envelope(app, clock):
    """The private half, as it lies in the envelope; made on another machine."""
    factories.make_office(clock())
    return base64.b64encode(sealed_cast.open_channel(clock())).decode()


@pytest.fixture
def readers(envelope, clock):
    return {name: sealed_cast.reader(name, clock(), title=title) for name, title in TITLES.items()}


def test_a_key_made_elsewhere_is_put_in_place(command, readers):
    said = command("set-key", base64.b64encode(bytes(range(32))).decode(), "--holder", "นายอำเภอ")
    assert office.recovery_key() == bytes(range(32))
    assert office.recovery_holder() == "นายอำเภอ"
    assert officers.fingerprint(bytes(range(32))) in said.output


def test_the_key_is_typed_from_its_sheet(app, command, readers):
    public, private = keys.key_pair()
    sheet = [sealed_paper.spell(public, sealed_paper.PUBLIC), sealed_paper.spell(private, sealed_paper.PRIVATE)]
    said = command("set-key", *" ".join(sheet[0]).lower().split(), "--holder", "นายอำเภอ")
    assert said.exit_code == 0
    assert office.recovery_key() == public
    typed = "\n".join([sheet[0][0], sheet[0][2], *sheet[0][1:]]) + "\n"
    asked = app.test_cli_runner().invoke(args=["sealed", "set-key", "--holder", "ตู้นิรภัย"], input=typed)
    assert "line 2 has a wrong letter" in asked.output
    assert (asked.exit_code, office.recovery_holder()) == (0, "ตู้นิรภัย")


def test_a_wrong_key_names_its_line_and_changes_nothing(command, readers, envelope):
    before = office.recovery_key()
    public, private = keys.key_pair()
    lines = list(sealed_paper.spell(public, sealed_paper.PUBLIC))
    lines[3] = lines[3][:-1] + ("A" if lines[3][-1] != "A" else "B")
    for typed, expected in (
        (" ".join(lines), "line 4 has a wrong letter"),
        (" ".join(sealed_paper.spell(private, sealed_paper.PRIVATE)), "this is the private half"),
        ("AAAA", "four lines of sixteen letters"),
    ):
        said = command("set-key", typed, "--holder", "x")
        assert said.exit_code != 0
        assert expected in said.output
    refused = command("reopen", "arun", "--private", " ".join(sealed_paper.spell(public, sealed_paper.PUBLIC)))
    assert "this is the public half" in refused.output
    assert office.recovery_key() == before


def test_the_envelope_reopens_old_reports_for_who_may_read_them(command, readers, envelope, clock):
    sent = [sealed_cast.send(clock(), *about)[1].report.id for about in ((), (Position.PALAD,))]
    seen = {}
    for name, reader in readers.items():
        made = officers.enrol(reader.member, Position.CENTRE, NEW_PHRASE, now=clock())
        officers.vouch(made.officer, now=clock())
        assert command("reopen", name, "--private", envelope).exit_code == 0
        token = sessions.unlock(reader.member, NEW_PHRASE, now=clock())
        door = sessions.enter(token, reader.member, now=clock())
        seen[name] = [casework.find(door, report_id, now=clock()) for report_id in sent]
    assert {name: [bool(found) for found in reports] for name, reports in seen.items()} == {
        "arun": [True, True],
        "palad": [True, False],
    }
    assert [(h.kind, h.by) for h in seen["arun"][1].story][-1] == ("granted", "office")


def test_a_wrong_private_key_reopens_nothing(command, readers, clock):
    sealed_cast.send(clock())
    other = base64.b64encode(bytes(range(32))).decode()
    assert "0 reports" in command("reopen", "arun", "--private", other).output


def test_vouching_needs_somebody_who_enrolled(command, readers):
    assert command("vouch", "nobody", "--yes").exit_code != 0
    assert command("vouch", "arun", "--yes").exit_code == 0
