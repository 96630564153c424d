"""Thai first: which language a page speaks, and its catalogue. The browser's own preference is never asked.

Residents choose among all languages; the pages of the staff are in Thai and English. On a page with a form the switch
is a button of that form (``switching``): the page comes back in the other language with everything that was typed.
"""

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlencode

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, current_app, g, request
from flask_babel import Domain
from markupsafe import Markup

from app.domain.languages import ENGLISH, LANGUAGES, MALAY, THAI
from app.extensions import babel

COOKIE = "lang"
SWITCH = "switch"
# The desk, its rooms and the drivers' telephone: no language there is only for residents.
STAFFS_PAGES = ("/staff", "/management", "/admin", "/setup", "/r/")
_RESIDENTS_ONLY = {MALAY}
# A right-to-left language in which every sentence stands for itself; only where the configuration asks for it.
PSEUDO = "ar"
A_YEAR = 365 * 24 * 3600
SOURCES = Path(__file__).resolve().parent.parent / "translations"
# The sealed channel's pages leave no trace on the phone: no cookie, the language stays in the address.
WITHOUT_COOKIE = "/corruption"


def init_app(app: Flask) -> None:
    """Compile the catalogues that are stale, then let every request choose its language."""
    folder = Path(app.config["VAR_DIR"]) / "build" / "translations"
    for source in SOURCES.glob("*/LC_MESSAGES/messages.po"):
        _compile(source, folder / source.relative_to(SOURCES).with_suffix(".mo"))
    if app.config.get("PSEUDO_LANGUAGE"):
        _compile(SOURCES / ENGLISH / "LC_MESSAGES/messages.po", folder / PSEUDO / "LC_MESSAGES/messages.mo", _mirrored)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    babel.init_app(app, locale_selector=language, default_locale=THAI, default_timezone="Asia/Bangkok")
    babel.domain_instance = Spoken()
    app.jinja_env.globals.update(_=said, gettext=said)
    app.url_defaults(_keep_in_address)
    app.after_request(_remember)


class Spoken(Domain):
    """The catalogue of the page's language, found out once a request and anew while a letter is written."""

    def get_translations(self) -> NullTranslations:
        """What flask-babel finds, remembered: a page asks for some eighty sentences."""
        here = g._get_current_object() if g else None  # once: each look at ``g`` itself searches for the request
        locale = getattr(getattr(here, "_flask_babel", None), "babel_locale", None)
        known: tuple[object, NullTranslations] | None = getattr(here, "spoken", None)
        if locale is None or known is None or known[0] is not locale:
            known = locale, super().get_translations()
            if here is not None and locale is not None:
                here.spoken = known
        return known[1]


def said(sentence: str, **gaps: object) -> Markup:
    """The sentence in the language of the page, for templates: Jinja's own way there has more turns."""
    words = Markup(babel.domain_instance.get_translations().gettext(sentence))  # noqa: S704 - our own words
    return words % gaps if "%" in words else words


def language() -> str:
    """The language of this page: asked for in the address, else remembered, else Thai."""
    chosen: str | None = g.get("lang")
    if chosen is None:
        asked = request.args.get(COOKIE, "")
        kept = request.cookies.get(COOKIE, "")
        chosen = next((code for code in (asked, kept) if code in offered()), THAI)
        g.lang = chosen
    return chosen


def offered() -> Mapping[str, str]:
    """The languages of this page by their own names."""
    if request.path.startswith(STAFFS_PAGES):
        here = {code: name for code, name in LANGUAGES.items() if code not in _RESIDENTS_ONLY}
    else:
        here = dict(LANGUAGES)
    return {**here, PSEUDO: PSEUDO} if current_app.config.get("PSEUDO_LANGUAGE") else here


def direction(code: str) -> str:
    """Which way a language is written: ltr or rtl."""
    return str(Locale.parse(code).text_direction)


def lang_url(code: str, address: str = "") -> str:
    """This very page, or the one that reads its form, in another language, query and all."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != COOKIE]
    here = address.partition("?")[0] or request.path
    return f"{quote(here)}?{urlencode([*query, (COOKIE, code)])}"


def switching() -> bool:
    """Whether a form was only sent to be seen in another language: nothing is wrong with it and nothing is done."""
    return request.method == "POST" and SWITCH in request.form


def _remember(response: Response) -> Response:
    asked = request.args.get(COOKIE, "")
    if asked in offered() and not request.path.startswith(WITHOUT_COOKIE):
        response.set_cookie(COOKIE, asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return response


def _keep_in_address(endpoint: str, values: dict[str, object]) -> None:
    if not request or not request.path.startswith(WITHOUT_COOKIE):
        return
    asked = request.args.get(COOKIE, "")
    if asked in offered() and endpoint.partition(".")[0] == request.blueprint:
        values.setdefault(COOKIE, asked)


def _compile(source: Path, target: Path, change: Callable[[Catalog], None] | None = None) -> None:
    changed = source.stat().st_mtime_ns
    if target.exists() and target.stat().st_mtime_ns == changed:  # a newer program may bring files of an older date
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.write_bytes(_catalogue(source, changed, change))
    os.utime(draft, ns=(changed, changed))
    draft.replace(target)


@lru_cache(maxsize=8)
def _catalogue(source: Path, _changed: int, change: Callable[[Catalog], None] | None) -> bytes:
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    if change:
        change(catalogue)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def _mirrored(catalogue: Catalog) -> None:
    """Every sentence between marks, so that one without them is known to be untranslated; one form for all numbers."""
    catalogue.locale, catalogue.fuzzy = Locale.parse(PSEUDO), False
    for message in catalogue:
        if message.id:
            first = message.string[-1] if isinstance(message.string, tuple | list) else message.string
            framed = f"⟦{first}⟧"
            message.string = (framed,) * catalogue.num_plurals if message.pluralizable else framed
