"""The rounds desk itself: where it stands and who may enter."""

from flask import Blueprint, abort

from app.models import WaterRound, WaterStop
from app.services.water import reading
from app.web import guards, office

bp = Blueprint("rounds", __name__, url_prefix="/staff/water")
bp.before_request(guards.staff_only(*guards.DESK))
BAD = 422


def opened(round_id: int) -> WaterRound:
    """The round of this address; one on which nothing is theirs does not exist."""
    return reading.find(round_id, by=office.actor(), now=office.now()) or abort(404)


def opened_stop(stop_id: int) -> WaterStop:
    """A stop of a round that they may see."""
    return reading.stop(stop_id, by=office.actor()) or abort(404)
