"""What every answer says to the browser: run only our own files, keep nothing personal, tell no other site."""

from flask import Flask, Response, current_app, g, request

from app.extensions import compress
from app.web import assets, seams

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# A style sheet or a font is no page: what guards pages would only make it heavier.
HEADERS_OF_ASSETS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
HSTS = "max-age=31536000"
# The sealed channel, from both sides: its addresses go nowhere, and its pages are not compressed but for what is the
# same for everybody, because the length of a compressed page tells something about the secret that stands in it.
SEALED = ("/corruption", "/staff/sealed")
SAME_FOR_ALL = "/corruption/"  # the introduction, the same for everybody


def init_app(app: Flask) -> None:
    """Add the headers to every answer and compress what has no secret in it."""
    app.config["COMPRESS_MIMETYPES"] = [
        "text/html", "text/css", "text/javascript", "image/svg+xml", "application/json", "application/atom+xml",
    ]  # fmt: skip
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 5
    app.config["COMPRESS_REGISTER"] = False
    # Pages of the sealed channel send no referrer, so Flask-WTF must not ask for one; the token itself is checked.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    compress.init_app(app)
    seams.init_app(app)
    app.after_request(_add)


def sealed() -> bool:
    """Whether this request is for the corruption channel."""
    return request.path.startswith(SEALED)


def hold_secret() -> None:
    """This answer shows a secret at an address of another room: it is not compressed either."""
    g.holds_secret = True


def _add(response: Response) -> Response:
    asset = request.blueprint == assets.bp.name and response.status_code == 200
    for name, value in (HEADERS_OF_ASSETS if asset else HEADERS).items():
        response.headers.setdefault(name, value)
    if not asset:
        response.headers.setdefault("Referrer-Policy", "no-referrer" if sealed() else "same-origin")
        response.headers["Cache-Control"] = g.get("caching", "no-store")  # open data may be kept
    if current_app.config["ONION_URL"] and request.path == SAME_FOR_ALL:  # Tor Browser offers to go there
        response.headers["Onion-Location"] = current_app.config["ONION_URL"] + SAME_FOR_ALL
    if request.is_secure or current_app.config["PREFERRED_URL_SCHEME"] == "https":
        response.headers["Strict-Transport-Security"] = HSTS
    plain = g.get("holds_secret") or (sealed() and request.path != SAME_FOR_ALL)
    return seams.press(response) if plain else _compressed(response)


def _compressed(response: Response) -> Response:
    """Flask-Compress passes over what is not a success; a form with its errors is a page like others."""
    code, response.status_code = response.status_code, 200
    response = compress.after_request(response)
    response.status_code = code
    return response
