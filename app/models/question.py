"""Questions that anybody may ask the office in public, and the office's answers (ITA: สอบถาม, Q&A)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, UtcDateTime
from app.models.staff import Staff


class Question(Base):
    """A question; ``token``: the asker's own address of it. It is public only once somebody of the office shows it.

    ``text`` is the asker's and stays inside; ``shown_text`` is what the office shows, without anybody's name or number.
    ``search_text``: what words are looked for in, empty until it was answered.
    """

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    text: Mapped[str] = mapped_column(Text)
    shown_text: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    set_aside_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sample: Mapped[bool]

    answered_by: Mapped[Staff | None] = relationship()
