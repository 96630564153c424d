"""Indices for the queue and for searching: what is asked of a million cases costs what it costs of a thousand.

SQLite: three letters each of what is searched, in a table kept by triggers. PostgreSQL: its own index of that kind,
where the server has it (pg_trgm); without it a search reads every case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

OF_THE_LIST = ["unit_id", "officer_id", "channel_slug", "service_id", "village_id", "arrival", "status", "phase"]
OF_THE_QUEUE = [*OF_THE_LIST, "due_on", "overdue_from", "waiting_since", "received_at", "emergency", "promise_unit"]
OPEN, ENDED = sa.text("phase != 'done'"), sa.text("phase = 'done'")
ADDED = "INSERT INTO ticket_search (rowid, search_text) VALUES (new.id, new.search_text);"
GONE = "INSERT INTO ticket_search (ticket_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
LETTERS = "search_text, content='', columnsize=0, detail='none', tokenize='trigram'"
MAY_HAVE = (
    "SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm' AND (installed_version IS NOT NULL"
    " OR has_database_privilege(current_database(), 'CREATE'))"
)
TRIGGERS = {
    "ticket_search_added": f"AFTER INSERT ON ticket BEGIN {ADDED} END",
    "ticket_search_changed": f"AFTER UPDATE OF search_text ON ticket BEGIN {GONE} {ADDED} END",
    "ticket_search_gone": f"AFTER DELETE ON ticket BEGIN {GONE} END",
}


def upgrade() -> None:
    op.drop_index("ix_ticket_queue", table_name="ticket")
    op.create_index("ix_ticket_open", "ticket", OF_THE_QUEUE, sqlite_where=OPEN, postgresql_where=OPEN)
    ended = ["closed_at", *OF_THE_LIST]
    op.create_index("ix_ticket_ended", "ticket", ended, sqlite_where=ENDED, postgresql_where=ENDED)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE VIRTUAL TABLE ticket_search USING fts5({LETTERS})")
        op.execute("INSERT INTO ticket_search (rowid, search_text) SELECT id, search_text FROM ticket")
        for name, act in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {act}")
    elif op.get_bind().scalar(sa.text(MAY_HAVE)):
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.execute("CREATE INDEX ix_ticket_search ON ticket USING gin (search_text gin_trgm_ops)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
        op.execute("DROP TABLE ticket_search")
    else:
        op.execute("DROP INDEX IF EXISTS ix_ticket_search")
    op.drop_index("ix_ticket_ended", table_name="ticket")
    op.drop_index("ix_ticket_open", table_name="ticket")
    op.create_index("ix_ticket_queue", "ticket", ["phase", "unit_id", "due_on"])
