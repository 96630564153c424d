"""Whose the files in a shared store are: a restored office looks at them, but clears none away before it takes over.

An office that was restored to be compared has the same settings as the one that goes on, and knows nothing of the files
that this one has put there since.
"""

from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.extensions import db
from app.models import AuditEntry
from app.services import audit, filestore
from app.services.actors import SYSTEM

RESTORED, TAKEN_OVER = "numbers_skipped", "files_taken_over"
_SUBJECT = "office"
_EVERY = datetime.max.replace(tzinfo=UTC)


def are_ours() -> bool:
    """Whether loose files may be cleared away: those on this machine's own disk always."""
    if not _shared():
        return True
    marks = select(AuditEntry.action).where(AuditEntry.action.in_((RESTORED, TAKEN_OVER)))
    return db.session.scalar(marks.order_by(AuditEntry.id.desc()).limit(1)) != RESTORED


def take_over(now: datetime) -> int:
    """The office goes on here: files that a restore laid down are put where the store lacks them; how many."""
    if not _shared():
        return 0
    store, laid_down = filestore.store(), filestore.LocalStore(Path(current_app.config["VAR_DIR"]))
    there = set(store.names(_EVERY))
    lacking = [name for name in laid_down.names(_EVERY) if name not in there]
    for name in lacking:
        store.put(name, laid_down.get(name))
    audit.record(TAKEN_OVER, _SUBJECT, by=SYSTEM, now=now, files=len(lacking))
    return len(lacking)


def _shared() -> bool:
    return isinstance(filestore.store(), filestore.SharedStore)
