"""How long an earlier water request of the same house counts as one, and who may approve water."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("office", sa.Column("repeat_days", sa.Integer(), nullable=False, server_default="30"))
    op.add_column("staff", sa.Column("approves", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    op.drop_column("staff", "approves")
    op.drop_column("office", "repeat_days")
