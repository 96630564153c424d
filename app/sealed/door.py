"""Opening and keeping open: the cookie whose token unwraps an officer's key, and who is sent where without it."""

from flask import Response, after_this_request, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from wtforms import Field

from app.models import Staff
from app.sealed.key_forms import UnlockAgainForm
from app.services import audit
from app.services.sealed import casework, keys, limits, officers, sessions
from app.services.sealed.passphrases import WrongSecret
from app.services.sealed.sessions import Door
from app.services.sealed.story import Opened
from app.web import office

COOKIE = "sealed"
PATH = "/staff/sealed/"
WANTED = "sealed_wanted"
_WITHOUT_KEY = {
    f"sealed.{name}" for name in ("enrol", "stolen", "unlock", "recover", "put_away", "lock", "nothing_here")
}
_OWN = {"csrf_token", "unlock_passphrase", "unlock_files"}  # fields of the form that asks on the spot


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
            moved=officers.has_moved(officer),
        )
    g.sealed_door = sessions.enter(request.cookies.get(COOKIE, ""), member, now=office.now())
    if g.sealed_door is None:
        return _ask_here(member) if request.method == "POST" else _ask_first()
    return None


def try_passphrase(member: Staff, field: Field) -> tuple[str, int]:
    """The token that a typed passphrase is worth, or "" with the reason beside the field; the answer's status."""
    try:
        return sessions.unlock(member, field.data or "", now=office.now()), 200
    except WrongSecret:
        words, status = gettext("วลีลับไม่ถูกต้อง"), 200
    except limits.TooMany:
        words, status = gettext("ลองผิดหลายครั้งเกินไป ลองใหม่ในอีก 15 นาที"), 429
    except keys.Busy:
        words, status = gettext("มีคนเปิดพร้อมกันหลายคน ลองอีกครั้ง"), 503
    field.errors = [words]
    return "", status


def _ask_first() -> ResponseReturnValue:
    """The page that was asked for is remembered in the visitor's own session, not in an address."""
    if request.endpoint != "sealed.file":
        session[WANTED] = request.path
    return redirect(url_for("sealed.unlock"))


def _ask_here(member: Staff) -> ResponseReturnValue | None:
    """The door shut while somebody typed: the passphrase on the spot, with everything typed, and on it goes."""
    form, status = UnlockAgainForm(), 200
    if "unlock_passphrase" in request.form and form.validate():
        token, status = try_passphrase(member, form.unlock_passphrase)
        g.sealed_door = sessions.enter(token, member, now=office.now()) if token else None
        if g.sealed_door:
            after_this_request(lambda answer: hand_over(answer, token))
            return None
    elif "unlock_passphrase" not in request.form:
        form = UnlockAgainForm(formdata=None)
    chosen = {name for name, file in request.files.items(multi=True) if file.filename}
    page = render_template(
        "sealed/unlock.html",
        form=form,
        sample=officers.is_sample(),
        carried=[(name, value) for name, value in request.form.items(multi=True) if name not in _OWN],
        files=sorted(chosen | set(request.form.getlist("unlock_files"))),
    )
    return page, status


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
