"""What a database holds, told the same way of the office's own, of its copy and of one that was restored."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, inspect, select, text

from app.models import Attachment, ChainHead
from app.services.backups.archive import Manifest

_VERSION = "alembic_version"
_VIRTUAL = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"


def fill(manifest: Manifest, connection: Connection) -> Manifest:
    """Write down the shape, the rows of every table and the ends of both chains."""
    manifest.kind = connection.dialect.name
    manifest.revision = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    manifest.rows = dict(rows(connection))
    heads = connection.execute(select(ChainHead.name, ChainHead.length, ChainHead.hash).order_by(ChainHead.name))
    manifest.heads = {name: (length, link) for name, length, link in heads}
    return manifest


def rows(connection: Connection) -> Iterator[tuple[str, int]]:
    """How many rows each table has; one that only answers searches has none of its own."""
    virtual = connection.scalars(text(_VIRTUAL)).all() if connection.dialect.name == "sqlite" else ()
    quote = connection.dialect.identifier_preparer.quote
    for table in sorted(set(inspect(connection).get_table_names()) - {_VERSION, *virtual}):
        yield table, connection.scalar(text(f"SELECT count(*) FROM {quote(table)}")) or 0  # noqa: S608 - its own tables


def files(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every file that a row names, with its hash."""
    query = select(Attachment.storage_name, Attachment.sha256).order_by(Attachment.storage_name)
    for row in connection.execution_options(yield_per=500).execute(query):
        yield row[0], row[1]


def same(one: Manifest, other: Manifest) -> bool:
    """Whether two inventories tell of the same office."""
    return (one.kind, one.revision, one.rows, one.heads) == (other.kind, other.revision, other.rows, other.heads)


def is_whole(content: bytes, digest: str) -> bool:
    """Whether a file's bytes are those that were stored."""
    return hashlib.sha256(content).hexdigest() == digest
