"""What the office shows of a question beside what was asked; how large the pictures of a publication are."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("question", sa.Column("shown_text", sa.Text(), nullable=False, server_default=""))
    op.add_column("question", sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    op.add_column("publication_file", sa.Column("width", sa.Integer(), nullable=True))
    op.add_column("publication_file", sa.Column("height", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("publication_file", "height")
    op.drop_column("publication_file", "width")
    op.drop_column("question", "search_text")
    op.drop_column("question", "shown_text")
