"""Before the office is open: staff are led to the set-up, everybody else reads that nothing can be taken in yet."""

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.web import assets, office

SETUP = "setup"
_ALWAYS = {"front.healthz", "front.metrics", "front.readyz", "front.style"}
_STAFF = ("/staff", "/admin", "/management")


def init_app(app: Flask) -> None:
    """Ask at the start of every request."""
    app.before_request(_gate)


def _gate() -> ResponseReturnValue | None:
    if request.blueprint in {SETUP, assets.bp.name} or request.endpoint in _ALWAYS or office.office() is not None:
        return None
    if request.path.startswith(_STAFF):
        return redirect("/setup")
    return render_template("setup/not_open.html"), 503
