"""Where residents follow a case. Whoever holds the link or the code is the resident; nobody signs in."""

from flask import Blueprint, Response

from app.extensions import csrf
from app.tracking import case, find, followed, moved
from app.web import guards

bp = Blueprint("tracking", __name__)
bp.before_request(guards.everyone)
csrf.exempt(bp)  # its forms check their own tokens, so that an old one costs nobody their words

for room in (find, case, followed, moved):
    room.add_to(bp)


@bp.after_request
def tell_no_other_site(response: Response) -> Response:
    """The address of a case is its key."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
