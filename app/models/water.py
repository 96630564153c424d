"""Trucks, drivers, rounds and stops; and the delivery points of each water request."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.rounds import Why
from app.domain.water_marks import Proof, Result, RoundState
from app.models.base import Base, UtcDateTime, choice
from app.models.office import Village

if TYPE_CHECKING:
    from app.models.ticket import Ticket


class Truck(Base):
    """A water truck. ``out_from`` to ``out_until`` (both days included, None: until further notice) it stands still."""

    __tablename__ = "truck"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    plate: Mapped[str]
    litres: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    out_from: Mapped[date | None]
    out_until: Mapped[date | None]
    out_reason: Mapped[str] = mapped_column(default="")

    def runs_on(self, day: date) -> bool:
        """Whether it can be sent out on this day."""
        out = self.out_from is not None and self.out_from <= day and (self.out_until is None or day <= self.out_until)
        return self.active and not out


class Driver(Base):
    """Who drives; they need no account, the sheet of their round carries its own link."""

    __tablename__ = "driver"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class WaterPoint(Base):
    """A house that water is asked for. ``given`` and ``waived`` are repeated from the request's story.

    ``home``: what is left of the house when its request stands without persons, so that houses are still counted once.
    """

    __tablename__ = "water_point"
    __table_args__ = (UniqueConstraint("ticket_id", "number"), Index("ix_water_point_house", "village_id", "house_no"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    number: Mapped[int]
    name: Mapped[str]
    house_no: Mapped[str]
    village_id: Mapped[int | None] = mapped_column(ForeignKey("village.id"))
    place: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    persons: Mapped[int]
    litres: Mapped[int]
    capacity: Mapped[int | None]
    special_care: Mapped[bool]
    note: Mapped[str]
    home: Mapped[str] = mapped_column(default="")

    # repeated from the story
    given: Mapped[int] = mapped_column(default=0)
    waived: Mapped[int] = mapped_column(default=0)

    village: Mapped[Village | None] = relationship(lazy="joined")
    ticket: Mapped["Ticket"] = relationship(back_populates="points")
    stops: Mapped[list["WaterStop"]] = relationship(order_by="WaterStop.id", back_populates="point")


class WaterRound(Base):
    """One load of one truck on one day. ``token`` is the unguessable part of the driver's link."""

    __tablename__ = "water_round"
    __table_args__ = (UniqueConstraint("day", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    number: Mapped[int]
    truck_id: Mapped[int] = mapped_column(ForeignKey("truck.id"))
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("driver.id"))
    litres: Mapped[int]
    state: Mapped[RoundState] = mapped_column(choice(RoundState))
    token: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    set_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_reason: Mapped[str]
    version: Mapped[int]

    truck: Mapped[Truck] = relationship(lazy="joined")
    driver: Mapped[Driver | None] = relationship(lazy="joined")
    stops: Mapped[list["WaterStop"]] = relationship(
        order_by="WaterStop.position", back_populates="round", cascade="all, delete-orphan"
    )

    @property
    def planned(self) -> int:
        """Litres that its stops are to get."""
        return sum(stop.litres for stop in self.stops)


class WaterStop(Base):
    """A house on a round, and what became of it there; ``mark_key`` makes a mark that arrives twice count once."""

    __tablename__ = "water_stop"
    __table_args__ = (UniqueConstraint("round_id", "point_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("water_round.id"), index=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("water_point.id"), index=True)
    position: Mapped[int]
    litres: Mapped[int]
    why: Mapped[Why] = mapped_column(choice(Why))
    result: Mapped[Result | None] = mapped_column(choice(Result))
    given: Mapped[int | None]
    recipient: Mapped[str] = mapped_column(default="")
    proof: Mapped[Proof | None] = mapped_column(choice(Proof))
    note: Mapped[str] = mapped_column(default="")
    mark_key: Mapped[str | None] = mapped_column(unique=True)
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[WaterRound] = relationship(back_populates="stops")
    point: Mapped[WaterPoint] = relationship(back_populates="stops", lazy="joined")
