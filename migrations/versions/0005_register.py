"""The register of what comes in: whether the office lets its numbers run by themselves, and a way to find one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("office", sa.Column("register_auto", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_ticket_register_number"), "ticket", ["register_number"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ticket_register_number"), table_name="ticket")
    op.drop_column("office", "register_auto")
