"""Services that the office defines itself: their forms as rows, and the cases that came in through them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("english_name", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["office_unit.id"], name=op.f("fk_service_unit_id_office_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("slug", name=op.f("uq_service_slug")),
    )
    op.create_table(
        "service_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_field_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_field")),
        sa.UniqueConstraint("service_id", "key", name=op.f("uq_service_field_service_id")),
    )
    op.create_index(op.f("ix_service_field_service_id"), "service_field", ["service_id"])
    _add_service()
    op.create_index(op.f("ix_ticket_service_id"), "ticket", ["service_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ticket_service_id"), table_name="ticket")
    op.drop_column("ticket", "service_id")
    op.drop_index(op.f("ix_service_field_service_id"), table_name="service_field")
    op.drop_table("service_field")
    op.drop_table("service")


def _add_service() -> None:
    """SQLite takes a reference only with its column, PostgreSQL under a name."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE ticket ADD COLUMN service_id INTEGER REFERENCES service (id)")
        return
    op.add_column("ticket", sa.Column("service_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_ticket_service_id_service"), "ticket", "service", ["service_id"], ["id"])
