"""Browsers in which somebody has signed in before: strangers who guess their password do not close it for them here.

A signed cookie names the browser and, as hashes, who is known in it; another password or second step makes all of
that person's browsers strangers again. It opens nothing: its tries are only counted for themselves. It is sent to the
places of staff alone: no page of residents, and none where corruption is reported, is asked for under a lasting name.
"""

import secrets

from flask import Response, after_this_request, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from app.models import Staff
from app.services import staff, throttle

COOKIE = "browser"
PLACES = ("/staff", "/admin", "/management")  # where a password is asked for
_MOST = 8  # people at one counter
_LIVES = 366 * 24 * 3600


def name_for(username: str) -> str:
    """This browser's name if that person is known in it; else nothing."""
    member = staff.by_username(username)
    name, known = _read()
    return name if member and _mark(member) in known else ""


def remember(member: Staff) -> None:
    """They have shown here who they are."""
    name, known = _read()
    mark = _mark(member)
    kept = [name or secrets.token_urlsafe(16), [*(one for one in known if one != mark), mark][-_MOST:]]

    if "known_browser" not in g:
        after_this_request(_told)
    g.known_browser = _signer().dumps(kept)


def _told(answer: Response) -> Response:
    secure = request.is_secure
    for place in PLACES:
        answer.set_cookie(
            COOKIE, g.known_browser, max_age=_LIVES, path=place, httponly=True, samesite="Strict", secure=secure
        )
    return answer


def _read() -> tuple[str, list[str]]:
    try:
        name, known = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return "", []
    return name, known


def _mark(member: Staff) -> str:
    return throttle.key("known browser", f"{member.id} {member.session_version}")[:16]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")
