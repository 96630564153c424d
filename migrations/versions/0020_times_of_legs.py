"""A leg repeats when its case was received, and when and how its stint ended: typical times are read from legs alone.

Legs that the version before writes later have no ``received_at``; figures read their cases anew from the story.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

TIMES = ("closed_at", "started_at", "ended_at", "received_at", "outcome", "unit_id", "category_id",
         "office_minutes", "resident_seconds", "ticket_id")  # fmt: skip
CLOSED, UNREAD = sa.text("closed_at IS NOT NULL"), sa.text("received_at IS NULL")
RECEIVED = "UPDATE ticket_leg SET received_at = (SELECT received_at FROM ticket WHERE ticket.id = ticket_leg.ticket_id)"
ENDED = """
UPDATE ticket_leg SET (closed_at, outcome, office_minutes, resident_seconds) = (
  SELECT stint.closed_at, stint.outcome, stint.office_minutes, stint.resident_seconds FROM ticket_stint AS stint
  WHERE stint.ticket_id = ticket_leg.ticket_id AND stint.number = ticket_leg.stint
) WHERE phase = 'done'
"""


def upgrade() -> None:
    op.add_column("ticket_leg", sa.Column("received_at", sa.DateTime(), nullable=True))
    op.add_column("ticket_leg", sa.Column("closed_at", sa.DateTime(), nullable=True))
    op.add_column("ticket_leg", sa.Column("outcome", sa.String(length=32), nullable=True))
    op.add_column("ticket_leg", sa.Column("office_minutes", sa.Integer(), nullable=True))
    op.add_column("ticket_leg", sa.Column("resident_seconds", sa.Integer(), nullable=True))
    op.execute(RECEIVED)
    op.execute(ENDED)
    op.create_index("ix_ticket_leg_times", "ticket_leg", list(TIMES), sqlite_where=CLOSED, postgresql_where=CLOSED)
    op.create_index("ix_ticket_leg_unread", "ticket_leg", ["ticket_id"], sqlite_where=UNREAD, postgresql_where=UNREAD)


def downgrade() -> None:
    op.drop_index("ix_ticket_leg_unread", table_name="ticket_leg")
    op.drop_index("ix_ticket_leg_times", table_name="ticket_leg")
    for name in ("resident_seconds", "office_minutes", "outcome", "closed_at", "received_at"):
        op.drop_column("ticket_leg", name)
