"""What the integrity assessment (ITA) asks an office to have on its website in a fiscal year, and what shows it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.attachment import Attachment
from app.models.base import Base, UtcDateTime


class OitItem(Base):
    """One item of a fiscal year (พ.ศ.); its code changes from year to year.

    ``subject``: what of the product answers it (app.domain.ita), empty for what is only uploaded or linked.
    ``source``: where the words come from. ``verified_on``: the day somebody compared them with the year's handbook.
    """

    __tablename__ = "oit_item"
    __table_args__ = (UniqueConstraint("fiscal_year", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]
    code: Mapped[str]
    title: Mapped[str]
    requirement: Mapped[str] = mapped_column(Text)
    subject: Mapped[str]
    source: Mapped[str]
    verified_on: Mapped[date | None]

    links: Mapped[list["OitLink"]] = relationship(
        order_by="OitLink.id", back_populates="item", cascade="all, delete-orphan"
    )


class OitLink(Base):
    """An address or a file that the office shows for an item."""

    __tablename__ = "oit_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("oit_item.id"), index=True)
    label: Mapped[str]
    address: Mapped[str]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    item: Mapped[OitItem] = relationship(back_populates="links")
    attachment: Mapped[Attachment | None] = relationship()
