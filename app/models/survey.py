"""The EIT survey of a fiscal year: its window, the invitations to it, and how often one was followed."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class EitCampaign(Base):
    """The window in which residents are invited to the EIT survey of a fiscal year (พ.ศ.)."""

    __tablename__ = "eit_campaign"

    fiscal_year: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]


class EitInvitation(Base):
    """One invitation shown, printed or sent: where (app.domain.survey.Place), on which day, for which case."""

    __tablename__ = "eit_invitation"
    __table_args__ = (UniqueConstraint("ticket_id", "place", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    place: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)


class EitOpening(Base):
    """How many times on a day invitations of a channel at a place were followed to the survey; by whom is not kept."""

    __tablename__ = "eit_opening"
    __table_args__ = (UniqueConstraint("fiscal_year", "channel_slug", "place", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    channel_slug: Mapped[str]
    place: Mapped[str]
    day: Mapped[date]
    number: Mapped[int]
