"""The links that the office shows, each with what the checker last found; nothing here is asked of anybody."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.links import Verdict
from app.models.base import Base, UtcDateTime, choice


class CheckedLink(Base):
    """A link on a page (``place``); ``mend``: where it is mended; ``since``: from when the verdict is the same."""

    __tablename__ = "checked_link"
    __table_args__ = (UniqueConstraint("place", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    mend: Mapped[str]
    label: Mapped[str]
    address: Mapped[str]
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
