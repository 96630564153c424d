"""The driver's telephone: one round behind its own link, on a bad line. Nobody signs in, and it leads nowhere else.

Forms carry no token against forgery: nothing that a browser sends by itself opens this door, only the address does, and
a page that was opened yesterday must still be able to send what happened today.
"""

from flask import Blueprint, Response

from app.driving import marking, page
from app.extensions import csrf
from app.web import guards
from app.web.headers import CONTENT_SECURITY_POLICY

bp = Blueprint("driving", __name__)
bp.before_request(guards.everyone)
csrf.exempt(bp)

for room in (page, marking):
    room.add_to(bp)


@bp.after_request
def keep_to_yourself(response: Response) -> Response:
    """The address is the key; a worker of our own may run beside the page, so that it opens without a line."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; worker-src 'self'"
    return response
