"""People who work at the office, how they sign in, and the audit trail of what they looked at and did."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.workflow import Role
from app.models.base import Base, RoleSet, UtcDateTime, choice
from app.models.office import OfficeUnit


class Staff(Base):
    """A member of staff: who they are, what they may do, how they sign in.

    ``approves``: whether somebody in management approves water; who does not agrees to it before.
    ``must_change``: somebody else knows the password; nothing opens until they have chosen one of their own.
    ``letters``: which letters they want, by kind; for one that is not named the usual counts (app.domain.letters).
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    position: Mapped[str]
    email: Mapped[str]
    roles: Mapped[frozenset[Role]] = mapped_column(RoleSet)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("office_unit.id"))
    password_hash: Mapped[str]
    totp_secret: Mapped[str]
    totp_last_step: Mapped[int]
    session_version: Mapped[int]
    active: Mapped[bool]
    approves: Mapped[bool] = mapped_column(default=True)
    must_change: Mapped[bool] = mapped_column(default=False)
    letters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sample: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    unit: Mapped[OfficeUnit | None] = relationship(lazy="joined")


class StaffSession(Base):
    """One sign-in in one browser (app.services.staff_sessions).

    ``key``: the hash of what the cookie holds. ``prolonged``: how often another hour was asked for.
    """

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    staff_version: Mapped[int]
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    prolonged: Mapped[int]
    browser: Mapped[str]
    system: Mapped[str]

    staff: Mapped[Staff] = relationship(lazy="joined", innerjoin=True)


class RecoveryCode(Base):
    """One code on paper in place of the telephone (app.services.recovery_codes). ``start`` is no secret."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    start: Mapped[str]
    hash: Mapped[str]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Throttle(Base):
    """How often a key (a hashed name or address) failed since a moment."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int]


class AuditEntry(Base):
    """One line of the audit trail, chained by hashes. Written once."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_subject", "subject", "id"), Index("ix_audit_actor", "actor_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    actor_role: Mapped[Role] = mapped_column(choice(Role))
    action: Mapped[str]
    subject: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)

    actor: Mapped[Staff | None] = relationship(lazy="joined")
