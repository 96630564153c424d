"""Years of keeping, the yearly lists of what is due, who answers for personal data, houses without their number."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def _staff(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{name}_id"], ["staff.id"], name=f"fk_retention_list_{name}_id_staff")


def upgrade() -> None:
    op.add_column("office", sa.Column("data_officer", sa.String(), nullable=False, server_default=""))
    op.add_column("office", sa.Column("data_officer_contact", sa.String(), nullable=False, server_default=""))
    op.add_column("water_point", sa.Column("home", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "keeping_rule",
        sa.Column("shelf", sa.String(length=32), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("shelf", name="pk_keeping_rule"),
    )
    op.create_table(
        "retention_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _staff("made_by"),
        _staff("proposed_by"),
        _staff("approved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_retention_list"),
        sa.UniqueConstraint("year", name="uq_retention_list_year"),
    )
    op.create_table(
        "retention_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.String(length=32), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("over_on", sa.Date(), nullable=False),
        sa.Column("held_because", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["retention_list.id"], name="fk_retention_item_list_id_retention_list"),
        sa.PrimaryKeyConstraint("id", name="pk_retention_item"),
    )
    op.create_index("ix_retention_item_list_id", "retention_item", ["list_id"])


def downgrade() -> None:
    op.drop_index("ix_retention_item_list_id", table_name="retention_item")
    op.drop_table("retention_item")
    op.drop_table("retention_list")
    op.drop_table("keeping_rule")
    op.drop_column("water_point", "home")
    op.drop_column("office", "data_officer_contact")
    op.drop_column("office", "data_officer")
