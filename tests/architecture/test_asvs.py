"""The list of security requirements is whole, counts itself rightly, and names tests that exist (attackers.md too)."""

import re
from collections import Counter

from app.services import attachments, signing
from app.services.transaction import transaction
from app.web import files
from tests.architecture.sources import ROOT
from tests.factories import make_office

LIST = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (\S+) \| (.+?) \| (.+?) \|$", LIST, re.MULTILINE)
STATES = {"met": "met", "n/a": "not applicable", "office": "for the office", "**deviation**": "deviations"}


def test_every_line_has_a_state_and_they_are_counted():
    assert len(ROWS) == len(re.findall(r"^\| \d", LIST, re.MULTILINE)) == len({row[0] for row in ROWS})
    counted = Counter(STATES[row[3]] for row in ROWS)
    said = re.search(r"^(\d+) requirements: (.*)\.$", LIST, re.MULTILINE)
    assert int(said[1]) == len(ROWS)
    assert said[2] == ", ".join(f"{counted[words]} {words}" for words in STATES.values())


def test_a_deviation_says_why():
    assert [row[0] for row in ROWS if row[3] == "**deviation**" and len(row[4]) < 40] == []


def test_the_tests_named_are_there():
    attackers = (ROOT / "docs" / "attackers.md").read_text(encoding="utf-8")
    named = {name for row in ROWS for name in re.findall(r"`([a-z_0-9/]+)`", row[5])}
    named |= set(re.findall(r"`((?:[a-z]+/)?test_[a-z_0-9]+)`", attackers))
    known = {str(path.relative_to(ROOT / "tests")) for path in (ROOT / "tests").rglob("*")}
    assert sorted(name for name in named if not {f"{name}.py", name.rstrip("/")} & known) == []


def test_what_the_list_says_of_files_and_keys_is_so(app, clock):
    """Names are drawn and no hashes, nothing of a key lies on the disk, and a PDF is never shown in a page."""
    make_office(clock())
    pdf = attachments.accept("a.pdf", b"%PDF-1.7 anything", documents=True)
    with transaction():
        twice = [attachments.store(pdf, public=True, now=clock()) for _ in range(2)]
    assert twice[0].storage_name != twice[1].storage_name
    assert twice[0].sha256 not in {one.storage_name for one in twice}
    with app.test_request_context():
        answer = files.picture(twice[0])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    first = signing.public_key()
    app.config["SECRET_KEY"] = "another secret of the same office, long enough"
    assert signing.public_key() != first


def test_a_database_elsewhere_is_held_to_its_certificate():
    shipped = (ROOT / "docs/deploy/khamrong.env").read_text(encoding="utf-8")
    addresses = re.findall(r"postgresql://\S+", shipped)
    assert len(addresses) == 2
    assert all(address.endswith("?sslmode=verify-full") for address in addresses)


def test_every_change_of_the_database_is_told_to_who_runs_an_office():
    told = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    numbers = set()
    for cell in re.findall(r"^\| (\d{4}[^|]*) \|", told, re.MULTILINE):
        for first, last in re.findall(r"(\d{4})(?:–(\d{4}))?", cell):
            numbers |= set(range(int(first), int(last or first) + 1))
    assert numbers == {int(path.name[:4]) for path in (ROOT / "migrations/versions").glob("[0-9]*.py")}
