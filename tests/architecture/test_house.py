"""The house rules that no tool knows: who commits, who selects cases, who writes a status; rooms stay small."""

import ast
import subprocess
import sys
from dataclasses import fields

import pytest

from config import Config
from tests.architecture.sources import APP, PAGES, ROOT, TESTS, TOP, calls, last_name, name, root_name, tree

LONGEST = 220
LONGEST_TEST = 340  # a table of cases is read from the top, not held in the head
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LOWER = ("app/__init__", "app/cli", "app/sample/", "app/services/", "app/models/", "app/extensions")
STORY = {"TicketEvent", "TicketStint", "TicketLeg"}


def test_imports_lead_down():
    """In a process of its own, for it switches the loggers of this one off."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    found = subprocess.run(linter, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_doors_hallway_and_printers_leave_the_session_alone():
    """Import contracts see modules; this one sees that of ``app.extensions`` only what is not the database is taken."""
    upstairs = [path for path in APP if not name(path).startswith(LOWER)]
    found = {
        f"{name(path)}: {alias.name}"
        for path in upstairs
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module in {"app.extensions", "app"}
        for alias in node.names
        if alias.name in {"db", "Base", "extensions"}
    }
    assert found == set()


def test_one_module_commits():
    found = {name(path) for path in APP if any(calls(path, "commit"))}
    assert found == {"app/services/transaction.py"}


def test_one_module_selects_cases():
    """So that what a person may not see is left out in one place."""
    found = {
        name(path)
        for path in APP
        for verb, position in (("select", slice(None)), ("query", slice(None)), ("get", slice(1)))
        for call in calls(path, verb)
        if any(isinstance(argument, ast.Name) and argument.id == "Ticket" for argument in call.args[position])
    }
    assert found == {"app/services/scope.py"}


def test_one_module_writes_a_status():
    found = {
        name(path)
        for path in APP
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in {"status", "phase"}
        if root_name(node) != "self"
    }
    assert found == {"app/services/tickets.py"}


def test_one_module_writes_the_story():
    found = {name(path) for path in APP for kind in STORY if any(calls(path, kind))}
    assert found == {"app/services/tickets.py"}


def test_services_are_told_who_acts():
    """The actor is an argument; a service that looks into the visitor's session cannot be called by a command."""
    found = {
        f"{name(path)}: {alias.name}"
        for path in APP
        if name(path).startswith("app/services/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for alias in node.names
        if alias.name in {"session", "request", "g"}
    }
    assert found == set()


def test_every_setting_that_is_read_is_in_config():
    """A misspelt one would be found by the first visitor."""
    settings = [
        (node, node.slice.value, name(path))
        for path in APP
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        if last_name(node.value) == "config"
    ]
    made_by_us = {key for node, key, _ in settings if isinstance(node.ctx, ast.Store)}
    known = {field.name for field in fields(Config)} | made_by_us
    assert {(key, place) for _, key, place in settings if key not in known} == set()


def test_sentences_for_translation_hold_no_f_string():
    """The extractor would not find them."""
    found = [
        f"{name(path)}:{call.lineno}"
        for path in APP
        for function in ("_", "_l", "N_", "gettext", "lazy_gettext")
        for call in calls(path, function)
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert found == []


@pytest.mark.parametrize("path", [*APP, *TESTS, *TOP, *PAGES], ids=name)
def test_files_stay_small(path):
    longest = LONGEST_TEST if path in TESTS else LONGEST
    assert len(path.read_text(encoding="utf-8").splitlines()) <= longest


def test_names_say_what_is_inside():
    assert [name(path) for path in [*APP, *TESTS] if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_every_room_says_what_it_is_for():
    assert [name(path) for path in APP if not ast.get_docstring(tree(path))] == []


def test_tests_do_not_wait():
    """They wind the clock; only where real processes run beside each other there is nothing to wind."""
    waiting = {name(path) for path in TESTS if any(calls(path, "sleep"))}
    assert waiting <= {"tests/mail_server.py", "tests/stand_ins.py", "tests/test_serve.py"}
