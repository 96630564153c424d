"""Whose the files in a shared store are: a restored office looks at them, but clears none away before it takes over.

An office that was restored to be compared has the same settings as the one that goes on, and knows nothing of the files
that this one has put there since.
"""

from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from app.extensions import db
from app.models import Attachment, AuditEntry
from app.services import audit, filestore
from app.services.actors import SYSTEM

RESTORED, TAKEN_OVER = "numbers_skipped", "files_taken_over"
_SUBJECT = "office"
_EVERY = datetime.max.replace(tzinfo=UTC)


class Lost(Exception):
    """Rows name files that lie neither in the store nor on this machine's disk."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(f"{len(names)} files")
        self.names = sorted(names)


def are_ours() -> bool:
    """Whether loose files may be cleared away: those on this machine's own disk always."""
    if not is_set():
        return True
    marks = select(AuditEntry.action).where(AuditEntry.action.in_((RESTORED, TAKEN_OVER)))
    return db.session.scalar(marks.order_by(AuditEntry.id.desc()).limit(1)) != RESTORED


def take_over(now: datetime, *, without_lost: bool = False) -> int:
    """The office goes on here: files that its rows name are put from this disk where the store lacks them; how many.

    It may be done again at any time. ``Lost``, and nothing done, if some lie in neither place; ``without_lost``: they
    are gone for good, go on.
    """
    store, here = filestore.store(), filestore.LocalStore(Path(current_app.config["VAR_DIR"]))
    lacking = set(db.session.scalars(select(Attachment.storage_name))) - set(store.names(_EVERY))
    lost = lacking - set(here.names(_EVERY))
    if lost and not without_lost:
        raise Lost(lost)
    for name in sorted(lacking - lost):
        store.put(name, here.get(name))
    number = len(lacking - lost)
    if number or not are_ours():
        audit.record(TAKEN_OVER, _SUBJECT, by=SYSTEM, now=now, files=number, lost=len(lost))
    return number


def is_set() -> bool:
    """Whether a shared store keeps this office's files."""
    return isinstance(filestore.store(), filestore.SharedStore)
