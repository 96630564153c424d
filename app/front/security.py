"""Whom to tell of a weakness (RFC 9116): the office itself. Without an address or a telephone there is no such page."""

from datetime import timedelta

from flask import Response, abort, current_app

from app.web import office

_GOOD_FOR = timedelta(days=180)


def show() -> Response:
    """Good for half a year from the day it is asked for."""
    here = office.office()
    contact = (f"mailto:{here.email}" if here.email else f"tel:+66{here.phone.lstrip('0')}") if here else ""
    if here is None or not (here.email or here.phone):
        abort(404)
    lines = {
        "Contact": contact,
        "Expires": (office.now() + _GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "th, en",
        "Canonical": f"{current_app.config['PUBLIC_URL']}/.well-known/security.txt",
    }
    text = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return Response(text, mimetype="text/plain")
