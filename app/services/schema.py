"""The tables: built and changed by numbered migrations only, guarded by triggers where a row is written once."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import func, select

import secret_key
from app.extensions import db

ROOT = Path(__file__).resolve().parents[2]
_ONE_AT_A_TIME = 0x6B68616D  # any number that only this product locks


class Newer(RuntimeError):
    """The database was shaped by a newer program than this one: nothing was touched."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database has shape {revision}, which this program does not know; start the newer one")


def alembic_config() -> AlembicConfig:
    """Alembic's settings; they are few enough to stand here."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def upgrade(target: str = "head") -> None:
    """Bring the database to the newest shape, all the way or not at all. ``Newer`` if another program was further."""
    if is_ahead():
        raise Newer(revision() or "")
    keep_secret()
    _run(command.upgrade, target)


def keep_secret() -> None:
    """An office begins: the secret that was drawn for it is kept before anything hangs on it."""
    config = current_app.config
    config["SECRET_KEY"] = secret_key.keep(config["VAR_DIR"], config["SECRET_KEY"])


def downgrade(target: str) -> None:
    """Bring the database back to an older shape."""
    _run(command.downgrade, target)


def is_current() -> bool:
    """Whether the database has the newest shape."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() == revision()


def is_ahead() -> bool:
    """Whether a newer program brought it further: what this one knows is all there (docs/adr/0024)."""
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    found = revision()
    return found is not None and found not in known


def exists() -> bool:
    """Whether there is a database; looking makes none, as SQLite would by being opened."""
    url = db.engine.url
    return url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"} or Path(url.database).exists()


def revision() -> str | None:
    """The number of the last migration that the database went through; None for an empty one, or none at all."""
    if not exists():
        return None
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _run(verb: object, target: str) -> None:
    db.session.remove()
    config = alembic_config()
    # Begun here, so that Alembic commits nothing in between: two programs would take turns from step to step.
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":  # SQLite's write lock is one already
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        config.attributes["connection"] = connection
        verb(config, target)  # type: ignore[operator]
