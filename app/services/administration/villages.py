"""Villages: known by number; one that cases lie in is taken out of use, never removed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.domain.words import N_
from app.extensions import db
from app.models import Village
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong


def every() -> Sequence[Village]:
    """All villages, those out of use too."""
    return db.session.scalars(select(Village).order_by(Village.number)).all()


def find(village_id: int) -> Village | None:
    """One village."""
    return db.session.get(Village, village_id)


def save(village: Village | None, *, number: int, name: str, active: bool, by: Actor, now: datetime) -> None:
    """Add a village (None) or change one; a number is given once."""
    taken = db.session.scalar(select(Village.id).where(Village.number == number))
    if taken is not None and (village is None or village.id != taken):
        raise Wrong("number", N_("มีหมู่ที่ %(number)s อยู่แล้ว"), number=number)
    values = {"number": number, "name": name, "active": active}
    action = "village_changed" if village else "village_added"
    changes.write(village or Village(), values, action=action, subject=str(number), by=by, now=now)
