"""Small offices as older shapes of the database kept them: real rows, made by the program of that day.

``office-NNNN.sql.gz`` is a dump of SQLite at migration NNNN; its first line is the code of the sealed report in it.
When a release changes the shape, one more is laid beside them; none is ever changed.
"""

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, func, inspect, select, text
from sqlalchemy.pool import StaticPool

from app.extensions import db
from app.services import schema

PLACE = Path(__file__).parent
NO_ROWS = ("alembic_version", "ticket_search")  # the index of a search, and the tables that SQLite keeps it in
KEPT = sorted(path.name[7:11] for path in PLACE.glob("office-*.sql.gz"))


def kept_for(revision: str) -> str:
    """The newest kept office that is not newer than a revision."""
    return max(number for number in KEPT if number <= revision)


def open_old(number: str) -> str:
    """Fill the present database with a kept office, in the shape it had; returns the sealed report's code."""
    dump = gzip.decompress((PLACE / f"office-{number}.sql.gz").read_bytes()).decode()
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    kept.executescript(dump)
    source = create_engine("sqlite://", creator=lambda: kept, poolclass=StaticPool)
    schema.downgrade("base")
    schema.upgrade(number)
    _copy(source)
    source.dispose()
    kept.close()
    return dump.splitlines()[0].removeprefix("-- code ")


def _copy(source: Any) -> None:
    found, ours = MetaData(), MetaData()
    found.reflect(source)
    ours.reflect(db.engine)
    with source.connect() as old, db.engine.connect().execution_options(write=True) as new:
        for table in ours.sorted_tables:
            if table.name.startswith(NO_ROWS):
                continue
            rows = [dict(row) for row in old.execute(select(found.tables[table.name])).mappings()]
            new.execute(table.delete()) if rows else None
            for row in rows:
                new.execute(table.insert().values(row))
            number = table.columns.get("id")
            if new.dialect.name == "postgresql" and number is not None and number.type.python_type is int:
                top = select(func.max(number)).scalar_subquery()
                new.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), top)).where(top > 0))
        new.commit()


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as it stands."""
    there = MetaData()
    there.reflect(db.engine)
    with db.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in there.sorted_tables
            if not table.name.startswith(NO_ROWS)
        }


def lost(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    """What was there before and is not there any more, row by row, as far as its columns still exist."""
    for table, older in before.items():
        if older and table not in after:
            yield f"table {table}"
            continue
        newer = after.get(table, [])
        columns = set(newer[0]) if newer else set()
        for row in older:
            left = {name: value for name, value in row.items() if name in columns}
            if not any(all(one[name] == value for name, value in left.items()) for one in newer):
                yield f"{table}: {row}"


def shape() -> tuple[object, ...]:
    """What the database looks like from outside: its revision, tables and columns."""
    there = inspect(db.engine)
    tables = {name: [column["name"] for column in there.get_columns(name)] for name in sorted(there.get_table_names())}
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version")), tables
