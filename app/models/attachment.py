"""Files, and answers that wait on the check page with theirs."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime

if TYPE_CHECKING:
    from app.models.ticket import Ticket, TicketEvent


class Attachment(Base):
    """A file's record; its bytes lie under a random name outside the web root."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    storage_name: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_event.id"))
    public: Mapped[bool]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    ticket: Mapped["Ticket | None"] = relationship(back_populates="attachments")
    event: Mapped["TicketEvent | None"] = relationship(back_populates="attachments")


class Draft(Base):
    """Answers waiting on the check page; gone after a day. Its key is also the case's idempotency key."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    channel_slug: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    attachments: Mapped[list[Attachment]] = relationship(order_by="Attachment.id")
