"""The audit trail: every read of personal data by an officer and every act of an administrator. Append only."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.models import AuditEntry
from app.services import chain
from app.services.actors import Actor
from app.services.transaction import transaction


def record(action: str, subject: str, *, by: Actor, now: datetime, **data: Any) -> None:
    """Write one line; ``data`` must be plain values and never a case's content."""
    with transaction():
        entry = AuditEntry(
            at=now,
            actor_id=by.staff_id,
            actor_role=by.role,
            action=action,
            subject=subject,
            data=data,
            previous_hash="",
            hash="",
        )
        entry.previous_hash, entry.hash = chain.append(chain.AUDIT, chain.audit_content(entry))
        db.session.add(entry)


def record_once(action: str, subject: str, *, by: Actor, now: datetime, within: timedelta) -> None:
    """Write one line, unless this person's same line is younger than ``within``: read twice is read once."""
    lines = select(AuditEntry.id).where(
        AuditEntry.at > now - within,
        AuditEntry.actor_id == by.staff_id,
        AuditEntry.action == action,
        AuditEntry.subject == subject,
    )
    if db.session.scalar(lines.limit(1)) is None:
        record(action, subject, by=by, now=now)
