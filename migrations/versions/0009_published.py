"""The measures report published in editions, with evidence of many kinds; publications, EIT openings, ITA items, questions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
WRITTEN_ONCE = ("report_edition", "edition_paper", "report_change")


def upgrade() -> None:
    files = op.get_bind().execute(
        sa.text("SELECT evidence_row_id, name, id, added_at FROM attachment WHERE evidence_row_id IS NOT NULL")
    )
    kept = files.all()
    _free_attachments()
    _create_tables()
    into = sa.text(
        "INSERT INTO measure_evidence (row_id, kind, label, address, attachment_id, added_at) "
        "VALUES (:row, 'file', :label, '', :file, :at)"
    )
    for row, label, file, at in kept:
        op.get_bind().execute(into, {"row": row, "label": label, "file": file, "at": at})
    op.add_column("measure_row", sa.Column("sentences", sa.JSON(), nullable=False, server_default="{}"))
    for table in WRITTEN_ONCE:
        for verb in ("UPDATE", "DELETE"):
            op.execute(refusal(op.get_bind().dialect.name, table, verb))


def _free_attachments() -> None:
    """A file no longer belongs to a measure; its evidence points to it."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_index(op.f("ix_attachment_evidence_row_id"), table_name="attachment")
        op.drop_constraint(op.f("fk_attachment_evidence_row_id_measure_row"), "attachment", type_="foreignkey")
        op.drop_column("attachment", "evidence_row_id")
        return
    with op.batch_alter_table("attachment") as table:
        table.drop_index(op.f("ix_attachment_evidence_row_id"))
        table.drop_constraint(op.f("fk_attachment_evidence_row_id_measure_row"), type_="foreignkey")
        table.drop_column("evidence_row_id")


def refusal(dialect: str, table: str, verb: str) -> str:
    """A trigger that refuses to change or remove a row."""
    name = f"{table}_no_{verb.lower()}"
    if dialect == "sqlite":
        return (
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
        )
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is written once'; END $$; "
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    for table in WRITTEN_ONCE:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            op.execute(f"DROP TRIGGER {name}" + ("" if dialect == "sqlite" else f" ON {table}"))
            if dialect != "sqlite":
                op.execute(f"DROP FUNCTION {name}()")
    op.drop_column("measure_row", "sentences")
    files = sa.text("SELECT row_id, attachment_id FROM measure_evidence WHERE attachment_id IS NOT NULL")
    kept = op.get_bind().execute(files).all()
    op.drop_index(op.f("ix_measure_evidence_row_id"), table_name="measure_evidence")
    op.drop_index(op.f("ix_publication_file_publication_id"), table_name="publication_file")
    op.drop_table("publication_file")
    op.drop_index(op.f("ix_oit_link_item_id"), table_name="oit_link")
    op.drop_table("oit_link")
    op.drop_table("measure_evidence")
    op.drop_table("edition_paper")
    op.drop_table("report_edition")
    op.drop_index(op.f("ix_report_comment_report_id"), table_name="report_comment")
    op.drop_table("report_comment")
    op.drop_index(op.f("ix_report_change_report_id"), table_name="report_change")
    op.drop_table("report_change")
    op.drop_index(op.f("ix_question_asked_at"), table_name="question")
    op.drop_table("question")
    op.drop_index(op.f("ix_publication_dated"), table_name="publication")
    op.drop_table("publication")
    op.drop_index(op.f("ix_oit_item_fiscal_year"), table_name="oit_item")
    op.drop_table("oit_item")
    op.drop_table("eit_opening")
    with op.batch_alter_table("attachment") as table:
        table.add_column(sa.Column("evidence_row_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_attachment_evidence_row_id_measure_row"), "measure_row", ["evidence_row_id"], ["id"]
        )
        table.create_index(op.f("ix_attachment_evidence_row_id"), ["evidence_row_id"])
    for row, file in kept:
        back = sa.text("UPDATE attachment SET evidence_row_id = :row WHERE id = :file")
        op.get_bind().execute(back, {"row": row, "file": file})



def _create_tables() -> None:
    op.create_table(
        "eit_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("channel_slug", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eit_opening")),
        sa.UniqueConstraint("fiscal_year", "channel_slug", "place", "day", name=op.f("uq_eit_opening_fiscal_year")),
    )
    op.create_table(
        "oit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("requirement", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oit_item")),
        sa.UniqueConstraint("fiscal_year", "code", name=op.f("uq_oit_item_fiscal_year")),
    )
    op.create_index(op.f("ix_oit_item_fiscal_year"), "oit_item", ["fiscal_year"], unique=False)
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_publication_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_dated"), "publication", ["dated"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        sa.Column("set_aside_at", sa.DateTime(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.id"], name=op.f("fk_question_answered_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("token", name=op.f("uq_question_token")),
    )
    op.create_index(op.f("ix_question_asked_at"), "question", ["asked_at"], unique=False)
    op.create_table(
        "report_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_report_change_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["measures_report.id"], name=op.f("fk_report_change_report_id_measures_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_change")),
    )
    op.create_index(op.f("ix_report_change_report_id"), "report_change", ["report_id"], unique=False)
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_report_comment_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["measures_report.id"], name=op.f("fk_report_comment_report_id_measures_report")
        ),
        sa.ForeignKeyConstraint(["settled_by_id"], ["staff.id"], name=op.f("fk_report_comment_settled_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comment")),
    )
    op.create_index(op.f("ix_report_comment_report_id"), "report_comment", ["report_id"], unique=False)
    op.create_table(
        "report_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("log_length", sa.Integer(), nullable=False),
        sa.Column("log_hash", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["staff.id"], name=op.f("fk_report_edition_published_by_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["measures_report.id"], name=op.f("fk_report_edition_report_id_measures_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_edition")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_edition_report_id")),
    )
    op.create_table(
        "edition_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_edition_paper_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["report_edition.id"], name=op.f("fk_edition_paper_edition_id_report_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_paper")),
        sa.UniqueConstraint("edition_id", "kind", name=op.f("uq_edition_paper_edition_id")),
    )
    op.create_table(
        "measure_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("manual_id", sa.Integer(), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["staff.id"], name=op.f("fk_measure_evidence_added_by_id_staff")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_measure_evidence_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["manual_id"], ["manual.id"], name=op.f("fk_measure_evidence_manual_id_manual")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_measure_evidence_publication_id_publication")
        ),
        sa.ForeignKeyConstraint(["row_id"], ["measure_row.id"], name=op.f("fk_measure_evidence_row_id_measure_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_evidence")),
    )
    op.create_table(
        "oit_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_oit_link_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["oit_item.id"], name=op.f("fk_oit_link_item_id_oit_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oit_link")),
    )
    op.create_index(op.f("ix_oit_link_item_id"), "oit_link", ["item_id"], unique=False)
    op.create_table(
        "publication_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_publication_file_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_publication_file_publication_id_publication")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_file")),
    )
    op.create_index(op.f("ix_publication_file_publication_id"), "publication_file", ["publication_id"], unique=False)
    op.create_index(op.f("ix_measure_evidence_row_id"), "measure_evidence", ["row_id"])
