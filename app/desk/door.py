"""The officers' door itself: where it stands and who may enter."""

from flask import Blueprint, abort

from app.domain.references import parse_reference
from app.models import Ticket
from app.services import casework
from app.web import guards, office

bp = Blueprint("desk", __name__, url_prefix="/staff")
bp.before_request(guards.staff_only(*guards.DESK))
BAD = 422


def opened(reference: str) -> Ticket:
    """The case of this address, read by whoever is at the desk; another unit's case does not exist."""
    found = casework.read(parse_reference(reference) or "", by=office.actor(), now=office.now())
    return found or abort(404)
