"""The page of one round: its stops in order, what became of each, and how to say so; and the worker that keeps it."""

from datetime import timedelta

from flask import Blueprint, Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.http import http_date

from app.domain.water_marks import RoundState
from app.driving.forms import MarkForm
from app.driving.seen import Seen, seen
from app.models import WaterRound
from app.services.water import telephone
from app.services.water.telephone import OPEN_AROUND
from app.web import assets, office

_RUNNING = (RoundState.PLANNED, RoundState.OUT)


def add_to(bp: Blueprint) -> None:
    """Open the page."""
    bp.add_url_rule("/r/<token>", "round", show)
    bp.add_url_rule("/r/worker.js", "worker", worker)


def show(token: str) -> ResponseReturnValue:
    """The round as it stands."""
    return answer(found(token))


def worker() -> Response:
    """The script that keeps this page on the phone; from here it may look at addresses under /r/ and no others."""
    return Response(assets.body("driver-worker.js"), mimetype="text/javascript")


def found(token: str) -> WaterRound:
    """The round of this link; a link whose time is over is unknown."""
    return telephone.find(token, office.today()) or abort(404)


def answer(held: WaterRound, form: MarkForm | None = None, status: int = 200, **more: object) -> Response:
    """The page; ``form`` is one that came back, with what was typed. ``Expires`` tells the phone when to forget it."""
    until = office.calendar().midnight(held.day + OPEN_AROUND + timedelta(days=1))
    stops = [seen(stop, form if form and form.stop.id == stop.id else None) for stop in held.stops]
    page = render_template(
        "driving/round.html", round=held, stops=_people(held, stops), until=until, back=form,
        turn=next((s for s in stops if s.open), None), marked=sum(1 for s in stops if not s.open),
        running=held.state in _RUNNING, planned=held.state is RoundState.PLANNED, **more,
    )  # fmt: skip
    response = make_response(page, status)
    response.headers["Expires"] = http_date(until)
    return response


def _people(held: WaterRound, stops: list[Seen]) -> list[Seen]:
    """Nobody needs the houses of a round that was called off before it left."""
    return [] if held.state is RoundState.CANCELLED and held.set_out_at is None else stops
