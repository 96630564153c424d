"""The door of personal data: management alone, for an administrator reads no cases. Every act here is in the trail."""

from flask import Blueprint, Response

from app.domain.workflow import Role
from app.web import guards

bp = Blueprint("personal", __name__, url_prefix="/management/personal-data")
bp.before_request(guards.staff_only(Role.MANAGEMENT))


@bp.after_request
def keep_nothing(response: Response) -> Response:
    """No browser keeps what was found of somebody."""
    response.headers["Cache-Control"] = "no-store"
    return response
