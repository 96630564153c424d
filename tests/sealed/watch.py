"""Everything an office leaves behind while a test is in it: databases, journals, copies, logs, prints, letters, files.

A file that is open or lies in the temporary folder for the time of one request counts too.
"""

import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from flask import Flask, Response, request
from sqlalchemy import text

from app.extensions import db
from app.web.headers import SEALED
from tests.mail_server import MailServer
from tests.secrets_sweep import sweep_all

FDS = Path("/proc/self/fd")
DATABASE = "khamrong.db"


class Watch:
    """Looks on from the first request to the last; ``findings`` tells what was found and where."""

    def __init__(self, app: Flask, place: Path, log: pytest.LogCaptureFixture, out: pytest.CaptureFixture[str]) -> None:
        self.app, self.place, self.log, self.out = app, place, log, out
        self.letters = MailServer()
        self.passing: dict[str, bytes] = {}
        self.before = set(open_files())
        self.spool = place / "spool"
        self.spool.mkdir()
        log.set_level(logging.DEBUG)
        app.after_request(self._look)

    def _look(self, answer: Response) -> Response:
        """While a sealed request is still open: what is in files at this moment, unlinked ones too."""
        if request.path.startswith(SEALED):
            self.passing |= {name: content(path) for name, path in open_files().items() if self._new(name)}
            self.passing |= {str(path): path.read_bytes() for path in self.spool.rglob("*") if path.is_file()}
        return answer

    def _new(self, name: str) -> bool:
        return name not in self.before and DATABASE not in name

    def streams(self) -> dict[str, str | bytes]:
        """What was logged, printed and sent."""
        printed = self.out.readouterr()
        letters = [part.get_payload(decode=True) or b"" for letter in self.letters.taken for part in letter.walk()]
        letters += [letter.as_bytes() for letter in self.letters.taken]
        return {"log": self.log.text, "stdout": printed.out, "stderr": printed.err, "letters": b"\n".join(letters)}

    def left_behind(self) -> dict[str, str | bytes]:
        """Every place and what is in it."""
        files = {str(path): path.read_bytes() for path in stored(self.place) if path.is_file()}
        return {**self.streams(), **self.passing, **files}

    def findings(self, secrets: Iterable[str]) -> dict[str, set[str]]:
        """Which secrets were found in which place; nothing found is an empty dictionary."""
        return sweep_all(secrets, self.left_behind())


def open_files() -> dict[str, Path]:
    """The regular files that this process has open, by what they are called; empty where no system tells."""
    found = {}
    for link in FDS.iterdir() if FDS.exists() else ():
        with suppress(OSError):
            name = os.readlink(link)  # noqa: PTH115 - an unlinked file has no path
            if name.startswith("/") and not name.startswith("/proc/") and link.is_file():
                found[name] = link
    return found


def content(path: Path) -> bytes:
    """What is in an open file; nothing if it was closed meanwhile."""
    with suppress(OSError):
        return path.read_bytes()
    return b""


def stored(place: Path) -> list[Path]:
    """The files of the office and of its database: SQLite's with journals and a copy, or those of the server."""
    db.session.remove()
    files = sorted(place.rglob("*"))
    if db.engine.dialect.name == "sqlite":
        copy = place / "backup.db"
        with closing(sqlite3.connect(place / DATABASE)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return [*files, copy]
    return [*files, *server_files(place)]


def server_files(place: Path) -> list[Path]:
    """PostgreSQL's own files of this database, its journal and log; where it is elsewhere, all rows as text."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        ask = lambda words: connection.execute(text(words)).scalar_one()  # noqa: E731
        data = Path(ask("SHOW data_directory"))
        if os.access(data / "base", os.R_OK):
            connection.execute(text("CHECKPOINT"))
            own = data / "base" / str(ask("SELECT oid FROM pg_database WHERE datname = current_database()"))
            return [*own.iterdir(), *(data / "pg_wal").iterdir(), *data.parent.glob("log")]
        dump = place / "rows.txt"
        dump.write_text(rows(), encoding="utf-8")
        return [dump]


def rows() -> str:
    """Every cell of every table, as the database gives it."""
    with db.engine.connect() as connection:
        tables = {name: connection.execute(table.select()).all() for name, table in db.metadata.tables.items()}
    return "\n".join(f"{name}: {row}" for name, found in tables.items() for row in found)


def spool_in(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let temporary files be made where they are looked for."""
    monkeypatch.setattr(tempfile, "tempdir", str(place / "spool"))
