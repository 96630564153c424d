"""A case and its story. Columns under "repeated" are read from the story by app.domain.facts, for the queue."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, Text, literal_column
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.channels import CHANNELS, Arrival, Channel
from app.domain.clocks import Promise, Unit
from app.domain.history import Event, as_written
from app.domain.references import latin
from app.domain.workflow import Kind, Outcome, Phase, Role, Status
from app.models.attachment import Attachment
from app.models.base import Base, UtcDateTime, choice
from app.models.office import Category, OfficeUnit, Village
from app.models.service import Service
from app.models.staff import Staff
from app.models.tally import TicketLeg, TicketStint
from app.models.water import WaterPoint

if TYPE_CHECKING:
    from app.models.follow import PublicWords

# Everything that the queue counts and orders by stands in two indices: of the open cases, and of those that ended.
OF_THE_LIST = ("unit_id", "officer_id", "channel_slug", "service_id", "village_id", "arrival", "status", "phase")
OF_THE_QUEUE = (*OF_THE_LIST, "due_on", "overdue_from", "waiting_since", "received_at", "emergency", "promise_unit")
_STILL_OPEN: ColumnElement[bool] = literal_column("phase != 'done'")
_ENDED: ColumnElement[bool] = literal_column("phase = 'done'")


class Ticket(Base):
    """What a resident asked for, the promise that was made, and how it stands."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_open", *OF_THE_QUEUE, sqlite_where=_STILL_OPEN, postgresql_where=_STILL_OPEN),
        Index("ix_ticket_ended", "closed_at", *OF_THE_LIST, sqlite_where=_ENDED, postgresql_where=_ENDED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    channel_slug: Mapped[str]
    arrival: Mapped[Arrival] = mapped_column(choice(Arrival))
    language: Mapped[str]
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"), index=True)
    subject: Mapped[str]
    story: Mapped[str] = mapped_column(Text)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"))
    place: Mapped[str]
    map_link: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    applicant: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    contact_by: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    register_number: Mapped[str] = mapped_column(index=True)
    emergency: Mapped[bool]
    sample: Mapped[bool]
    search_text: Mapped[str] = mapped_column(Text)

    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    promise_days: Mapped[int]
    promise_unit: Mapped[Unit] = mapped_column(choice(Unit))
    manual_id: Mapped[int | None] = mapped_column(ForeignKey("manual.id"))

    # repeated from the story
    status: Mapped[Status] = mapped_column(choice(Status))
    phase: Mapped[Phase] = mapped_column(choice(Phase))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date | None]
    overdue_from: Mapped[date | None]
    extended_to: Mapped[date | None]
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledge_minutes: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_in_time: Mapped[bool | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    solved: Mapped[bool | None]
    resident_reopened: Mapped[bool]
    version: Mapped[int]

    category: Mapped[Category | None] = relationship(lazy="joined")
    service: Mapped[Service | None] = relationship(lazy="joined")
    village: Mapped[Village | None] = relationship(lazy="joined")
    unit: Mapped[OfficeUnit | None] = relationship(lazy="joined")
    officer: Mapped[Staff | None] = relationship(foreign_keys=[officer_id], lazy="joined")
    events: Mapped[list["TicketEvent"]] = relationship(
        order_by="TicketEvent.at, TicketEvent.id", back_populates="ticket"
    )
    stints: Mapped[list[TicketStint]] = relationship(
        order_by="TicketStint.number", back_populates="ticket", cascade="all, delete-orphan"
    )
    legs: Mapped[list[TicketLeg]] = relationship(
        order_by="TicketLeg.number", back_populates="ticket", cascade="all, delete-orphan"
    )
    attachments: Mapped[list[Attachment]] = relationship(order_by=Attachment.id, back_populates="ticket")
    points: Mapped[list[WaterPoint]] = relationship(order_by=WaterPoint.number, back_populates="ticket")
    public_words: Mapped["PublicWords | None"] = relationship(viewonly=True)

    @property
    def channel(self) -> Channel:
        """The channel this case came through."""
        return CHANNELS[self.channel_slug]

    @property
    def latin(self) -> str:
        """The case number in Latin letters, for addresses."""
        return latin(self.reference)

    @property
    def emptied(self) -> bool:
        """Whether its words were taken away: no case comes in without any."""
        return not self.story

    @property
    def promise(self) -> Promise:
        """The promise as it was made; no later change of a manual moves it."""
        return Promise(self.promise_days, self.promise_unit)

    @property
    def litres_given(self) -> int:
        """Water that was brought, at all delivery points."""
        return sum(point.given for point in self.points)

    @property
    def history(self) -> tuple[Event, ...]:
        """The story in the form the rules understand."""
        return as_written(e.as_event for e in sorted(self.events, key=lambda e: (e.id is None, e.id or 0)))


class TicketEvent(Base):
    """One line of a case's story, chained by hashes over all cases. Written once (a trigger refuses anything else)."""

    __tablename__ = "ticket_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    status: Mapped[Status | None] = mapped_column(choice(Status))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    actor_role: Mapped[Role] = mapped_column(choice(Role))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    shown: Mapped[bool]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    text_hash: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    ticket: Mapped[Ticket] = relationship(back_populates="events")
    message: Mapped["Message | None"] = relationship(back_populates="event", lazy="selectin")
    attachments: Mapped[list[Attachment]] = relationship(order_by=Attachment.id, back_populates="event")
    actor: Mapped[Staff | None] = relationship(lazy="joined")

    @property
    def as_event(self) -> Event:
        """The event in the form the rules understand."""
        return Event(
            at=self.at,
            recorded_at=self.recorded_at,
            kind=self.kind,
            actor=self.actor_role,
            status=self.status,
            outcome=self.outcome,
            shown=self.shown,
            worded=bool(self.text_hash),
            data=self.data,
        )


class Message(Base):
    """The words that go with an event. ``public`` words are read by the resident; the event keeps their hash."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("ticket_event.id"), unique=True)
    public: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)

    event: Mapped[TicketEvent] = relationship(back_populates="message")


# In the words of the indices: a database does not see that a value it is given later is this very one.
OPEN: ColumnElement[bool] = Ticket.phase != literal_column("'done'")
ENDED: ColumnElement[bool] = Ticket.phase == literal_column("'done'")
