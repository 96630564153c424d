"""What the office published under one of the eight headings: words, files, pictures."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.publications import Heading
from app.models.attachment import Attachment
from app.models.base import Base, UtcDateTime, choice
from app.models.staff import Staff


class Publication(Base):
    """One publication; it is public from ``published_at`` until it is withdrawn, and is dated ``dated``."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    heading: Mapped[Heading] = mapped_column(choice(Heading))
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    dated: Mapped[date] = mapped_column(index=True)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    sample: Mapped[bool]

    by: Mapped[Staff | None] = relationship()
    files: Mapped[list["PublicationFile"]] = relationship(
        order_by="PublicationFile.id", back_populates="publication", cascade="all, delete-orphan"
    )


class PublicationFile(Base):
    """A file or picture of a publication; ``width`` and ``height`` of a picture, so that a page does not jump."""

    __tablename__ = "publication_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))
    description: Mapped[str]
    width: Mapped[int | None]
    height: Mapped[int | None]

    publication: Mapped[Publication] = relationship(back_populates="files")
    attachment: Mapped[Attachment] = relationship()
