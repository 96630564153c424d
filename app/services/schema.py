"""The tables: built and changed by numbered migrations only, guarded by triggers where a row is written once."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from app.extensions import db

ROOT = Path(__file__).resolve().parents[2]
_ONE_AT_A_TIME = 0x6B68616D  # any number that only this product locks


def alembic_config() -> AlembicConfig:
    """Alembic's settings; they are few enough to stand here."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def upgrade(target: str = "head") -> None:
    """Bring the database to the newest shape; nothing is lost on the way."""
    _run(command.upgrade, target)


def downgrade(target: str) -> None:
    """Bring the database back to an older shape."""
    _run(command.downgrade, target)


def is_current() -> bool:
    """Whether the database has the newest shape."""
    heads = set(ScriptDirectory.from_config(alembic_config()).get_heads())
    with db.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def _run(verb: object, target: str) -> None:
    db.session.remove()
    config = alembic_config()
    with db.engine.connect().execution_options(write=True) as connection:
        if connection.dialect.name == "postgresql":  # SQLite's write lock is one already
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        config.attributes["connection"] = connection
        verb(config, target)  # type: ignore[operator]
        connection.commit()
