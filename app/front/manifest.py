"""What a telephone asks before it puts the office on its home screen: name, mark, where to begin. It holds no case."""

import json

from flask import Response, abort, g

from app.web import office
from app.web.assets import ICON_SIZES, asset_url

_GROUND, _ACTION = "#e9efef", "#00565b"
_A_DAY = "public, max-age=86400"


def show() -> Response:
    """The manifest, in Thai for all: an icon's name does not change with the page's language."""
    here = office.office()
    if here is None:
        abort(404)
    g.caching = _A_DAY
    icons = [_icon(f"icon-{size}.png", f"{size}x{size}", "image/png") for size in ICON_SIZES]
    known = {
        "name": here.name,
        "short_name": here.short_name,
        "lang": "th",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": _GROUND,
        "theme_color": _ACTION,
        "icons": [_icon("mark.svg", "any", "image/svg+xml"), *icons],
    }
    return Response(json.dumps(known, ensure_ascii=False), mimetype="application/manifest+json")


def _icon(name: str, sizes: str, kind: str) -> dict[str, str]:
    return {"src": asset_url(name), "sizes": sizes, "type": kind}
