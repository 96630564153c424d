"""What an officer keeps beside the cases: views, looks, half-written answers, acts on many. No case needs it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime
from app.models.staff import Staff


class SavedView(Base):
    """A selection of the queue under a name of the officer's own; ``query`` is the address's query."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("staff_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str]
    query: Mapped[str] = mapped_column(Text)
    position: Mapped[int]


class TicketLook(Base):
    """When an officer last had a case open. ``seen_at`` is where "new since you looked" begins.

    ``here_at``: the last sign that the page is still open before them; ``before_at``: the look before this one.
    """

    __tablename__ = "ticket_look"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    before_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    here_at: Mapped[datetime] = mapped_column(UtcDateTime)

    staff: Mapped[Staff] = relationship()


class DeskDraft(Base):
    """What an officer typed into the form of an act (``answer``, ``note`` …) and has not sent yet."""

    __tablename__ = "desk_draft"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, index=True)
    act: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BulkAct(Base):
    """One act on many cases: what was done, and for each case what it was before, so that it can be taken back."""

    __tablename__ = "bulk_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    act: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DailyCheck(Base):
    """That somebody looked through what came in, in the morning or the afternoon of a day; one line for each."""

    __tablename__ = "daily_check"
    __table_args__ = (UniqueConstraint("day", "half"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    half: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    left: Mapped[dict[str, int]] = mapped_column(JSON)

    staff: Mapped[Staff] = relationship()
