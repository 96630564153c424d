"""Whether cases can be taken in at this moment, for whoever watches the machine; it tells nothing about any case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from app.services import filestore, outbox, reading, schema, space


@dataclass(frozen=True, slots=True)
class State:
    """``details`` are plain values for a JSON answer."""

    ready: bool
    details: dict[str, bool | int | str | None]


def look(now: datetime) -> State:
    """Ask the database for its shape and the outbox for its oldest letter; mail alone never closes the office.

    Nor does a shape that a newer program gave it, while machines are upgraded one after the other.
    """
    try:
        current = schema.is_current()
        ahead = not current and schema.is_ahead()
        waiting, oldest = outbox.unsent()
    except SQLAlchemyError:
        return State(ready=False, details={"database": False})
    left = space.left()
    age = int((now - oldest).total_seconds()) if oldest else None
    return State(
        ready=(current or ahead) and left is not space.Space.NONE,
        details={
            "database": True,
            "schema": current,
            "space": left,
            "files": not filestore.store().resting,
            "replica_behind": reading.behind(),
            "mail": outbox.configured(),
            "mail_waiting": waiting,
            "mail_oldest_seconds": age,
        },
    )
