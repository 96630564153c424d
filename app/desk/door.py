"""The officers' door itself: where it stands and who may enter."""

from flask import Blueprint, abort

from app.domain.references import parse_reference
from app.domain.workflow import StepRefused
from app.models import Ticket
from app.services import casework
from app.services.steps import EMPTIED
from app.web import guards, office

bp = Blueprint("desk", __name__, url_prefix="/staff")
bp.before_request(guards.staff_only(*guards.DESK))
BAD = 422


def opened(reference: str) -> Ticket:
    """The case of this address, read by whoever is at the desk; another unit's case does not exist."""
    found = casework.read(parse_reference(reference) or "", by=office.actor(), now=office.now())
    return found or abort(404)


def known(reference: str) -> Ticket:
    """The case of this address for what its open page asks by itself: that it is read was written down before."""
    return casework.find(parse_reference(reference) or "", by=office.actor()) or abort(404)


def living(reference: str) -> Ticket:
    """The same, to act on; where the words were taken away there is nothing left to do."""
    case = opened(reference)
    if case.emptied:
        raise StepRefused(EMPTIED)
    return case
