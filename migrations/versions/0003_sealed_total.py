"""The corruption channel's published totals, settled once a half-year."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "sealed_total",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("promised", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", "settled_on", name=op.f("pk_sealed_total")),
    )


def downgrade() -> None:
    op.drop_table("sealed_total")
