"""The published measures report: each edition frozen with its words, its figures and its papers. Written once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.attachment import Attachment
from app.models.base import Base, UtcDateTime
from app.models.measure import MeasuresReport
from app.models.staff import Staff


class ReportEdition(Base):
    """What was published on a day (a trigger refuses any change).

    ``changed``: what a correction says it changed; empty for the first edition. ``document``: the report as blocks.
    ``figures``: the statement (app.services.statistics.statement) as known at the end of ``as_of``. ``log_length`` and
    ``log_hash``: the chain of events at publication. ``content_hash`` covers all of it and the papers; ``signature``
    (Ed25519, hexadecimal) is over that hash, to be checked with ``public_key``.
    """

    __tablename__ = "report_edition"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("measures_report.id"))
    number: Mapped[int]
    as_of: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    changed: Mapped[str] = mapped_column(Text)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    log_length: Mapped[int]
    log_hash: Mapped[str]
    content_hash: Mapped[str]
    signature: Mapped[str]
    public_key: Mapped[str]

    report: Mapped[MeasuresReport] = relationship(back_populates="editions")
    published_by: Mapped[Staff | None] = relationship()
    papers: Mapped[list["EditionPaper"]] = relationship(order_by="EditionPaper.id", back_populates="edition")


class EditionPaper(Base):
    """A paper of an edition (docx, pdf, xlsx) or the events it can be recomputed from (events); written once."""

    __tablename__ = "edition_paper"
    __table_args__ = (UniqueConstraint("edition_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("report_edition.id"))
    kind: Mapped[str]
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"))

    edition: Mapped[ReportEdition] = relationship(back_populates="papers")
    attachment: Mapped[Attachment] = relationship()
