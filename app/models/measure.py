"""The measures report of a fiscal year and round: six rows of six cells, their evidence, and what was said of them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.evidence import EvidenceKind
from app.models.attachment import Attachment
from app.models.base import Base, UtcDateTime, choice
from app.models.manual import Manual
from app.models.publication import Publication
from app.models.staff import Staff

if TYPE_CHECKING:
    from app.models.edition import ReportEdition


class MeasuresReport(Base):
    """The report of one fiscal year (พ.ศ.) and round (6 or 12 months)."""

    __tablename__ = "measures_report"
    __table_args__ = (UniqueConstraint("fiscal_year", "round_months"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    round_months: Mapped[int]
    preface: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date | None]
    prepared_by: Mapped[str]
    prepared_position: Mapped[str]
    certified_by: Mapped[str]
    certified_position: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int]

    rows: Mapped[list["MeasureRow"]] = relationship(
        order_by="MeasureRow.number", back_populates="report", cascade="all, delete-orphan"
    )
    editions: Mapped[list["ReportEdition"]] = relationship(order_by="ReportEdition.number", back_populates="report")
    comments: Mapped[list["ReportComment"]] = relationship(order_by="ReportComment.id", back_populates="report")
    changes: Mapped[list["ReportChange"]] = relationship(order_by="ReportChange.id", back_populates="report")


class MeasureRow(Base):
    """One measure: the six columns of the real report, each free text of paragraphs.

    ``sentences``: the suggested sentences in use, by cell and by the suggestion's key, as they were put in.
    """

    __tablename__ = "measure_row"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("measures_report.id"))
    number: Mapped[int]
    measure: Mapped[str] = mapped_column(Text)
    steps: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    sentences: Mapped[dict[str, Any]] = mapped_column(JSON)

    report: Mapped[MeasuresReport] = relationship(back_populates="rows")
    evidence: Mapped[list["MeasureEvidence"]] = relationship(
        order_by="MeasureEvidence.id", back_populates="row", cascade="all, delete-orphan"
    )


class MeasureEvidence(Base):
    """One piece of evidence of a measure; ``month``: the first day of the month it is of, None for the whole round."""

    __tablename__ = "measure_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("measure_row.id"), index=True)
    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind))
    label: Mapped[str]
    address: Mapped[str]
    month: Mapped[date | None]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))
    manual_id: Mapped[int | None] = mapped_column(ForeignKey("manual.id"))
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    row: Mapped[MeasureRow] = relationship(back_populates="evidence")
    attachment: Mapped[Attachment | None] = relationship()
    manual: Mapped[Manual | None] = relationship()
    publication: Mapped[Publication | None] = relationship()
    added_by: Mapped[Staff | None] = relationship()


class ReportChange(Base):
    """Who changed which cell from what to what; measure 0 is the head of the report. Written once."""

    __tablename__ = "report_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("measures_report.id"), index=True)
    number: Mapped[int]
    cell: Mapped[str]
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    report: Mapped[MeasuresReport] = relationship(back_populates="changes")
    by: Mapped[Staff | None] = relationship()


class ReportComment(Base):
    """A remark on a measure (0: on the whole report), until somebody settles it."""

    __tablename__ = "report_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("measures_report.id"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    report: Mapped[MeasuresReport] = relationship(back_populates="comments")
    by: Mapped[Staff | None] = relationship(foreign_keys=[by_id])
    settled_by: Mapped[Staff | None] = relationship(foreign_keys=[settled_by_id])
