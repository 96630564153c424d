"""Migrations: one numbered line of history that builds what the models describe, and leads back to nothing."""

import ast

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


def test_a_program_that_serves_stays_ready_when_a_newer_one_has_changed_the_shape(app, client):
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["ready"], answer.json["schema"]) == (200, True, False)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert client.get("/readyz").status_code == 503


GIVEN_UP = {"drop_column", "drop_table", "rename_table"}


def taken_away(path):
    """What the way up takes from the version before, or asks of it: it serves on while machines are upgraded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    up = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade")
    for call in (node for node in ast.walk(up) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", "")
        words = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        other = {"new_column_name", "type_"} & words.keys() or words.get("nullable") == "False"
        if name in GIVEN_UP or (name == "alter_column" and other):
            yield f"{path.name}: {ast.unparse(call)[:90]}"
        if name == "add_column":
            column = call.args[-1]
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in getattr(column, "keywords", ())}
            if given.get("nullable") == "False" and "server_default" not in given:
                yield f"{path.name}: {ast.unparse(call)[:90]}"


def test_the_version_before_can_live_with_every_migration():
    """Expand first, contract one version later (docs/adr/0024): what is taken away says since when nothing uses it."""
    for path in sorted((ROOT / "migrations" / "versions").glob("*.py")):
        if path.name[:4] > "0013" and "nothing uses it since" not in path.read_text(encoding="utf-8"):
            assert list(taken_away(path)) == []
