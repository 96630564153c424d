"""The office as rows: itself, its villages, units, categories, holidays, refusal reasons and reply templates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain import addresses
from app.domain.clocks import Unit
from app.models.base import Base, UtcDateTime, choice


class Office(Base):
    """The office that runs this installation: one row."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    english_name: Mapped[str]
    subdistrict: Mapped[str]
    district: Mapped[str]
    province: Mapped[str]
    postcode: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    emergency_phone: Mapped[str]
    email: Mapped[str]
    website: Mapped[str]
    phone_note: Mapped[str]
    head_title: Mapped[str]
    head_name: Mapped[str]
    clerk_title: Mapped[str]
    clerk_name: Mapped[str]
    data_officer: Mapped[str] = mapped_column(default="")
    data_officer_contact: Mapped[str] = mapped_column(default="")
    truck_litres: Mapped[int]
    repeat_days: Mapped[int] = mapped_column(default=30)
    register_auto: Mapped[bool] = mapped_column(default=False)
    sample: Mapped[bool]

    @property
    def postal(self) -> str:
        """Where a letter or a visitor goes."""
        return addresses.postal(self.address, self.subdistrict, self.district, self.province, self.postcode)


class Village(Base):
    """A village (หมู่บ้าน) of the subdistrict, known by its number.

    ``outline``: its borders as rings of [longitude, latitude] in degrees (WGS 84); empty if the office has no map.
    """

    __tablename__ = "village"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    outline: Mapped[list[Any]] = mapped_column(JSON, default=list)

    @property
    def label(self) -> str:
        """``หมู่ที่ 4 บ้านปุหรน``, number glued to its word."""
        return f"หมู่ที่\u00a0{self.number} {self.name}".strip()


class OfficeUnit(Base):
    """A division of the office (สำนักปลัด, กองช่าง …)."""

    __tablename__ = "office_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[str]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)


class Category(Base):
    """What a complaint or request is about; may carry its own promise."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_slug: Mapped[str] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    english_name: Mapped[str]
    malay_name: Mapped[str] = mapped_column(default="")
    hint: Mapped[str]
    english_hint: Mapped[str]
    malay_hint: Mapped[str] = mapped_column(default="")
    icon: Mapped[str]
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    promise_days: Mapped[int | None]
    promise_unit: Mapped[Unit | None] = mapped_column(choice(Unit))

    unit: Mapped[OfficeUnit | None] = relationship(lazy="joined")


class Holiday(Base):
    """A day on which the office is closed; kept with the times it was entered and taken back."""

    __tablename__ = "holiday"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str]
    kind: Mapped[str]
    source: Mapped[str]
    confirmed: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RefusalReason(Base):
    """A coded legal reason for not accepting a case."""

    __tablename__ = "refusal_reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    english_text: Mapped[str]
    malay_text: Mapped[str] = mapped_column(default="")
    law: Mapped[str]
    verified_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)


class ReplyTemplate(Base):
    """A text that officers start an answer from. ``channel_slug`` "": for every channel; ``{…}`` are filled in."""

    __tablename__ = "reply_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    action: Mapped[str]
    channel_slug: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="th")
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
