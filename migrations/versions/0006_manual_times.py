"""Manuals whose steps have a time and an end, with a unit, contact, forms, and the day the office verified them."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_NUMBERED = re.compile(r"([0-9]{1,3})\s*(วันทำการ|วัน|นาที)")
_KINDS = {"วันทำการ": "working", "วัน": "calendar", "นาที": "minutes"}
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def upgrade() -> None:
    with op.batch_alter_table("manual", recreate="never") as manual:
        manual.add_column(sa.Column("verified_on", sa.Date(), nullable=True))
        for name in ("forms", "contact", "sources"):
            manual.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    _add_unit()
    op.execute("UPDATE manual SET verified_on = reviewed_on WHERE version > 1 OR reviewed_on > effective_on")
    op.drop_column("manual", "reviewed_on")
    for column in (
        sa.Column("amount", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("time_unit", sa.String(length=32), nullable=False, server_default="arranged"),
        sa.Column("counting", sa.String(length=32), nullable=False, server_default="next"),
        sa.Column("ends_with", sa.String(length=32), nullable=True),
    ):
        op.add_column("manual_step", column)
    _read_durations()
    op.drop_column("manual_step", "duration")


def downgrade() -> None:
    op.add_column("manual_step", sa.Column("duration", sa.String(), nullable=False, server_default="ตามนัด"))
    _write_durations()
    for name in ("ends_with", "counting", "time_unit", "amount"):
        op.drop_column("manual_step", name)
    op.add_column("manual", sa.Column("reviewed_on", sa.Date(), nullable=False, server_default="2020-10-01"))
    op.execute("UPDATE manual SET reviewed_on = COALESCE(verified_on, effective_on)")
    for name in ("unit_id", "sources", "contact", "forms", "verified_on"):
        op.drop_column("manual", name)


def _add_unit() -> None:
    """SQLite takes a reference only with its column, PostgreSQL under a name."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE manual ADD COLUMN unit_id INTEGER REFERENCES office_unit (id)")
        return
    op.add_column("manual", sa.Column("unit_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_manual_unit_id_office_unit"), "manual", "office_unit", ["unit_id"], ["id"])


def _steps() -> sa.TableClause:
    names = ("id", "text", "duration", "amount", "time_unit", "counting")
    return sa.table("manual_step", *(sa.column(name) for name in names))


def _read_durations() -> None:
    """The first time that the words name; words that name none stay readable beside the step."""
    steps, bind = _steps(), op.get_bind()
    for row in bind.execute(sa.select(steps.c.id, steps.c.text, steps.c.duration)).all():
        said = row.duration.translate(_THAI_DIGITS)
        found = _NUMBERED.search(said)
        values = {"amount": 0, "time_unit": "arranged"}
        if found:
            values = {"amount": int(found[1]), "time_unit": _KINDS[found[2]]}
        elif said.startswith("ทันที"):
            values["time_unit"] = "at_once"
        elif said and not said.startswith("ตามนัด"):
            values["text"] = f"{row.text} ({row.duration})"
        if "นับแต่รับ" in said or "นับแต่วันรับ" in said:
            values["counting"] = "receipt"
        bind.execute(sa.update(steps).where(steps.c.id == row.id).values(**values))


def _write_durations() -> None:
    steps, bind = _steps(), op.get_bind()
    said = {"working": "วันทำการ", "calendar": "วัน", "minutes": "นาที"}
    for row in bind.execute(sa.select(steps.c.id, steps.c.amount, steps.c.time_unit)).all():
        words = f"{row.amount} {said[row.time_unit]}" if row.time_unit in said else "ทันที"
        if row.time_unit != "arranged":
            bind.execute(sa.update(steps).where(steps.c.id == row.id).values(duration=words))
