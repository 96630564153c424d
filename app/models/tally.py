"""What statistics add up in the database: stints and legs of cases, as app.domain.facts reads them from the story."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.legs import Turn
from app.domain.workflow import Outcome, Phase
from app.models.base import Base, UtcDateTime, choice

if TYPE_CHECKING:
    from app.models.ticket import Ticket


class TicketStint(Base):
    """One stretch from opening to closing (columns: app.domain.facts.Stint)."""

    __tablename__ = "ticket_stint"
    __table_args__ = (
        UniqueConstraint("ticket_id", "number"),
        Index("ix_ticket_stint_opened", "opened_at"),
        Index("ix_ticket_stint_closed", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    number: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_on: Mapped[date]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_on: Mapped[date | None]
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    due_on: Mapped[date | None]
    overdue_from: Mapped[date | None]
    extended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    on_time: Mapped[bool | None]
    office_minutes: Mapped[int]
    waited_seconds: Mapped[int]
    lived_seconds: Mapped[int]
    resident_seconds: Mapped[int]
    rated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    solved: Mapped[bool | None]
    reopened_days: Mapped[int | None]

    ticket: Mapped["Ticket"] = relationship(back_populates="stints")


_CLOSED: ColumnElement[bool] = literal_column("closed_at IS NOT NULL")
_UNREAD: ColumnElement[bool] = literal_column("received_at IS NULL")
# Everything that typical times are worked out from stands in one index of the legs that are done.
_OF_TIMES = ("closed_at", "started_at", "ended_at", "received_at", "outcome", "unit_id", "category_id",
             "office_minutes", "resident_seconds", "ticket_id")  # fmt: skip


class TicketLeg(Base):
    """One stretch in one phase, at one unit, under one category (columns: app.domain.legs.Leg)."""

    __tablename__ = "ticket_leg"
    __table_args__ = (
        UniqueConstraint("ticket_id", "number"),
        Index("ix_ticket_leg_started", "started_at"),
        Index("ix_ticket_leg_present", "phase", "ended_at"),
        Index("ix_ticket_leg_times", *_OF_TIMES, sqlite_where=_CLOSED, postgresql_where=_CLOSED),
        Index("ix_ticket_leg_unread", "ticket_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    number: Mapped[int]
    stint: Mapped[int]
    turn: Mapped[Turn] = mapped_column(choice(Turn))
    phase: Mapped[Phase] = mapped_column(choice(Phase))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    from_unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    from_category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_on: Mapped[date]
    started_minute: Mapped[int]
    office_before: Mapped[int]
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: written by the version before
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    office_minutes: Mapped[int | None]
    resident_seconds: Mapped[int | None]

    ticket: Mapped["Ticket"] = relationship(back_populates="legs")
