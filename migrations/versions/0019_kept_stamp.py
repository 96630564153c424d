"""A number that moves with every change of the rows that processes keep between requests."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

TABLES = (
    "category", "eit_campaign", "holiday", "manual", "manual_step", "office", "office_unit", "refusal_reason",
    "reply_template", "village",
)  # fmt: skip
VERBS = ("INSERT", "UPDATE", "DELETE")
MOVE = "UPDATE kept_stamp SET number = number + 1"


def upgrade() -> None:
    stamp = op.create_table(
        "kept_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_stamp")),
    )
    op.bulk_insert(stamp, [{"id": 1, "number": 1}])
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:  # at the end of the transaction, so that nobody holds the number while doing something else
        op.execute(
            f"CREATE FUNCTION move_kept_stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {MOVE}; RETURN NULL; END $$"
        )
    for table in TABLES:
        for verb in VERBS if sqlite else (" OR ".join(VERBS),):
            op.execute(trigger(table, verb, sqlite=sqlite))


def trigger(table: str, verb: str, *, sqlite: bool) -> str:
    """What moves the number after a change."""
    if sqlite:
        return f"CREATE TRIGGER {table}_kept_{verb.lower()} AFTER {verb} ON {table} BEGIN {MOVE}; END"
    return (
        f"CREATE CONSTRAINT TRIGGER {table}_kept AFTER {verb} ON {table} DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION move_kept_stamp()"
    )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in TABLES:
        for name in [f"{table}_kept_{verb.lower()}" for verb in VERBS] if sqlite else [f"{table}_kept"]:
            op.execute(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        op.execute("DROP FUNCTION move_kept_stamp()")
    op.drop_table("kept_stamp")
