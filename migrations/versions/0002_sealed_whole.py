"""What the sealed channel needs to be whole: counted lines, destroyed reports, codes waiting to be fetched, one way out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("sealed_case", sa.Column("tail", sa.LargeBinary(), nullable=True))
    op.add_column("sealed_case", sa.Column("shredded_month", sa.Date(), nullable=True))
    op.add_column("sealed_session", sa.Column("ring", sa.LargeBinary(), nullable=True))
    op.add_column("sealed_office", sa.Column("recovery_holder", sa.String(), nullable=False, server_default=""))
    op.add_column("sealed_office", sa.Column("keep_years", sa.Integer(), nullable=False, server_default="10"))
    op.drop_column("sealed_office", "oversight_key")
    op.drop_column("sealed_office", "oversight_mark")
    op.create_table(
        "sealed_pickup",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_pickup")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sealed_pickup")
    op.add_column("sealed_office", sa.Column("oversight_key", sa.LargeBinary(), nullable=True))
    op.add_column("sealed_office", sa.Column("oversight_mark", sa.LargeBinary(), nullable=True))
    op.drop_column("sealed_office", "keep_years")
    op.drop_column("sealed_office", "recovery_holder")
    op.drop_column("sealed_session", "ring")
    op.drop_column("sealed_case", "shredded_month")
    op.drop_column("sealed_case", "tail")
