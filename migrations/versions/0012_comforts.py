"""What officers keep beside the cases, words for others to read, old registers, Malay names, village borders."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "bulk_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_bulk_act_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_act")),
    )
    op.create_index(op.f("ix_bulk_act_staff_id"), "bulk_act", ["staff_id"], unique=False)
    op.create_table(
        "daily_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("left", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_daily_check_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_daily_check")),
        sa.UniqueConstraint("day", "half", name=op.f("uq_daily_check_day")),
    )
    op.create_table(
        "old_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("lines_in_file", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("loaded_by_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["loaded_by_id"], ["staff.id"], name=op.f("fk_old_register_loaded_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_register")),
    )
    op.create_index(op.f("ix_old_register_fingerprint"), "old_register", ["fingerprint"], unique=False)
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_view_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_view_staff_id")),
    )
    op.create_index(op.f("ix_saved_view_staff_id"), "saved_view", ["staff_id"], unique=False)
    op.create_table(
        "desk_draft",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_draft_staff_id_staff")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_desk_draft_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("staff_id", "ticket_id", "act", name=op.f("pk_desk_draft")),
    )
    op.create_index(op.f("ix_desk_draft_ticket_id"), "desk_draft", ["ticket_id"], unique=False)
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_follower_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint("token", name=op.f("uq_follower_token")),
    )
    op.create_index(op.f("ix_follower_ticket_id"), "follower", ["ticket_id"], unique=False)
    op.create_table(
        "old_register_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["register_id"], ["old_register.id"], name=op.f("fk_old_register_line_register_id_old_register")
        ),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_old_register_line_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_register_line")),
        sa.UniqueConstraint("register_id", "line", name=op.f("uq_old_register_line_register_id")),
    )
    op.create_index(op.f("ix_old_register_line_received_on"), "old_register_line", ["received_on"], unique=False)
    op.create_index(op.f("ix_old_register_line_register_id"), "old_register_line", ["register_id"], unique=False)
    op.create_table(
        "public_words",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(), nullable=False),
        sa.Column("passed_at", sa.DateTime(), nullable=True),
        sa.Column("refused_at", sa.DateTime(), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["judged_by_id"], ["staff.id"], name=op.f("fk_public_words_judged_by_id_staff")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_public_words_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_public_words")),
    )
    op.create_table(
        "ticket_look",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("before_at", sa.DateTime(), nullable=True),
        sa.Column("here_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_ticket_look_staff_id_staff")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_look_ticket_id_ticket")),
        sa.PrimaryKeyConstraint("staff_id", "ticket_id", name=op.f("pk_ticket_look")),
    )
    op.create_index(op.f("ix_ticket_look_ticket_id"), "ticket_look", ["ticket_id"], unique=False)
    op.add_column("category", sa.Column("malay_name", sa.String(), nullable=False, server_default=""))
    op.add_column("category", sa.Column("malay_hint", sa.String(), nullable=False, server_default=""))
    op.add_column("manual", sa.Column("malay", sa.Text(), nullable=False, server_default=""))
    op.add_column("refusal_reason", sa.Column("malay_text", sa.String(), nullable=False, server_default=""))
    op.add_column("reply_template", sa.Column("channel_slug", sa.String(), nullable=False, server_default=""))
    op.add_column("reply_template", sa.Column("language", sa.String(), nullable=False, server_default="th"))
    op.add_column("service", sa.Column("malay_name", sa.String(), nullable=False, server_default=""))
    op.add_column("staff", sa.Column("letters", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("village", sa.Column("outline", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("village", "outline")
    op.drop_column("staff", "letters")
    op.drop_column("service", "malay_name")
    op.drop_column("reply_template", "language")
    op.drop_column("reply_template", "channel_slug")
    op.drop_column("refusal_reason", "malay_text")
    op.drop_column("manual", "malay")
    op.drop_column("category", "malay_hint")
    op.drop_column("category", "malay_name")
    op.drop_index(op.f("ix_ticket_look_ticket_id"), table_name="ticket_look")
    op.drop_table("ticket_look")
    op.drop_table("public_words")
    op.drop_index(op.f("ix_old_register_line_register_id"), table_name="old_register_line")
    op.drop_index(op.f("ix_old_register_line_received_on"), table_name="old_register_line")
    op.drop_table("old_register_line")
    op.drop_index(op.f("ix_follower_ticket_id"), table_name="follower")
    op.drop_table("follower")
    op.drop_index(op.f("ix_desk_draft_ticket_id"), table_name="desk_draft")
    op.drop_table("desk_draft")
    op.drop_index(op.f("ix_saved_view_staff_id"), table_name="saved_view")
    op.drop_table("saved_view")
    op.drop_index(op.f("ix_old_register_fingerprint"), table_name="old_register")
    op.drop_table("old_register")
    op.drop_table("daily_check")
    op.drop_index(op.f("ix_bulk_act_staff_id"), table_name="bulk_act")
    op.drop_table("bulk_act")
