"""Who may enter. Every blueprint names one guard, so no view can forget it; what is not yours does not exist."""

from collections.abc import Callable
from typing import NoReturn

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.domain.workflow import Role
from app.models import Staff
from app.web import comeback, office, working_day

Guard = Callable[[], ResponseReturnValue | None]
CHOOSING = "account.first_password"  # all that opens to whoever was handed their password
DESK = (Role.INTAKE, Role.OFFICER, Role.MANAGEMENT)


def everyone() -> None:
    """The public side."""


def staff_only(*roles: Role) -> Guard:
    """Signed-in staff with one of these roles (none named: all staff); others get the page of an unknown address."""

    def guard() -> ResponseReturnValue | None:
        if office.signed_in() is None and request.method == "POST" and (page := comeback.ask()):
            return page
        member = office.signed_in()
        if member is None:
            return redirect(url_for("accounts.sign_in", next=_wanted()))
        if member.must_change and request.endpoint != CHOOSING:
            return redirect(url_for(CHOOSING, next=_wanted() if request.method == "GET" else None))
        if roles and not member.roles & frozenset(roles):
            _refused(member)
        working_day.at_work(office.now())
        return _unread()

    guard.roles = frozenset(roles)  # type: ignore[attr-defined]
    return guard


def _refused(member: Staff) -> NoReturn:
    """The page of an unknown address; the log names who tried which room, but for the sealed one."""
    if request.blueprint != "sealed":
        current_app.logger.warning("refused: staff %s at %s", member.id, request.endpoint)
    raise NotFound


def ask_password() -> None:
    """Come back only when whoever sent this form has typed their own password with it: before every dangerous act."""
    if page := comeback.confirm(office.member()):
        abort(current_app.make_response(page))


def _wanted() -> str:
    return request.full_path.rstrip("?")


def _unread() -> ResponseReturnValue | None:
    """Nobody reads what a browser asks for on the chance, nor a head alone: neither is a look at a case, nor a read."""
    if request.method == "HEAD":
        return ""
    ahead = request.headers.get("Sec-Purpose") or request.headers.get("Purpose") or ""
    return ("", 503, {"Cache-Control": "no-store"}) if "prefetch" in ahead or "prerender" in ahead else None


def nothing_here(_error: Exception) -> ResponseReturnValue:
    """The page of an unknown address, for what ceased to be theirs a moment ago."""
    return current_app.handle_http_exception(NotFound())
