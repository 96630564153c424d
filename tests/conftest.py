"""The test bench: a clock that can be wound, a fresh office for every test, a client that checks what it is shown.

The application is imported by the fixtures that need it: the rules' own tests run without it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import pytest
from jinja2.bccache import Bucket, BytecodeCache

from config import MEGABYTE, Config

if TYPE_CHECKING:
    from flask import Flask

    from tests.pages import CheckedClient

BANGKOK = ZoneInfo("Asia/Bangkok")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=BANGKOK)
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
SERVER = os.environ.get("TEST_DATABASE_URL")


class Compiled(BytecodeCache):
    """Templates compiled once for all the applications of a run: every test builds one."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What another application has compiled."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the next one."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Clock:
    """A clock that tests wind. It starts on Monday 2 November 2026, nine in the morning."""

    def __init__(self) -> None:
        self.moment = MONDAY

    def __call__(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        """Wind to a moment; one without a zone is Bangkok's."""
        self.moment = moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)

    def advance(self, **span: float) -> None:
        """Wind on, in the words of ``timedelta``."""
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def office(address: str, var: Path, **changes: object) -> Config:
    """The settings of an office under test."""
    settings: dict[str, object] = {
        "SECRET_KEY": "for tests only, and long enough for them",
        "SQLALCHEMY_DATABASE_URI": address,
        "VAR_DIR": var,
        "TESTING": True,
        "BACKUP_HOUR": 24,  # the worker makes none by itself but in the tests of backups
        "REQUIRE_TOTP_ADMINISTRATOR": False,
        "WTF_CSRF_ENABLED": False,
        "SPACE_FOR_FILES": 0,  # whatever the disk of whoever tests
        "SPACE_FOR_CASES": 0,
        "SEALED_OPERATIONS": 1,  # what keeps a thief busy would keep the tests busy too
        "SEALED_CODE_MEMORY": MEGABYTE,
        "SEALED_PASSPHRASE_MEMORY": MEGABYTE,
    }
    return Config(**{**settings, **changes})  # type: ignore[arg-type]


def build(address: str, var: Path) -> None:
    """Build the tables the way an office gets them: by the migrations. Passwords and addresses cost little then."""
    from argon2 import PasswordHasher

    from app import create_app
    from app.extensions import db
    from app.services import schema, staff

    staff._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    make_addresses_once()
    app = create_app(office(address, var), clock=Clock())
    with app.app_context():
        schema.upgrade()
        db.session.remove()
        db.engine.dispose()


def make_addresses_once() -> None:
    """Every test builds an application, and Werkzeug then compiles, for each of its addresses, how it is written."""
    from werkzeug.routing import Rule

    written = {}
    write = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> object:
        key = (rule.rule, rule.subdomain, repr(rule.defaults), append_unknown)
        if key not in written:
            written[key] = write(rule, append_unknown)
        return written[key]

    Rule._compile_builder = once  # type: ignore[method-assign,assignment]


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Copies of one migrated file, a fraction of a millisecond each."""
    template = tmp_path_factory.mktemp("template") / "khamrong.db"
    build(f"sqlite:///{template}", template.parent)
    assert [path.name for path in template.parent.glob("khamrong.db*")] == ["khamrong.db"], "a journal was left"

    def copy(place: Path) -> str:
        shutil.copy(template, place / "khamrong.db")
        return f"sqlite:///{place / 'khamrong.db'}"

    return copy


@pytest.fixture(scope="session")
def new_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Copies of one migrated database on the server that ``TEST_DATABASE_URL`` names, some 20 ms each."""
    from sqlalchemy import create_engine, make_url, text

    assert SERVER is not None
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    template, name = f"khamrong_template_{WORKER}", f"khamrong_{WORKER}"

    def run(*statements: str) -> None:
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def address(database: str) -> str:
        return make_url(SERVER).set(database=database).render_as_string(hide_password=False)

    def copy(_place: Path) -> str:
        run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")
        return address(name)

    run(f"DROP DATABASE IF EXISTS {template} WITH (FORCE)", f"CREATE DATABASE {template}")
    build(address(template), tmp_path_factory.mktemp("template"))
    yield copy
    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"DROP DATABASE {template} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def new_database(request: pytest.FixtureRequest) -> Callable[[Path], str]:
    """Gives the address of a fresh database, on whichever kind this run is about."""
    found: Callable[[Path], str] = request.getfixturevalue("new_postgres" if SERVER else "new_sqlite")
    return found


@pytest.fixture
def app(new_database: Callable[[Path], str], tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """An office with empty shelves; the test stands inside its context."""
    from app import create_app
    from app.extensions import db
    from tests.pages import CheckedClient

    app = create_app(office(new_database(tmp_path), tmp_path), clock=clock)
    app.test_client_class = CheckedClient
    app.jinja_env.bytecode_cache = COMPILED
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    """A visitor whose every page is checked."""
    return cast("CheckedClient", app.test_client())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server, leave out what holds for the embedded database only."""
    left_out = [item for item in items if SERVER and item.get_closest_marker("sqlite")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat above the last line what failed before the tests began."""
    if failed := os.environ.get("FAILED_BEFORE"):
        terminalreporter.write_line(f"Failed before these tests, see above: {failed}", red=True, bold=True)
