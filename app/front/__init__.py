"""The front door: home, service manuals, the privacy notice, and whether the house stands. Takes nothing in."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.front import accessibility, hours, manifest, metrics, offline, security, services, style
from app.services import manuals, readiness
from app.services import services as defined
from app.services.sealed import office as sealed_office
from app.web import office, serving
from app.web.guards import everyone

bp = Blueprint("front", __name__)
bp.before_request(everyone)
bp.add_url_rule("/staff/style", "style", style.show)
bp.add_url_rule("/manifest.webmanifest", "manifest", manifest.show)
bp.add_url_rule("/.well-known/security.txt", "security", security.show)
bp.add_url_rule("/metrics", "metrics", metrics.show)
bp.add_url_rule("/accessibility", "accessibility", accessibility.show)
bp.add_url_rule("/offline/<code>", "offline", offline.show)
services.add_to(bp)


@bp.get("/")
def home() -> str:
    """Three doors, the way back to a case, whom to call, and whether anybody is at the office now."""
    today = office.calendar().local_day(office.now())
    by_service = {manual.service: manual for manual in manuals.all_in_force(today)}
    opening, own = hours.at(office.now(), office.calendar()), defined.open_on(today)
    return render_template(
        "front/home.html", manuals=by_service, hours=opening, services=own, sealed_open=sealed_office.readiness().open
    )


@bp.get("/privacy")
def privacy() -> str:
    """What is kept about people, why, who sees it and for how long."""
    return render_template("front/privacy.html")


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether the process answers; it asks nobody else."""
    return jsonify(ok=True)


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Whether cases can be taken in now; to this machine and to whoever knows METRICS_TOKEN also why."""
    if serving.closing():
        return jsonify(ready=False, closing=True), 503
    state = readiness.look(office.now())
    here = request.remote_addr in {"127.0.0.1", "::1"}  # behind a proxy: the visitor's (TRUSTED_PROXY)
    details = state.details if here or metrics.watcher() else {}
    return jsonify(ready=state.ready, **details), 200 if state.ready else 503
