"""The locks: they hold what pyproject.toml asks for, pinned and hashed, and name no place to fetch it from."""

import re
import tomllib

import pytest

from tests.architecture.sources import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = (ROOT / "requirements.txt").read_text(encoding="utf-8")
DEVELOPMENT = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")


def plain(requirement):
    """The name in a requirement, as locks spell it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", requirement)[0]).lower()


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=["runtime", "development"])
def test_lock_is_hashed_and_names_no_host(lock):
    assert "://" not in lock
    assert "--index" not in lock
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_locks_hold_every_direct_dependency():
    assert {plain(name) for name in PROJECT["project"]["dependencies"]} <= dict(PIN.findall(RUNTIME)).keys()
    assert {plain(name) for name in PROJECT["dependency-groups"]["dev"]} <= dict(PIN.findall(DEVELOPMENT)).keys()


def test_tests_run_on_what_is_served():
    assert dict(PIN.findall(RUNTIME)).items() <= dict(PIN.findall(DEVELOPMENT)).items()
