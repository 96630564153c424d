"""Opening and keeping open: the cookie whose token unwraps an officer's key, and who is sent where without it."""

from flask import Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.services import audit
from app.services.sealed import casework, keys, officers, sessions
from app.services.sealed.sessions import Door
from app.services.sealed.story import Opened
from app.web import office

COOKIE = "sealed"
PATH = "/staff/sealed/"
_WITHOUT_KEY = {"sealed.enrol", "sealed.unlock", "sealed.recover", "sealed.lock", "sealed.nothing_here"}


def require_open() -> ResponseReturnValue | None:
    """Nobody goes further without an unlocked key; the page says which of the three steps is missing."""
    if request.endpoint in _WITHOUT_KEY:
        return None
    member = office.member()
    officer = officers.of(member)
    if officer is None:
        return redirect(url_for("sealed.enrol"))
    if not officers.is_trusted(officer):
        return render_template(
            "sealed/waiting.html",
            officer=officer,
            fingerprint=officers.fingerprint(officer.public_key),
            second_step=officers.has_second_step(member),
        )
    g.sealed_door = sessions.enter(request.cookies.get(COOKIE, ""), member, now=office.now())
    return None if g.sealed_door else redirect(url_for("sealed.unlock"))


def here() -> Door:
    """The unlocked officer of this request."""
    found: Door = g.sealed_door
    return found


def opened(case_id: str) -> Opened:
    """The report of this address; what is not theirs does not exist."""
    found = casework.find(here(), case_id, now=office.now())
    if found is None:
        raise NotFound
    return found


def hand_over(answer: Response, token: str) -> Response:
    """Give the browser its token."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(COOKIE, token, path=PATH, httponly=True, samesite="Strict", secure=secure)
    return answer


def take_back(answer: Response) -> Response:
    """Take the token from the browser, and what it may have kept of the pages."""
    answer.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="Strict")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def broken(_error: keys.Tampered) -> ResponseReturnValue:
    """A row was changed behind our back: nothing of it is shown."""
    audit.record("sealed.tampered", "sealed", by=office.actor(), now=office.now())
    return render_template("sealed/broken.html"), 500


def nothing_here(unknown: str = "") -> ResponseReturnValue:
    """Every other address below this one."""
    raise NotFound(unknown)
