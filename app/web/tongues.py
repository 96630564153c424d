"""Words of the office in the language of the page, and Thai said to be Thai where they are written in no other.

A screen reader and a browser's translation read each word by its language, so Thai on a page of another one is marked.
"""

import re
from typing import Any

from flask import Flask, request
from flask_babel import gettext
from markupsafe import Markup, escape

from app.domain.languages import THAI, Words, pick
from app.web.words import language

_THAI_LETTERS = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")


def init_app(app: Flask) -> None:
    """Give templates the filters and the attribute."""
    app.jinja_env.filters.update(tongue=tongue, own=own)
    app.jinja_env.globals["lang_of"] = lang_of


def chosen(row: Any, what: str = "name") -> Words:
    """The ``name``, ``hint`` or ``text`` of a row in the reader's language, or in the one that it has."""
    english, malay = getattr(row, f"english_{what}", ""), getattr(row, f"malay_{what}", "")
    return pick(language(), thai=getattr(row, what), english=english or "", malay=malay or "")


def own(row: Any, what: str = "name") -> str:
    """The same for a page: a marked piece of it where the language is another."""
    words = chosen(row, what)
    marked = Markup('<span lang="{}">{}</span>').format(words.lang, words.text)
    return words.text if words.lang == language() or not words.text else marked


def tongue(text: Any) -> Any:
    """What people typed, names and papers of the office: marked where it is Thai and the page is not."""
    if not _foreign(str(text)):
        return text
    return Markup('<span lang="th">{}</span>').format(text)


def lang_of(*texts: object) -> str:
    """The attribute for an element that holds nothing else."""
    return Markup(' lang="th"') if any(_foreign(str(text)) for text in texts) else ""


def filled(words: str, **gaps: Any) -> Markup:
    """A sentence (a Thai msgid) whose gaps may hold Thai names."""
    return Markup(escape(gettext(words))) % {name: tongue(value) for name, value in gaps.items()}  # noqa: S704 - escaped


def _foreign(text: str) -> bool:
    return bool(request) and language() != THAI and _THAI_LETTERS.search(text) is not None
