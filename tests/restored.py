"""A backup laid down somewhere else, as it would be on the worst day; on the kind of database that the run is about."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from app.services import backups
from app.services.backups import embedded, making, served, shelf


@contextmanager
def restored(path: Path, place: Path, key: bytes = b"") -> Iterator[Connection]:
    """A connection to what was restored; its files lie below the place."""
    with address(place) as database:
        server = "" if database.startswith("sqlite") else database
        backups.restore(path, place, key or shelf.own_key(), database=server)
        engine = create_engine(database, poolclass=NullPool)
        with engine.connect() as connection:
            yield connection


@contextmanager
def address(place: Path) -> Iterator[str]:
    """Where a restored database will be: in the place, or an empty one on the same server."""
    with nullcontext() if making.is_embedded() else served.spare() as target:
        yield target.render_as_string(hide_password=False) if target else f"sqlite:///{place / embedded.NAME}"
