"""Thai first: which language a page speaks, and its catalogue. The browser's own preference is never asked."""

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, g, request

from app.extensions import babel

LANGUAGES: Mapping[str, str] = {"th": "ไทย", "en": "English"}
THAI = "th"
COOKIE = "lang"
A_YEAR = 365 * 24 * 3600
SOURCES = Path(__file__).resolve().parent.parent / "translations"
# The sealed channel's pages leave no trace on the phone: no cookie, the language stays in the address.
WITHOUT_COOKIE = "/corruption"


def init_app(app: Flask) -> None:
    """Compile the catalogues that are stale, then let every request choose its language."""
    folder = Path(app.config["VAR_DIR"]) / "build" / "translations"
    for source in SOURCES.glob("*/LC_MESSAGES/messages.po"):
        _compile(source, folder / source.relative_to(SOURCES).with_suffix(".mo"))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    babel.init_app(app, locale_selector=language, default_locale=THAI, default_timezone="Asia/Bangkok")
    app.url_defaults(_keep_in_address)
    app.after_request(_remember)


def language() -> str:
    """The language of this page: asked for in the address, else remembered, else Thai."""
    chosen: str | None = g.get("lang")
    if chosen is None:
        asked = request.args.get(COOKIE, "")
        kept = request.cookies.get(COOKIE, "")
        chosen = next((code for code in (asked, kept) if code in LANGUAGES), THAI)
        g.lang = chosen
    return chosen


def lang_url(code: str) -> str:
    """This very page in another language, query and all."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != COOKIE]
    return f"{quote(request.path)}?{urlencode([*query, (COOKIE, code)])}"


def _remember(response: Response) -> Response:
    asked = request.args.get(COOKIE, "")
    if asked in LANGUAGES and not request.path.startswith(WITHOUT_COOKIE):
        response.set_cookie(COOKIE, asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def _keep_in_address(endpoint: str, values: dict[str, object]) -> None:
    if not request or not request.path.startswith(WITHOUT_COOKIE):
        return
    asked = request.args.get(COOKIE, "")
    if asked in LANGUAGES and endpoint.partition(".")[0] == request.blueprint:
        values.setdefault(COOKIE, asked)


def _compile(source: Path, target: Path) -> None:
    changed = source.stat().st_mtime_ns
    if target.exists() and target.stat().st_mtime_ns >= changed:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_bytes(_catalogue(source, changed))
    draft.replace(target)


@lru_cache(maxsize=8)
def _catalogue(source: Path, _changed: int) -> bytes:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
