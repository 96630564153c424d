"""The publishing desk itself: where it stands, who may enter, and what can be done there."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, render_template

from app.domain.workflow import Role
from app.web import guards

bp = Blueprint("publishing", __name__, url_prefix="/staff/publishing")
bp.before_request(guards.staff_only(*guards.DESK, Role.ADMINISTRATOR))


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the desk: the endpoint of its page, its name and what it is for (lazy words); what waits there."""

    endpoint: str
    name: str
    about: str
    waiting: Callable[[], int] | None = None


PLACES: list[Place] = []
"""Each part of the desk adds its own."""


@bp.get("/")
def home() -> str:
    """All parts of the desk."""
    return render_template("publishing/home.html", places=PLACES)
