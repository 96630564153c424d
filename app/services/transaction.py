"""Every verb commits once, here. A transaction inside another joins it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import BigInteger, Connection, Engine, Select, bindparam, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from app.extensions import db

Row = TypeVar("Row")

_WAIT = "busy_timeout=15000"
_PATIENCE = 1000
_TURN = select(func.pg_advisory_xact_lock(bindparam("number", type_=BigInteger)))
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    _WAIT,
    "secure_delete=ON",
)


@contextmanager
def transaction() -> Iterator[None]:
    """Write everything inside, or nothing. Objects read before are read anew inside."""
    session = db.session
    if session.info.get("writing"):
        yield
        return
    session.rollback()
    if "reading" in session.info:
        session.info["reading"] = False  # whoever writes reads on where they wrote
    session.connection(execution_options={"write": True})
    session.info["writing"] = True
    try:
        yield
        session.commit()
    except BaseException:
        session.info.pop("afterwards", None)
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)
    for act in session.info.pop("afterwards", ()):
        act()


def afterwards(act: Callable[[], None]) -> None:
    """Do something that cannot be undone once the present transaction is written; not at all if it is not."""
    db.session.info.setdefault("afterwards", []).append(act)


def scrub() -> None:
    """Once the present transaction is written: what it deleted or wrote over is gone from SQLite's journal too.

    It never fails and waits a second at most: while somebody still reads what was there before, the journal keeps it
    until the next call; the worker calls every ten minutes. On PostgreSQL it does nothing: old rows go with
    (auto)VACUUM, and from the server's own journal in its own time.
    """
    if db.session.info.get("writing"):
        waiting = db.session.info.setdefault("afterwards", [])
        waiting[:] = [*(act for act in waiting if act is not _empty_journal), _empty_journal]
    else:
        db.session.rollback()
        _empty_journal()


def _empty_journal() -> None:
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA busy_timeout={_PATIENCE}")
        with suppress(sqlite3.OperationalError):  # a full disk: what was asked for is written all the same
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.cursor().execute(f"PRAGMA {_WAIT}")
    finally:
        connection.close()


def hold(query: Select[Row], make: Callable[[], Row]) -> Row:
    """The one row that a query finds, held for writing; made if there is none, even when two make it at once."""
    held = query.with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(held)
    if row is None:
        db.session.flush()
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(make())
        row = db.session.scalars(held).one()
    return row


def in_turn(*keys: str) -> None:
    """Inside the present transaction: nobody else who asks for one of these keys goes on before it ends.

    For looking whether something is there before it is written: refused by a unique column, PostgreSQL would write the
    value and the second into its log. SQLite writes one after the other anyway.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        for number in sorted({int.from_bytes(sha256(key.encode()).digest()[:8], signed=True) for key in keys}):
            connection.execute(_TURN, {"number": number})


def tune(engine: Engine) -> None:
    """Make SQLite durable and writers queue up instead of failing half-way; PostgreSQL needs nothing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
