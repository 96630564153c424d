"""The audit trail: every read of personal data by an officer and every act of an administrator. Append only."""

from datetime import datetime
from typing import Any

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
