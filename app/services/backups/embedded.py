"""SQLite: copied in one reading while others write, checked page by page before it is believed."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.domain.backups import Trouble
from app.extensions import db
from app.services.backups.trouble import BackupFailed

NAME = "khamrong.db"
_PACKED = "database.sqlite.gz"
_PIECE = 1 << 20


@contextmanager
def copied(work: Path) -> Iterator[tuple[Connection, Path]]:
    """A checked copy to read from, and the file to pack. Writers go on: a reader holds nobody up in WAL mode."""
    copy, packed = work / NAME, work / _PACKED
    with _sqlite_troubles(), closing(db.engine.raw_connection()) as live:
        live.cursor().execute("VACUUM INTO ?", [str(copy)])
    with _opened(copy) as connection:
        check(connection)
        with copy.open("rb") as source, gzip.open(packed, "wb", compresslevel=1) as target:
            shutil.copyfileobj(source, target, _PIECE)
        yield connection, packed


def size() -> int:
    """How large the database is, in bytes."""
    with db.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count")) or 0
        return int(pages) * int(connection.scalar(text("PRAGMA page_size")) or 0)


@contextmanager
def unpacked(place: Path) -> Iterator[Connection]:
    """The database that was laid down in a place, unpacked there under its own name and checked."""
    packed, target = place / _PACKED, place / NAME
    with gzip.open(packed, "rb") as source, target.open("xb") as file:
        shutil.copyfileobj(source, file, _PIECE)
    packed.unlink()
    target.chmod(0o600)
    with _opened(target) as connection:
        check(connection)
        yield connection


def check(connection: Connection) -> None:
    """Every page, index and reference."""
    with _sqlite_troubles():
        whole = connection.execute(text("PRAGMA integrity_check(1)")).scalar() == "ok"
        if not whole or connection.execute(text("PRAGMA foreign_key_check")).first():
            raise BackupFailed(Trouble.DATABASE)


@contextmanager
def _opened(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _sqlite_troubles() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        full = "full" in str(error)
        raise BackupFailed(Trouble.NO_ROOM if full else Trouble.DATABASE, type(error).__name__) from error
