"""The papers of the set-up day and the ceremony: every command in them runs, every button stands on a page."""

import re
import shlex

import click
import pytest
from flask.cli import ScriptInfo

from tests.architecture.sources import ROOT

pytestmark = pytest.mark.sealed
DOCS = ROOT / "docs"
PAPERS = ["sealed-setup", "sealed-ceremony"]
BLOCK = re.compile(r"^ *```\n(.*?)^ *```", re.DOTALL | re.MULTILINE)


def text(name):
    return (DOCS / name).read_text(encoding="utf-8")


def commands(name):
    return [line.strip() for block in BLOCK.findall(text(name)) for line in block.splitlines()]


COMMANDS = [
    (f"{paper}.{language}.md", line)
    for paper in PAPERS
    for language in ("th", "en")
    for line in commands(f"{paper}.{language}.md")
    if line.startswith("khamrong ")
]


@pytest.mark.parametrize(("paper", "line"), COMMANDS, ids=lambda value: value[:40])
def test_every_command_exists_with_its_options(app, paper, line):
    words = shlex.split(line.removeprefix("khamrong "))
    found, context = app.cli, click.Context(app.cli, obj=ScriptInfo(create_app=lambda: app))
    while isinstance(found, click.Group):
        found = found.get_command(context, words.pop(0))
        assert found, line
    options = {name for param in found.params for name in param.opts + param.secondary_opts}
    assert {word for word in words if word.startswith("--")} <= options
    assert found.make_context("x", [*words, *(["--yes"] if "--yes" in options else [])])


def test_the_papers_name_every_ceremony(app):
    said = " ".join(line for _, line in COMMANDS)
    assert {f"sealed {name}" for name in ("vouch", "reopen", "set-key")} <= set(re.findall(r"sealed [a-z-]+", said))


@pytest.mark.parametrize("paper", PAPERS)
def test_thai_and_english_go_side_by_side(paper):
    thai, english = text(f"{paper}.th.md"), text(f"{paper}.en.md")

    def shape(words):
        lines = (line for line in words.splitlines() if line.strip())
        return [re.match(r"\s*(#+|\||\d+\.|-|```|)", line)[1] for line in lines]

    assert shape(thai) == shape(english)
    unnamed = [[re.sub(r'"[^"]*"', '""', line) for line in commands(f"{paper}.{tongue}.md")] for tongue in ("th", "en")]
    assert unnamed[0] == unnamed[1]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_button_and_page_that_is_named_is_there(paper):
    places = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "app").rglob("*.py")]
    words = "\n".join(path.read_text(encoding="utf-8") for path in places)
    named = set(re.findall("“([^”]+)”", text(f"{paper}.th.md")))
    assert len(named) > 5
    assert [name for name in named if name not in words] == []


def test_the_papers_know_every_file_they_name():
    named = {found for paper in PAPERS for found in re.findall(r"[\w.-]+\.(?:md|py)", text(f"{paper}.th.md"))}
    assert [name for name in named if not (DOCS / name).is_file()] == []
