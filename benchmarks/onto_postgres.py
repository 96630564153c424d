"""Offices put onto PostgreSQL as they stand on SQLite: row by row, indices built afterwards, then checked link by link.

usage: python -m benchmarks.onto_postgres [--place DIR] [CASES ...]

The server and its data stay at the place; it is started for as long as it is needed. What was cut off goes on: an
office that is half there is begun again, one that is there and not checked is checked. Settings are PostgreSQL's own,
but for room in its journal; what it has acknowledged is on the disk.
"""

import argparse
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Table, make_url

from app.extensions import db
from app.services import schema
from benchmarks import base, checking, loader
from tests import throwaway_postgres

_LATER = """SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""
_MOVE_ON = "SELECT setval(%s, (SELECT coalesce(max(id), 1) FROM {}), (SELECT count(*) > 0 FROM {}))"


@contextmanager
def server(place: Path) -> Iterator[str]:
    """The address of the server at a place, as long as it is needed."""
    programs = throwaway_postgres.binaries()
    if programs is None:
        sys.exit("PostgreSQL's programs are not here (Debian: postgresql)")
    with throwaway_postgres.standing(programs, place.resolve() / "postgresql") as address:
        yield address


def office(cases: int, place: Path, address: str) -> str:
    """The address of an office of so many cases on that server; put there and checked if it is not."""
    name, source = f"khamrong_{cases}", loader.office(cases, place)
    found, unchecked = at(address, name), f"khamrong_{cases}_unchecked"
    if not exists(address, name):
        if not exists(address, unchecked):
            _put(source, address, unchecked)
        with base.opened(source, at(address, unchecked)):
            loader.say(f"{cases:,}: {checking.check()}")
        _rename(address, unchecked, name)
    with base.opened(source, found):
        schema.upgrade()
    return found


def _put(source: Path, address: str, name: str) -> None:
    begun, half = time.perf_counter(), f"{name}_half"
    with base.opened(source, anew(address, half)):
        schema.upgrade()
    rows = _copy(source / base.FILE, at(address, half))
    _rename(address, half, name)
    loader.say(f"{name}: {rows:,} rows in {time.perf_counter() - begun:.0f} s")


def _rename(address: str, old: str, new: str) -> None:
    with connected(address) as server_itself:
        server_itself.execute(f"ALTER DATABASE {old} RENAME TO {new}")


def at(address: str, name: str) -> str:
    """The address of one database of a server."""
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def exists(address: str, name: str) -> bool:
    """Whether the server has such a database."""
    with connected(address) as server_itself:
        return bool(server_itself.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def anew(address: str, name: str) -> str:
    """The address of an empty database; what was there under the name is gone."""
    with connected(address) as server_itself:
        server_itself.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server_itself.execute(f"CREATE DATABASE {name}")
    return at(address, name)


@contextmanager
def connected(address: str) -> Iterator[psycopg.Connection]:
    """A connection on which everything counts at once."""
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


def _copy(file: Path, address: str) -> int:
    """Every row of every table into a database that was just built: how many."""
    with connected(address) as to, closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
        to.execute("SET session_replication_role = replica")  # no trigger, no key is looked for
        to.execute("SET maintenance_work_mem = '1GB'")
        with to.transaction():
            later = to.execute(_LATER).fetchall()
            for name, _ in later:
                to.execute(f"DROP INDEX {name}")
            to.execute(f"TRUNCATE {', '.join(db.metadata.tables)}")
            rows = sum(_table(source, to, table) for table in db.metadata.sorted_tables)
            for _, made in later:
                to.execute(made)
        to.execute("VACUUM ANALYZE")
        to.execute("CHECKPOINT")
    return rows


def _table(source: sqlite3.Connection, to: psycopg.Connection, table: Table) -> int:
    """One table as it is; its numbers go on behind the last."""
    names = [f'"{column.name}"' for column in table.columns]
    into = sql.SQL(f"COPY {table.name} ({', '.join(names)}) FROM STDIN")
    rows = 0
    with to.cursor() as cursor, cursor.copy(into) as copy:
        for row in source.execute(f"SELECT {', '.join(names)} FROM {table.name}"):  # noqa: S608
            copy.write_row(row)
            rows += 1
    if "id" in table.columns:
        found = to.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table.name]).fetchone()
        if found and found[0]:
            to.execute(sql.SQL(_MOVE_ON.format(table.name, table.name)), found)
    return rows


def main() -> None:
    """Put there what is asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("cases", nargs="*", type=int, default=[1000, 100_000])
    ask.add_argument("--place", type=Path, default=loader.PLACE)
    asked = ask.parse_args()
    with server(asked.place) as address:
        for cases in asked.cases:
            loader.say(f"{cases:,}: {office(cases, asked.place, address)}")


if __name__ == "__main__":
    main()
