"""Requests for the services that the office defined itself: one set of rooms, a form for each service."""

from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from app.channels.eservice.form import form_of
from app.channels.intake import add_rooms
from app.channels.rooms import Subject
from app.domain.channels import ESERVICE
from app.models import Service
from app.services import manuals, services
from app.services.intake import NotReady
from app.web import office
from app.web.tongues import own

bp = Blueprint(ESERVICE.slug, __name__, url_prefix="/services/<service>")


def _subject() -> Subject:
    service = _service()
    return Subject(form_of(service), service.slug, own(service), service.id, services.takes(service, office.today()))


def _service() -> Service:
    found: Service = services.find(g.eservice) or abort(404)
    return found


@bp.url_value_preprocessor
def _take_name(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.eservice = (values or {}).pop("service", "")


@bp.url_defaults
def _give_name(_endpoint: str, values: dict[str, Any]) -> None:
    if request.blueprint == bp.name:
        values.setdefault("service", g.eservice)


@bp.errorhandler(NotReady)
def _closed(_error: NotReady) -> ResponseReturnValue:
    service = _service()
    manual = manuals.in_force(service.slug, office.today())
    return render_template("channels/eservice/closed.html", service=service, manual=manual), 503


add_rooms(bp, ESERVICE, _subject)
