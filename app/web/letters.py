"""Larger letters for who asks for them, kept like the language; in the corruption channel by the address alone."""

from urllib.parse import quote, urlencode

from flask import Flask, Response, request

from app.web.words import A_YEAR, WITHOUT_COOKIE

COOKIE = "letters"
LARGE, USUAL = "large", "usual"


def init_app(app: Flask) -> None:
    """Offer ``large_letters()`` and ``letters_url()`` to the templates."""
    app.jinja_env.globals.update(large_letters=large_letters, letters_url=letters_url)
    app.url_defaults(_keep_in_address)
    app.after_request(_remember)


def large_letters() -> bool:
    """Asked for in the address, else remembered."""
    return (_asked() or request.cookies.get(COOKIE)) == LARGE


def letters_url(address: str = "") -> str:
    """This very page, or the one that reads its form, with the other size of letters."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != COOKIE]
    other = USUAL if large_letters() else LARGE
    here = address.partition("?")[0] or request.path
    return f"{quote(here)}?{urlencode([*query, (COOKIE, other)])}"


def _asked() -> str:
    asked = request.args.get(COOKIE, "")
    return asked if asked in {LARGE, USUAL} else ""


def _remember(response: Response) -> Response:
    if _asked() and not request.path.startswith(WITHOUT_COOKIE):
        response.set_cookie(COOKIE, _asked(), max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def _keep_in_address(endpoint: str, values: dict[str, object]) -> None:
    here = request and request.path.startswith(WITHOUT_COOKIE)
    if here and _asked() and endpoint.partition(".")[0] == request.blueprint:
        values.setdefault(COOKIE, _asked())
