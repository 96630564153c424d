"""Every error page there is: plain words, what to do next, whom to call. They hold even when the database is down."""

import secrets
import traceback

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.domain.workflow import StepRefused
from app.services.filestore import StoreDown
from app.services.intake import NotReady
from app.services.space import Full
from app.services.throttle import TooManyTries
from app.services.tickets import Overtaken
from app.web import context
from app.web.headers import sealed

PAGES = {400, 404, 405, 409, 413, 429, 500, 503}
# What is not yours does not exist: the same page, to the letter, as for an unknown address.
HIDDEN = {401: 404, 403: 404, 410: 404}


def init_app(app: Flask) -> None:
    """Register the handlers; Flask's own log line would quote the address, which may be the key of a case."""
    app.log_exception = lambda exc_info: None  # type: ignore[method-assign]  # noqa: ARG005  (Flask's own name)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(StepRefused, _refused)
    app.register_error_handler(Overtaken, _overtaken)
    app.register_error_handler(NotReady, _not_ready)
    app.register_error_handler(Full, _not_ready)
    app.register_error_handler(TooManyTries, _too_many)
    app.register_error_handler(StoreDown, _store_down)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error
    code = HIDDEN.get(error.code or 500, error.code or 500)
    known = code if code in PAGES else 400 if code < 500 else 500
    if isinstance(error, InternalServerError):
        return _broken(error)
    answer = current_app.make_response((_page(f"errors/{known}.html"), code))
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _expired(_error: CSRFError) -> ResponseReturnValue:
    return _page("errors/expired.html"), 400


def _refused(refusal: StepRefused) -> ResponseReturnValue:
    return _page("errors/409.html", why=str(refusal), event=None), 409


def _overtaken(overtaken: Overtaken) -> ResponseReturnValue:
    return _page("errors/409.html", why="", event=overtaken.event), 409


def _not_ready(_error: Exception) -> ResponseReturnValue:
    return _page("errors/503.html"), 503


def _store_down(_error: StoreDown) -> ResponseReturnValue:
    return _page("errors/files.html"), 503


def _too_many(refusal: TooManyTries) -> ResponseReturnValue:
    return _page("errors/429.html", until=refusal.until), 429


def _broken(error: InternalServerError) -> ResponseReturnValue:
    """Something failed that should not have: its number is on the page, its kind and the way there are in the log.

    Neither its message nor the address is: they may quote what a resident wrote, or open a case.
    """
    number = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    cause = error.original_exception or error
    way = "".join(f"\n  {f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(cause.__traceback__))
    current_app.logger.error("error %s: %s at %s%s", number, type(cause).__name__, request.endpoint, way)
    context.without_database()
    return _page("errors/500.html", number=number), 500


def _page(template: str, **words: object) -> str:
    g.error_page = True
    try:
        return render_template(template, sealed=sealed(), **words)
    except Exception:  # noqa: BLE001  (an error page must not fail because the database that it names the office from did)
        context.without_database()
        return render_template(template, sealed=sealed(), **words)
