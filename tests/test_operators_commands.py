"""What an operator types: every line of the guides exists, reaches the served office and leaves no trace elsewhere."""

import os
import re
import shlex
import stat
import subprocess
import sys

import click
import pytest
from flask.cli import ScriptInfo

from app import create_app
from app.domain.workflow import Role
from app.services import staff
from app.services.transaction import transaction
from config import Config
from tests.architecture.sources import ROOT
from tests.factories import make_office, make_staff

WRAPPER = ROOT / "docs/deploy/khamrong"
GUIDES = [
    path
    for name in ("operating", "point-in-time", "sealed-ceremony", "sealed-setup", "auditing")
    for path in sorted((ROOT / "docs").glob(f"{name}.??.md"))
]
TYPED = re.compile(
    r"^ *((?:docker compose .*)?khamrong (?:--at \S+ )?[a-z].*)$|`(khamrong (?:--at \S+ )?[a-z][^`]*)`", re.MULTILINE
)
# Becomes the user that runs the tests instead of the service's, and finds its settings in a folder of the test.
AS_THE_SERVICE = """
import os, pwd, runpy, sys
from pathlib import Path
became = []
os.geteuid, me = lambda: 0, pwd.getpwuid(os.getuid())
pwd.getpwnam = lambda name: became.append(name) or me
os.initgroups = os.setgid = os.setuid = lambda *who: became.append(who[0])
wrapper, here = sys.argv[1], Path(sys.argv[2])
found = runpy.run_path(wrapper)
found["main"].__globals__.update(SETTINGS=here / "khamrong.env", PROGRAM=found["PROGRAM"])
found["ALWAYS"]["VAR_DIR"] = str(here / "office")
run = os.execve
def execve(path, words, env):
    assert became == ["khamrong", "khamrong", me.pw_gid, me.pw_uid], became
    run(sys.executable, [sys.executable, "-m", "flask", *words[1:]], env)
os.execve = execve
sys.argv[:] = [wrapper, *sys.argv[3:]]
found["main"]()
"""


def typed(path):
    """The commands of a guide, without the words for people behind them."""
    for block, word in TYPED.findall(path.read_text(encoding="utf-8")):
        for line in re.split(r" && ", (block or word).split(" #")[0].strip()):
            if line.startswith("khamrong "):
                yield line


LINES = [(path.name, line) for path in GUIDES for line in typed(path)]


@pytest.fixture(scope="module")
def house():
    return create_app(Config(SECRET_KEY="x" * 32, SQLALCHEMY_DATABASE_URI="sqlite://"))


@pytest.mark.parametrize(("guide", "line"), LINES)
def test_every_line_of_the_guides_is_a_command(house, guide, line):
    words = [word for word in shlex.split(line)[1:] if word != "…"]
    words = words[2:] if words[0] == "--at" else words
    found, context = house.cli, click.Context(house.cli, obj=ScriptInfo(create_app=lambda: house))
    while isinstance(found, click.Group) and words:
        found = found.get_command(context, words.pop(0))
        assert found, line
    options = {name for param in getattr(found, "params", ()) for name in (*param.opts, *param.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("language", ["en", "th"])
def test_what_people_say_is_what_the_product_says(language):
    guide = (ROOT / f"docs/operating.{language}.md").read_text()
    quoted = re.findall("“([^”]+)”", guide.partition("\n## 7.")[2].partition("\n## 8.")[0])
    catalogue = (ROOT / "app/translations/en/LC_MESSAGES/messages.po").read_text()
    said = [*re.findall(r'^msg(?:id|str) "(.+)"$', catalogue, re.MULTILINE), (ROOT / "app/commands/log.py").read_text()]
    assert len(quoted) >= 9
    assert [words for words in quoted if not any(words in line for line in said)] == []
    assert guide.index("“broken: ”") < guide.index("`khamrong rebuild`")


def test_no_guide_knows_another_way_to_give_a_command():
    assert len(LINES) > 40
    for path in [*GUIDES, *(ROOT / "docs/deploy").glob("*")]:
        assert not re.search(r"\bflask (--app wsgi )?(?!serve)[a-z]", path.read_text()), path


def test_the_wrapper_says_what_the_service_says():
    unit = (ROOT / "docs/deploy/khamrong.service").read_text()
    wrapper = WRAPPER.read_text()
    assert os.access(WRAPPER, os.X_OK)
    for name in ("User", "UMask", "EnvironmentFile"):
        value = re.search(rf"^{name}=-?(.+)$", unit, re.MULTILINE)[1]
        assert (f"0o{int(value):03}" if name == "UMask" else f'"{value}"') in wrapper, name
    for word in re.search(r"^Environment=(.+)$", unit, re.MULTILINE)[1].split():
        name, _, value = word.partition("=")
        assert f'"{name}": "{value}"' in wrapper


@pytest.fixture
def give(tmp_path):
    """Type a command in a terminal that belongs to another office."""
    strange = {"BACKUP_DIR": str(tmp_path / "elsewhere"), "SECRET_KEY": "y" * 40}

    def begin(*words, **more):
        command = [sys.executable, "-c", AS_THE_SERVICE, str(WRAPPER), str(tmp_path), *words]
        env = {name: value for name, value in os.environ.items() if name not in {"VAR_DIR", "DATABASE_URL"}}
        return subprocess.run(
            command, cwd=tmp_path, env=env | strange | more, capture_output=True, encoding="utf-8", check=False
        )

    return begin


def everything(place):
    """All that lies below, with rights and contents."""
    return {
        str(path.relative_to(place)): (stat.S_IMODE(path.lstat().st_mode), path.is_file() and path.read_bytes())
        for path in place.rglob("*")
    }


def test_the_wrapper_reaches_the_served_office_and_nothing_else(give, tmp_path):
    (tmp_path / "khamrong.env").write_text('# quotes as systemd takes them\nPUBLIC_URL="https://office.example"\n;X=1\n')
    prepared = give("prepare")
    assert prepared.returncode == 0, prepared.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["khamrong.env", "office"]
    assert {path.name for path in (tmp_path / "office").iterdir()} >= {"khamrong.db", "secret-key"}
    assert not [name for name, (mode, _) in everything(tmp_path / "office").items() if mode & 0o077]
    assert "https://office.example" in give("doctor", "--english").stdout


@pytest.mark.parametrize("name", ["VAR_DIR", "DATABASE_URL"])
def test_a_place_named_by_the_terminal_is_refused_and_never_passed_over(give, tmp_path, name):
    refused = give("prepare", **{name: str(tmp_path / "elsewhere")})
    assert refused.returncode == 1
    assert f"{name} of the terminal counts for nothing: khamrong --at FOLDER" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_office_beside_the_served_one_is_opened_by_its_folder(give, tmp_path):
    beside = tmp_path / "beside"
    settings = "DATABASE_URL=sqlite:///nowhere/served.db\nDATABASE_READ_URL=postgresql://nowhere\nBACKUP_DIR=/nowhere\n"
    (tmp_path / "khamrong.env").write_text(f"SECRET_KEY={'z' * 40}\n{settings}")
    assert "no such folder" in give("--at", str(beside), "prepare").stderr
    beside.mkdir()
    prepared = give("--at", str(beside), "prepare")
    assert prepared.returncode == 0, prepared.stderr
    assert (beside / "khamrong.db").is_file()
    assert not (tmp_path / "office").exists()
    (beside / "khamrong.env").write_text(f"DATABASE_URL=sqlite:///{beside}/restored.db\n")
    assert give("--at", str(beside), "prepare").returncode == 0
    assert (beside / "restored.db").is_file()


def test_the_doctor_of_an_empty_place_says_so_and_leaves_it_empty(give, tmp_path):
    looked = give("doctor", "--english")
    assert looked.returncode == 1, looked.stdout + looked.stderr
    assert f"database: none at {tmp_path / 'office'}" in looked.stdout
    assert {path.name for path in (tmp_path / "office").iterdir()} <= {"build"}  # the program's own style sheets


def test_the_doctor_changes_nothing_in_an_office(give, tmp_path):
    give("prepare")
    before = everything(tmp_path)
    assert give("doctor").stdout
    assert everything(tmp_path) == before


def test_no_backup_of_an_empty_place(give, tmp_path):
    refused = give("backup", "make")
    assert refused.returncode == 1
    assert "run prepare first" in refused.stderr
    assert {path.name for path in (tmp_path / "office").iterdir()} <= {"build"}  # the program's own style sheets


@pytest.mark.parametrize("language", ["en", "th"])
def test_files_are_restored_to_where_the_office_looks(app, language, tmp_path):
    guide = (ROOT / f"docs/operating.{language}.md").read_text()
    assert re.findall(r"--files\s+(\S+?)`", guide) == ["/var/lib/khamrong"]
    backup = tmp_path / "x.backup"
    backup.touch()
    words = ["backup", "restore", str(backup), "--into", "postgresql://db/empty", "--files", str(tmp_path / "files")]
    refused = app.test_cli_runner().invoke(args=words)
    assert refused.exit_code == 2
    assert f"the new VAR_DIR itself ({tmp_path})" in refused.output
    assert not (tmp_path / "files").exists()


@pytest.mark.parametrize("language", ["en", "th"])
def test_going_back_leaves_numbers_out_before_the_product_runs_and_files_come_before_the_office_opens(language):
    guide = (ROOT / f"docs/point-in-time.{language}.md").read_text()
    steps = ("recovery.signal", "backup skip-numbers", "serve --no-worker", "backup take-over", "`archive_mode = on`")
    assert sorted(steps, key=guide.index) == list(steps)


def test_a_closed_account_is_not_rescued(app, clock):
    make_office(clock())
    member = make_staff("arunee", Role.ADMINISTRATOR, now=clock())
    with transaction():
        member.active = False
    before = member.password_hash
    refused = app.test_cli_runner().invoke(args=["rescue", "arunee"])
    assert refused.exit_code == 1
    assert "is closed, nothing was changed" in refused.output
    assert staff.by_username("arunee").password_hash == before
