"""A number drawn anew with every change of the rows that processes keep between requests."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

TABLES = (
    "category", "eit_campaign", "holiday", "manual", "manual_step", "office", "office_unit", "refusal_reason",
    "reply_template", "village",
)  # fmt: skip
VERBS = ("INSERT", "UPDATE", "DELETE")
# Drawn and not counted, so that no two states of the rows, of this database or of a restored one, have the same.
DRAW = {
    "sqlite": "UPDATE kept_stamp SET number = random()",
    "postgresql": "UPDATE kept_stamp SET number = (random() * 9007199254740992)::bigint",
}


def upgrade() -> None:
    stamp = op.create_table(
        "kept_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_stamp")),
    )
    op.bulk_insert(stamp, [{"id": 1, "number": 1}])
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:  # at the end of the transaction, so that nobody holds the number while doing something else
        act = f"$$ BEGIN {DRAW['postgresql']}; RETURN NULL; END $$"
        op.execute(f"CREATE FUNCTION move_kept_stamp() RETURNS trigger LANGUAGE plpgsql AS {act}")
    for table in TABLES:
        for verb in VERBS if sqlite else (" OR ".join(VERBS),):
            op.execute(trigger(table, verb, sqlite=sqlite))


def trigger(table: str, verb: str, *, sqlite: bool) -> str:
    """What moves the number after a change."""
    if sqlite:
        return f"CREATE TRIGGER {table}_kept_{verb.lower()} AFTER {verb} ON {table} BEGIN {DRAW['sqlite']}; END"
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
