"""Service manuals: the page the public reads and the promise the clock keeps are the same row."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.clocks import Promise, Unit
from app.models.base import Base, choice


class Manual(Base):
    """One version of a service's manual. The newest whose ``effective_on`` has come is in force."""

    __tablename__ = "manual"
    __table_args__ = (UniqueConstraint("service", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    effective_on: Mapped[date]
    reviewed_on: Mapped[date]
    title: Mapped[str]
    lead: Mapped[str]
    responsible: Mapped[str]
    scope: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int]
    criteria: Mapped[str] = mapped_column(Text)
    documents: Mapped[str] = mapped_column(Text)
    arrivals: Mapped[str] = mapped_column(Text)
    fee: Mapped[str]
    follow_up: Mapped[str] = mapped_column(Text)
    laws: Mapped[str] = mapped_column(Text)
    laws_verified_on: Mapped[date | None]
    promise_days: Mapped[int]
    promise_unit: Mapped[Unit] = mapped_column(choice(Unit))
    english: Mapped[str] = mapped_column(Text)

    steps: Mapped[list["ManualStep"]] = relationship(
        order_by="ManualStep.position", back_populates="manual", cascade="all, delete-orphan"
    )

    @property
    def promise(self) -> Promise:
        """What this version promises."""
        return Promise(self.promise_days, self.promise_unit)


class ManualStep(Base):
    """A step of the service: what is done, within what time, by whom."""

    __tablename__ = "manual_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    manual_id: Mapped[int] = mapped_column(ForeignKey("manual.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    duration: Mapped[str]
    responsible: Mapped[str]

    manual: Mapped[Manual] = relationship(back_populates="steps")
