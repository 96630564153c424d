"""Water as it is really driven: trucks, drivers, rounds, stops, and the delivery points of each request."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "truck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("out_from", sa.Date(), nullable=True),
        sa.Column("out_until", sa.Date(), nullable=True),
        sa.Column("out_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_truck")),
    )
    op.create_table(
        "driver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver")),
    )
    op.create_table(
        "water_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("house_no", sa.String(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("special_care", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("waived", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_water_point_ticket_id_ticket")),
        sa.ForeignKeyConstraint(["village_id"], ["village.id"], name=op.f("fk_water_point_village_id_village")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_water_point")),
        sa.UniqueConstraint("ticket_id", "number", name=op.f("uq_water_point_ticket_id")),
    )
    op.create_index("ix_water_point_house", "water_point", ["village_id", "house_no"], unique=False)
    op.create_index(op.f("ix_water_point_phone"), "water_point", ["phone"], unique=False)
    op.create_table(
        "water_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("truck_id", sa.Integer(), nullable=False),
        sa.Column("driver_id", sa.Integer(), nullable=True),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("set_out_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("cancel_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["staff.id"], name=op.f("fk_water_round_created_by_id_staff")),
        sa.ForeignKeyConstraint(["driver_id"], ["driver.id"], name=op.f("fk_water_round_driver_id_driver")),
        sa.ForeignKeyConstraint(["truck_id"], ["truck.id"], name=op.f("fk_water_round_truck_id_truck")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_water_round")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_water_round_day")),
        sa.UniqueConstraint("token", name=op.f("uq_water_round_token")),
    )
    op.create_table(
        "water_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("litres", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("given", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("proof", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("mark_key", sa.String(), nullable=True),
        sa.Column("marked_at", sa.DateTime(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["water_point.id"], name=op.f("fk_water_stop_point_id_water_point")),
        sa.ForeignKeyConstraint(["round_id"], ["water_round.id"], name=op.f("fk_water_stop_round_id_water_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_water_stop")),
        sa.UniqueConstraint("mark_key", name=op.f("uq_water_stop_mark_key")),
        sa.UniqueConstraint("round_id", "point_id", name=op.f("uq_water_stop_round_id")),
    )
    op.create_index(op.f("ix_water_stop_point_id"), "water_stop", ["point_id"], unique=False)
    op.create_index(op.f("ix_water_stop_round_id"), "water_stop", ["round_id"], unique=False)
    give_points()


def give_points() -> None:
    """Every request that is there already is one house, as its details tell."""
    db = op.get_bind()
    columns = "id, applicant, phone, place, village_id, details"
    for row in db.execute(sa.text(f"SELECT {columns} FROM ticket WHERE channel_slug = 'water'")).mappings():  # noqa: S608
        said = row["details"] if isinstance(row["details"], dict) else json.loads(row["details"])
        values = {
            "ticket_id": row["id"], "name": row["applicant"], "house_no": str(said.get("house_no", "")),
            "village_id": row["village_id"], "place": row["place"], "phone": row["phone"],
            "persons": int(said.get("persons") or 0), "litres": int(said.get("litres") or 0),
            "capacity": said.get("capacity"), "special_care": bool(said.get("special_care")),
            "given": int(said.get("delivered_litres") or 0),
        }  # fmt: skip
        names = ", ".join(values)
        gaps = ", ".join(f":{name}" for name in values)
        insert = f"INSERT INTO water_point ({names}, number, note, waived) VALUES ({gaps}, 1, '', 0)"  # noqa: S608
        db.execute(sa.text(insert), values)


def downgrade() -> None:
    for table in ("water_stop", "water_round", "water_point", "driver", "truck"):
        op.drop_table(table)
