"""The two commands' own decisions: when to install, what to say, when to fill in samples."""

import socket
import subprocess
import sys
from argparse import Namespace
from contextlib import nullcontext

import pytest

import run
from tests import everything


@pytest.fixture
def calls(monkeypatch):
    """The programs that would have been started; all of them succeed."""
    found = []

    def call(command, **_options):
        found.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(subprocess, "run", call)
    return found


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A folder with a lock and an environment that works."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("flask==3.1.3")
    (tmp_path / "requirements-dev.txt").write_text("flask==3.1.3\npytest==9")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "works", lambda: True)
    return tmp_path


def test_installs_once_for_each_content_of_the_lock(place, calls):
    assert run.settle(run.LOCKS["serve"]) == 0
    assert "--require-hashes" in calls[0]
    assert run.settle(run.LOCKS["serve"]) == 0
    assert len(calls) == 1
    (place / "requirements.txt").write_text("flask==3.1.4")
    assert run.settle(run.LOCKS["serve"]) == 0
    assert len(calls) == 2


def test_serving_after_testing_installs_nothing(place, calls):
    run.settle(run.LOCKS["test"])
    run.settle(run.LOCKS["serve"])
    assert [command[-1] for command in calls] == ["requirements-dev.txt"]


def test_a_failed_installation_is_tried_again(place, calls, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "call", lambda *_: 1)
    assert run.settle(run.LOCKS["serve"]) == 1
    assert "did not succeed" in capsys.readouterr().out
    assert list((place / ".venv").iterdir()) == []


def test_a_missing_venv_is_told_with_the_exact_line(place, calls, monkeypatch, capsys):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _name: None)
    assert run.settle(run.LOCKS["serve"]) == 1
    assert "apt-get install --yes python3-venv" in capsys.readouterr().out
    assert calls == []


def test_a_missing_pango_is_told_but_stops_nothing(monkeypatch, capsys):
    monkeypatch.setattr(run, "PANGO", ("libnot-on-any-machine.so.0",))
    run.note_missing_pango()
    assert "libpango-1.0-0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sample", "database", "env", "filled"),
    [
        (True, False, {}, True),
        (False, False, {}, False),
        (True, True, {}, False),
        (True, False, {"DATABASE_URL": "postgresql://db/khamrong"}, False),
    ],
)
def test_samples_go_into_a_new_embedded_database_only(sample, database, env, filled, tmp_path, calls):
    if database:
        (tmp_path / "khamrong.db").touch()
    assert run.prepare({"VAR_DIR": str(tmp_path), **env}, sample=sample) == 0
    assert ("--sample" in calls[0]) is filled


def test_interrupted_samples_are_begun_again_the_next_time(tmp_path, calls, monkeypatch):
    env, database = {"VAR_DIR": str(tmp_path)}, tmp_path / "khamrong.db"

    def interrupted(*_, **__):
        database.write_text("half")
        return 1

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "call", interrupted)
        assert run.prepare(env, sample=True) == 1
    assert run.prepare(env, sample=True) == 0
    assert not database.exists()
    database.write_text("whole")
    assert run.prepare(env, sample=True) == 0
    assert database.read_text() == "whole"
    assert ["--sample" in command for command in calls] == [True, False]


def test_a_port_in_use_is_told_with_the_next_one(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert run.serve(Namespace(host="127.0.0.1", port=port, empty=True)) == 1
    assert f"--port {port + 1}" in capsys.readouterr().out


def test_further_arguments_are_pytests_own(monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "argv", ["run.py", "test", "tests/domain", "-k", "year", "-x"])
    monkeypatch.setattr(run, "settle", lambda _locks: 0)
    monkeypatch.setattr(run, "hand_over", lambda command, _env: seen.append(command[1:]) or 0)
    assert run.main() == 0
    assert seen == [["-m", "tests.everything", "test", "tests/domain", "-k", "year", "-x"]]


@pytest.fixture
def bench(monkeypatch):
    """Everything but the programs themselves: no database server, tools that object by name."""
    bad, commands = set(), []

    def call(command, env=None):
        commands.append((command, env))
        return int(command[2] in bad)

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(everything.throwaway_postgres, "binaries", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    return bad, commands


def test_a_missing_database_is_told_and_passes_at_home(bench, capsys):
    assert everything.test([], None, []) == []
    assert "apt-get install --yes postgresql" in capsys.readouterr().out


@pytest.mark.reliability
def test_r15_a_missing_database_is_a_failure_in_ci(bench, monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert everything.test([], None, []) == ["PostgreSQL is missing"]


def test_every_failure_counts_and_is_handed_on(bench):
    bad, commands = bench
    bad |= {"ruff", "pytest"}
    found = everything.test([], None, everything.check())
    assert found == ["ruff", "sealed tests on SQLite", "reliability tests on SQLite", "tests on SQLite"]
    assert commands[-1][1]["FAILED_BEFORE"] == "ruff, sealed tests on SQLite, reliability tests on SQLite"


STEPS = ["sealed", "reliability and not sealed", "not sealed and not reliability"]


def marks(commands):
    """What each run of pytest was told to choose by, and where."""
    runs = [command for command, _ in commands if command[2] == "pytest"]
    return [run[run.index("-m", 3) + 1] if "-m" in run[3:] else run[-1] for run in runs]


@pytest.fixture
def server(monkeypatch):
    """A database server that starts at once."""
    monkeypatch.setattr(everything.throwaway_postgres, "binaries", lambda: "here")
    monkeypatch.setattr(everything.throwaway_postgres, "running", lambda _place: nullcontext("postgresql:///tests"))


@pytest.mark.reliability
def test_r15_everything_on_each_database_the_sealed_channel_first_and_nothing_twice(bench, server):
    _, commands = bench
    everything.test([], None, [])
    assert marks(commands) == STEPS * 2
    assert [bool(env.get("TEST_DATABASE_URL")) for _, env in commands] == [False] * 3 + [True] * 3
    assert [set(everything.TWICE) <= set(command) for command, _ in commands] == [False] * 3 + [True] * 3


@pytest.mark.parametrize("only", ["sqlite", "postgresql"])
def test_one_database_only(bench, server, only):
    _, commands = bench
    everything.test([], only, [])
    assert marks(commands) == STEPS
    assert {bool(env.get("TEST_DATABASE_URL")) for _, env in commands} == {only == "postgresql"}


@pytest.mark.parametrize(("only", "databases"), [(None, [False]), ("postgresql", [True])])
def test_what_is_asked_for_by_name_runs_in_one_go(bench, server, only, databases):
    _, commands = bench
    everything.test(["-m", "sealed", "-x"], only, [])
    assert marks(commands) == ["sealed"]
    assert [bool(env.get("TEST_DATABASE_URL")) for _, env in commands] == databases


def test_an_unknown_argument_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["run.py", "serve", "--prot", "8001"])
    with pytest.raises(SystemExit):
        run.main()
    assert "--prot" in capsys.readouterr().err
