"""One way to write a row: set what differs, and leave a line in the audit trail that says what it was before."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.extensions import db
from app.services import audit
from app.services.actors import Actor
from app.services.transaction import transaction


class Wrong(ValueError):
    """An entry that cannot be taken: the ``field`` it stands in, a Thai msgid, and ``values`` for its gaps."""

    def __init__(self, field: str, message: str, **values: Any) -> None:
        super().__init__(message)
        self.field, self.message, self.values = field, message, values


def write(row: Any, values: Mapping[str, Any], *, action: str, subject: str, by: Actor, now: datetime) -> None:
    """Set the values on a row, new or old; the audit entry names what changed, from what to what."""
    with transaction():
        changed = {}
        for name, value in values.items():
            before = getattr(row, name)
            if before != value:
                changed[name] = [_plain(before), _plain(value)]
            setattr(row, name, value)
        db.session.add(row)
        db.session.flush()
        if changed:
            audit.record(action, subject, by=by, now=now, changes=changed)


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    return str(value) if isinstance(value, StrEnum) else value
