"""The measures report of a fiscal year and round: six rows of six cells; EIT campaigns and invitations."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.attachment import Attachment
from app.models.base import Base, UtcDateTime


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


class MeasureRow(Base):
    """One measure: the six columns of the real report, each free text of paragraphs."""

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

    report: Mapped[MeasuresReport] = relationship(back_populates="rows")
    evidence: Mapped[list[Attachment]] = relationship(order_by="Attachment.id")


class EitCampaign(Base):
    """The window in which residents are invited to the EIT survey of a fiscal year."""

    __tablename__ = "eit_campaign"

    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]


class EitInvitation(Base):
    """One invitation shown: where (confirmation, tracking, receipt, mail), on which day, for which case."""

    __tablename__ = "eit_invitation"
    __table_args__ = (UniqueConstraint("ticket_id", "place", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    place: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
