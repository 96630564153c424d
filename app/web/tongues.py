"""Words of the office in the language of the page, and Thai said to be Thai where they are written in no other.

A screen reader and a browser's translation read each word by its language, so Thai on a page of another one is marked.
"""

import re
from typing import Any

from flask import Flask, request
from markupsafe import Markup, escape

from app.domain.languages import THAI, Words, pick
from app.web.words import STAFFS_PAGES, language

_THAI_LETTERS = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
_THAI_RUN = re.compile("[\u0e01-\u0e5b](?:[^A-Za-z&]*[\u0e01-\u0e5b])?")
_TAGS = re.compile("(<[^>]*>)")
_MARK = r'<span lang="th">\g<0></span>'


def init_app(app: Flask) -> None:
    """Give templates the filters and the attribute."""
    app.jinja_env.filters.update(tongue=tongue, own=own)
    app.jinja_env.globals.update(lang_of=lang_of, summary_of=summary_of)


def chosen(row: Any, what: str = "name") -> Words:
    """The ``name``, ``hint`` or ``text`` of a row in the reader's language, or in the one that it has."""
    english, malay = getattr(row, f"english_{what}", ""), getattr(row, f"malay_{what}", "")
    return pick(language(), thai=getattr(row, what), english=english or "", malay=malay or "")


def own(row: Any, what: str = "name") -> str:
    """The same for a page: a marked piece of it where the language is another."""
    words = chosen(row, what)
    if words.lang == language() or not words.text:
        return words.text
    return Markup('<span lang="{}">{}</span>').format(words.lang, words.text)


def summary_of(manual: Any) -> Words:
    """A manual in a few words; in Thai its own first lines say them."""
    return pick(language(), thai="", english=manual.english, malay=manual.malay)


def tongue(text: Any) -> Any:
    """What people typed, names and papers of the office: on a page of another language each run of Thai is marked."""
    if not _foreign(str(text)) or 'lang="th"' in str(text):
        return text
    pieces = _TAGS.split(str(escape(text)))
    marked = (piece if piece.startswith("<") else _THAI_RUN.sub(_MARK, piece) for piece in pieces)
    return Markup("".join(marked))  # noqa: S704 - escaped above


def lang_of(words: str | Words) -> str:
    """The attribute for an element that holds nothing else."""
    lang = words.lang if isinstance(words, Words) else THAI if _foreign(words) else language()
    return "" if lang == language() else Markup(' lang="{}"').format(lang)


def _foreign(text: str) -> bool:
    if not request or language() == THAI or request.path.startswith(STAFFS_PAGES):  # officers read Thai
        return False
    return _THAI_LETTERS.search(text) is not None
