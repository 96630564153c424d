"""The audit trail as a list, newest first, fifty at a time; it can be read and nothing else."""

from collections.abc import Sequence

from sqlalchemy import select

from app.extensions import db
from app.models import AuditEntry

PAGE = 50


def page(before: int | None = None) -> tuple[Sequence[AuditEntry], int | None]:
    """Entries older than ``before``, and where the next page begins (None: that was all)."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    found = db.session.scalars(query).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
