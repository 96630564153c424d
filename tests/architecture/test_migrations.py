"""Migrations: one numbered line of history that builds what the models describe, and leads back to nothing."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from app.extensions import Base, db
from app.services import schema
from tests.architecture.sources import ROOT

NUMBERS = sorted(path.name.partition("_")[0] for path in (ROOT / "migrations" / "versions").glob("*.py"))
LEFT_BEHIND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')",
    "postgresql": "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang <> 13"
    " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')",
}


def described(name: str, kind: str, _parents: object) -> bool:
    """Everything but the index for searching on SQLite, which is made of tables, and PostgreSQL's own kind of it."""
    return not (name and name.startswith(("ticket_search", "ix_ticket_search")) and kind in {"table", "index"})


def difference() -> list[object]:
    """What the database lacks or has too much of, compared with the models."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": False, "include_name": described}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def test_history_is_one_numbered_line():
    scripts = ScriptDirectory.from_config(schema.alembic_config())
    assert len(scripts.get_heads()) == 1
    line = [script.revision for script in scripts.walk_revisions()][::-1]
    assert line == NUMBERS == [f"{number:04}" for number in range(1, len(NUMBERS) + 1)]


def test_migrations_build_what_the_models_describe(app):
    assert difference() == []
    assert schema.is_current()


def test_the_way_back_leads_to_nothing_and_forth_again(app):
    schema.downgrade("base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    with db.engine.connect() as connection:
        assert connection.execute(text(LEFT_BEHIND[db.engine.dialect.name])).all() == []
    schema.upgrade()
    assert difference() == []


@pytest.mark.parametrize("target", NUMBERS)
def test_an_older_office_can_be_brought_up_to_date(app, target):
    schema.downgrade("base")
    schema.upgrade(target)
    schema.upgrade()
    assert schema.is_current()
    assert difference() == []
