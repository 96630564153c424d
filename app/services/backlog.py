"""What was written on paper while the system was unavailable: taken in together, at its true times, all or nothing."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.channels import COMPLAINTS
from app.extensions import db
from app.models import Ticket
from app.services import intake, scope
from app.services.actors import Actor
from app.services.intake import Submission


def take_in(key: str, rows: Mapping[int, Submission], *, by: Actor, now: datetime) -> list[Ticket]:
    """Each row its own case, all in one transaction; the same ``key`` again gives back what the first press made."""
    return made(key) or intake.open_all(
        COMPLAINTS, {f"{key}-{number}": sent for number, sent in rows.items()}, by=by, now=now
    )


def made(key: str) -> list[Ticket]:
    """The cases that this form made, in the order of its rows."""
    return list(db.session.scalars(scope.by_batch(key).order_by(Ticket.id)).unique()) if key else []
