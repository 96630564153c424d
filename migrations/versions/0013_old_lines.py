"""Which case was opened from a line of an old register."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("old_register_line", sa.Column("reference", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("old_register_line", "reference")
