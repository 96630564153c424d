"""How long what is kept, and the yearly lists of what is due: proposed, approved by another, then without persons."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.shelves import Shelf
from app.models.base import Base, UtcDateTime, choice
from app.models.staff import Staff


class KeepingRule(Base):
    """The office's own number of years for a shelf, and when somebody last held it against the law."""

    __tablename__ = "keeping_rule"

    shelf: Mapped[Shelf] = mapped_column(choice(Shelf), primary_key=True)
    years: Mapped[int]
    verified_on: Mapped[date | None]


class RetentionList(Base):
    """The list of a year (พ.ศ.). ``made_by``: nobody when the worker made it ready.

    Made, proposed by one, approved by another, ended when nothing is left on it to be done.
    """

    __tablename__ = "retention_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    made_by: Mapped[Staff | None] = relationship(foreign_keys=[made_by_id])
    proposed_by: Mapped[Staff | None] = relationship(foreign_keys=[proposed_by_id])
    approved_by: Mapped[Staff | None] = relationship(foreign_keys=[approved_by_id])


class RetentionItem(Base):
    """One thing on a list: the row it is about (by shelf), why it is held back, or when its person was taken away."""

    __tablename__ = "retention_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("retention_list.id"), index=True)
    shelf: Mapped[Shelf] = mapped_column(choice(Shelf))
    row_id: Mapped[int]
    over_on: Mapped[date]
    held_because: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
