"""The list of security requirements is whole, counts itself rightly, and names tests that exist (attackers.md too)."""

import re
from collections import Counter

from tests.architecture.sources import ROOT

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
