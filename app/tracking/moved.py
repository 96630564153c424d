"""Behind the link of a case that was moved: its new code, until it was written down. Then the link is unknown."""

from typing import NoReturn

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from app.domain.sealed import groups
from app.services import residents
from app.services.sealed import keys, pickups
from app.services.sealed.pickups import Waiting
from app.tracking.forms import NotedForm
from app.web import headers


def add_to(bp: Blueprint) -> None:
    """Open the page's one act; the page itself is at the link of the case."""
    bp.add_url_rule("/t/<token>/noted", "noted", noted, methods=["GET", "POST"])


def page(token: str) -> ResponseReturnValue:
    """The code, and what became of the case; 404 where none waits."""
    waiting = _find(token) or abort(404)
    return _page(waiting, NotedForm(waiting.code, formdata=None))


def noted(token: str) -> ResponseReturnValue:
    """The code is on paper: it waits no longer, and from here on it opens the case by itself."""
    if request.method == "GET":  # the page with an error, looked at again or in another language
        return redirect(url_for("tracking.case", token=token))
    waiting = _find(token) or abort(404)
    form = NotedForm(waiting.code)
    if not form.validate():
        return _page(waiting, form), 422
    pickups.take(waiting)
    return redirect("/corruption/#back", 303)


def gone(token: str) -> NoReturn:
    """A page of the case was still open when it was moved: on to what waits at its link."""
    waiting = _find(token)
    abort(redirect(url_for("tracking.case", token=token), 303) if waiting else 404)


def _find(token: str) -> Waiting | None:
    try:
        return residents.moved(token)
    except keys.Busy as busy:
        raise ServiceUnavailable from busy


def _page(waiting: Waiting, form: NotedForm) -> str:
    headers.hold_secret()
    return render_template(
        "tracking/moved.html", waiting=waiting, groups=groups(waiting.code), form=form, token=waiting.token
    )
