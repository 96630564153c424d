"""Style, script and fonts under addresses that change with their content, so that a phone fetches each of them once."""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request

from app.web.guards import everyone

SQUEEZED = frozenset({"text/css", "text/javascript", "image/svg+xml"})
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
FOREVER = "public, max-age=31536000, immutable"
FONT_WEIGHTS = (400, 700)
ICON_SIZES = (180, 192, 512)
STATIC = Path(__file__).resolve().parent.parent / "static"
FONT_SOURCE = STATIC.parent / "renderers" / "fonts.py"
_WORDS_FOR_US = re.compile(r"^ *(?://.*|/\*[^*]*\*/)\n|^ +|\n(?=\n)", re.MULTILINE)  # comment lines, indentation
_FONT_IN_CSS = re.compile(r'url\("(fonts/[^"]+)"\)')

bp = Blueprint("assets", __name__)
bp.before_request(everyone)


@dataclass
class Asset:
    """A file as it is sent. ``make`` is called once, when somebody first asks for it."""

    stamp: str
    mimetype: str
    make: Callable[[], bytes]
    lock: Lock = field(default_factory=Lock)
    made: bytes | None = None
    small: bytes | None = None

    def body(self) -> bytes:
        """Return the bytes, made once however many ask at the same moment."""
        with self.lock:
            if self.made is None:
                self.made = self.make()
            return self.made

    def squeezed(self) -> bytes:
        """The bytes as small as they get, which takes a moment: once, not for every phone."""
        whole = self.body()
        with self.lock:
            if self.small is None:
                self.small = brotli.compress(whole, mode=brotli.MODE_TEXT, quality=11)
            return self.small


def init_app(app: Flask) -> None:
    """Know every asset by its stamp and offer ``asset_url`` to the templates."""
    build = Path(app.config["VAR_DIR"]) / "build" / "fonts"
    app.extensions["assets"] = _fonts(build) | _files() | _icons()
    app.register_blueprint(bp)
    app.jinja_env.globals["asset_url"] = asset_url


def asset_url(name: str) -> str:
    """Return the address of an asset; a name that does not exist is a mistake in a template and fails."""
    asset: Asset = current_app.extensions["assets"][name]
    return f"/assets/{asset.stamp}/{name}"


def body(name: str) -> bytes:
    """The bytes of an asset, for an address of another room."""
    asset: Asset = current_app.extensions["assets"][name]
    return asset.body()


@bp.get("/assets/<stamp>/<path:name>")
def send(stamp: str, name: str) -> Response:
    """Send an asset; a page from before an update gets today's file, but does not keep it."""
    asset: Asset | None = current_app.extensions["assets"].get(name)
    if asset is None:
        abort(404)
    if asset.mimetype in SQUEEZED and request.accept_encodings["br"]:
        response = Response(asset.squeezed(), mimetype=asset.mimetype)
        response.headers["Content-Encoding"] = "br"
    else:
        response = Response(asset.body(), mimetype=asset.mimetype)
    if asset.mimetype in SQUEEZED:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER if stamp == asset.stamp else "no-cache"
    return response


def _files() -> dict[str, Asset]:
    found = {}
    for path in sorted(STATIC.iterdir()):
        text = _WORDS_FOR_US.sub("", path.read_text(encoding="utf-8"))
        content = _FONT_IN_CSS.sub(_stamped_font, text).encode()
        found[path.name] = Asset(_stamp(content), TYPES[path.suffix], partial(bytes, content))
    return found


def _fonts(build: Path) -> dict[str, Asset]:
    """Cut from the typeface when first asked for, then kept; with its licence beside it."""
    weights = {
        f"fonts/sarabun-{weight}.woff2": Asset(_recipe(), TYPES[".woff2"], partial(_kept_font, build, weight))
        for weight in FONT_WEIGHTS
    }
    return weights | {"fonts/OFL.txt": Asset(_recipe(), TYPES[".txt"], _licence)}


def _icons() -> dict[str, Asset]:
    """The mark for a telephone's home screen, drawn when first asked for."""
    drawing = (STATIC / "mark.svg").read_text(encoding="utf-8")
    stamp = _stamp(drawing.encode())
    return {f"icon-{size}.png": Asset(stamp, TYPES[".png"], partial(_icon, drawing, size)) for size in ICON_SIZES}


def _icon(drawing: str, size: int) -> bytes:
    from app.renderers import mark  # noqa: PLC0415  (few ask for it)

    return mark.png(drawing, size)


def _kept_font(build: Path, weight: int) -> bytes:
    kept = build / f"sarabun-{weight}.{_recipe()}.woff2"
    if not kept.exists():
        build.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"{kept.name}.{os.getpid()}.draft")
        draft.write_bytes(_cut_font(weight))
        draft.replace(kept)
    return kept.read_bytes()


def _cut_font(weight: int) -> bytes:
    from app.renderers import fonts  # noqa: PLC0415  (the cutting tool takes memory that only the first start needs)

    return fonts.subset_woff2(weight)


def _licence() -> bytes:
    from app.renderers import fonts  # noqa: PLC0415  (see above)

    return fonts.licence().encode()


def _stamped_font(found: re.Match[str]) -> str:
    return f'url("/assets/{_recipe()}/{found[1]}")'


@cache
def _recipe() -> str:
    """Name a font by how it is made: its bytes need not exist yet when a page points to it."""
    return _stamp(FONT_SOURCE.read_bytes() + version("fontpkg-sarabun").encode())


def _stamp(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
