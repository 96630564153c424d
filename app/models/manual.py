"""Service manuals: the page the public reads and the promise the clock keeps are the same row."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain import manual_times
from app.domain.clocks import Promise, Unit
from app.domain.manual_times import Counting, StepTime, TimeUnit
from app.domain.workflow import Status
from app.models.base import Base, choice
from app.models.office import OfficeUnit


class Manual(Base):
    """One version of a service's manual. The newest whose ``effective_on`` has come is in force.

    ``verified_on``: the day somebody of the office last read it and found it right; None: it waits for that.
    ``forms``: one form a line, its name and its address. ``sources``: where shipped words come from.
    """

    __tablename__ = "manual"
    __table_args__ = (UniqueConstraint("service", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    effective_on: Mapped[date]
    verified_on: Mapped[date | None]
    title: Mapped[str]
    lead: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    responsible: Mapped[str]
    scope: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int]
    criteria: Mapped[str] = mapped_column(Text)
    documents: Mapped[str] = mapped_column(Text)
    arrivals: Mapped[str] = mapped_column(Text)
    fee: Mapped[str]
    forms: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    follow_up: Mapped[str] = mapped_column(Text)
    laws: Mapped[str] = mapped_column(Text)
    laws_verified_on: Mapped[date | None]
    sources: Mapped[str] = mapped_column(Text)
    promise_days: Mapped[int]
    promise_unit: Mapped[Unit] = mapped_column(choice(Unit))
    english: Mapped[str] = mapped_column(Text)
    malay: Mapped[str] = mapped_column(Text, default="")

    unit: Mapped[OfficeUnit | None] = relationship()
    steps: Mapped[list["ManualStep"]] = relationship(
        order_by="ManualStep.position", back_populates="manual", cascade="all, delete-orphan"
    )

    @property
    def promise(self) -> Promise:
        """What this version promises."""
        return Promise(self.promise_days, self.promise_unit)


class ManualStep(Base):
    """A step of the service: what is done, within what time, by whom, and which status of the case ends it."""

    __tablename__ = "manual_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    manual_id: Mapped[int] = mapped_column(ForeignKey("manual.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    amount: Mapped[int]
    time_unit: Mapped[TimeUnit] = mapped_column(choice(TimeUnit))
    counting: Mapped[Counting] = mapped_column(choice(Counting))
    ends_with: Mapped[Status | None] = mapped_column(choice(Status))
    responsible: Mapped[str]

    manual: Mapped[Manual] = relationship(back_populates="steps")

    @property
    def time(self) -> StepTime:
        """How long it takes."""
        return StepTime(self.amount, self.time_unit, self.counting)

    @property
    def duration(self) -> str:
        """The same in the words that are printed; there is no other source."""
        return manual_times.words(self.time, self.manual.promise)
