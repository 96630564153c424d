"""What stands in the hands of a row right now: how many open cases a change of it will be asked about."""

from typing import Any

from sqlalchemy import func, select

from app.extensions import db
from app.models import OPEN, Manual, Ticket
from app.services import scope

_COLUMNS = {"villages": Ticket.village_id, "units": Ticket.unit_id, "categories": Ticket.category_id}


def open_cases(shelf: str, row: Any) -> int | None:
    """How many open cases belong to a row of this list; None for lists that no case belongs to."""
    column = _COLUMNS.get(shelf)
    if column is None or row is None:
        return None
    found = scope.everything().where(column == row.id, OPEN).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def open_under(service: str) -> int:
    """How many open cases were promised something by the manual of a service."""
    versions = select(Manual.id).where(Manual.service == service)
    found = scope.everything().where(Ticket.manual_id.in_(versions), OPEN).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0
