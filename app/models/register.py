"""Old registers that were brought in: read and searched, never part of the log or of any figure."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime
from app.models.staff import Staff


class OldRegister(Base):
    """A file that was brought in. ``headers``: its first line; ``mapping``: which of our columns each header fills.

    ``state``: loaded, taken (its lines are in the register), undone. ``fingerprint``: of the headers, so that the next
    file of the same shape starts with this mapping. ``choices``: what else was chosen (date order, what to leave out).
    """

    __tablename__ = "old_register"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(index=True)
    headers: Mapped[list[str]] = mapped_column(JSON)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str]
    lines_in_file: Mapped[int]
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    loaded_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    loaded_by: Mapped[Staff] = relationship()


class OldRegisterLine(Base):
    """A line of such a file: ``cells`` as they stood there, our reading of them, ``faults`` where we could not read.

    ``taken``: it was read without a fault, so it is in the register once that is taken. ``reference``: the case that
    was opened from it.
    """

    __tablename__ = "old_register_line"
    __table_args__ = (UniqueConstraint("register_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register_id: Mapped[int] = mapped_column(ForeignKey("old_register.id"), index=True)
    line: Mapped[int]
    cells: Mapped[list[str]] = mapped_column(JSON)
    faults: Mapped[dict[str, str]] = mapped_column(JSON)
    taken: Mapped[bool]
    number: Mapped[str]
    received_on: Mapped[date | None] = mapped_column(index=True)
    closed_on: Mapped[date | None]
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(Text)
    person: Mapped[str]
    phone: Mapped[str]
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"))
    place: Mapped[str]
    result: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(server_default="")

    register: Mapped[OldRegister] = relationship()
