"""The corruption channel's shelves: ciphertext, and beside it only what clocks and totals need.

Keys are random, and SQLite keeps no row numbers here, so that nothing counts and no gap tells.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.sealed import Finding, Position, Stage
from app.models.base import Base, UtcDateTime, choice
from app.models.staff import Staff

_UNCOUNTED = {"sqlite_with_rowid": False}


class SealedOffice(Base):
    """What the channel has once an office: the salt of all codes, and the public key whose private half lies in a safe.

    ``recovery_holder``: who keeps that envelope, in words. ``keep_years``: how long closed reports are kept.
    """

    __tablename__ = "sealed_office"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_salt: Mapped[bytes] = mapped_column(LargeBinary)
    recovery_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    recovery_mark: Mapped[bytes | None] = mapped_column(LargeBinary)
    recovery_holder: Mapped[str] = mapped_column(default="", server_default="")
    keep_years: Mapped[int] = mapped_column(default=10, server_default="10")


class SealedOfficer(Base):
    """An integrity officer's key pair; the private half is wrapped by a passphrase, and again by a recovery code.

    ``mark`` binds key, person and position to this installation: a swapped row is refused.
    """

    __tablename__ = "sealed_officer"

    id: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    position: Mapped[Position] = mapped_column(choice(Position))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    scheme: Mapped[str]
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    operations: Mapped[int]
    memory: Mapped[int]
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    recovery_wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    mark: Mapped[bytes] = mapped_column(LargeBinary)
    enrolled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id], lazy="joined")


class SealedCase(Base):
    """A report. ``slots`` are sealed boxes that name no recipient, always a multiple of eight of them.

    ``tail`` seals how many lines the story has. A report past its time is destroyed: its keys and words are gone, and
    only what stands in clear is left, for the totals.
    """

    __tablename__ = "sealed_case"
    __table_args__ = _UNCOUNTED

    id: Mapped[str] = mapped_column(primary_key=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scheme: Mapped[str]
    operations: Mapped[int]
    memory: Mapped[int]
    reporter_key: Mapped[bytes] = mapped_column(LargeBinary)
    reporter_wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    slots: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    tail: Mapped[bytes | None] = mapped_column(LargeBinary)

    # in clear
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    received_on: Mapped[date]
    acknowledged_in_time: Mapped[bool | None]
    closed_month: Mapped[date | None]
    finding: Mapped[Finding | None] = mapped_column(choice(Finding))
    shredded_month: Mapped[date | None]
    sample: Mapped[bool]


class SealedEntry(Base):
    """One thing that happened to a report: who, when, what and the words, all sealed."""

    __tablename__ = "sealed_entry"
    __table_args__ = _UNCOUNTED

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("sealed_case.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class SealedFile(Base):
    """A file of a report; its name, kind, size and hash are sealed too."""

    __tablename__ = "sealed_file"
    __table_args__ = _UNCOUNTED

    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("sealed_case.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class SealedChunk(Base):
    """A piece of a file's bytes, sealed and padded."""

    __tablename__ = "sealed_chunk"
    __table_args__ = _UNCOUNTED

    file_id: Mapped[str] = mapped_column(ForeignKey("sealed_file.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SealedSession(Base):
    """An officer's open door: their private key, wrapped by a token that only their browser holds.

    ``ring``: the keys of the cases tried so far, wrapped likewise, so that a list need not try every box again.
    """

    __tablename__ = "sealed_session"
    __table_args__ = _UNCOUNTED

    id: Mapped[str] = mapped_column(primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("sealed_officer.id"), index=True)
    staff_version: Mapped[int]
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    ring: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)

    officer: Mapped[SealedOfficer] = relationship(lazy="joined")


class SealedPickup(Base):
    """A code waiting for a resident whose complaint was moved here; only their old receipt opens it, once."""

    __tablename__ = "sealed_pickup"
    __table_args__ = _UNCOUNTED

    id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class SealedTotal(Base):
    """What was published of a period when a half-year was over; whatever happens later, it stays as it is.

    ``settled_on``: the first day after that half-year. A case keyed in or reopened later counts from the next one on.
    """

    __tablename__ = "sealed_total"

    period: Mapped[str] = mapped_column(primary_key=True)
    settled_on: Mapped[date] = mapped_column(primary_key=True)
    received: Mapped[int]
    done: Mapped[int]
    promised: Mapped[int]
    in_time: Mapped[int]
