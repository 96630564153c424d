"""What others may read of a complaint, and who follows it besides the one who wrote it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime
from app.models.staff import Staff
from app.models.ticket import Ticket


class PublicWords(Base):
    """Words that the complainant offered for others to read; nobody does until an officer has read and passed them.

    ``passed_at`` and ``refused_at``: at most one is set; the complainant can take the words back (the row goes).
    """

    __tablename__ = "public_words"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    passed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    ticket: Mapped[Ticket] = relationship()
    judged_by: Mapped[Staff | None] = relationship()


class Follower(Base):
    """Somebody who follows a complaint instead of writing it again: an address of their own, no name."""

    __tablename__ = "follower"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    token: Mapped[str] = mapped_column(unique=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)

    ticket: Mapped[Ticket] = relationship()
