"""The empty form, drawn once for each language and size of letters: the same for everybody but for its key and token.

Whoever is signed in, is told something, or asks for more than the bare address gets a form drawn for them alone.
"""

from collections.abc import Callable
from functools import partial

from flask import g, request, session
from flask_wtf.csrf import generate_csrf

from app.services import drafts, kept, space
from app.web import letters, office, words

_KEY, _TOKEN = "key-of-this-form", "token-of-this-form"


def page(draw: Callable[[str], str]) -> str:
    """The page of an empty form; ``draw`` draws it for a draft's key, of nothing but rows that are kept."""
    key, token = drafts.new_key(), generate_csrf()
    if request.args or office.signed_in() or "_flashes" in session:
        return draw(key)
    name = ("empty form", request.path, words.language(), letters.large_letters(), space.takes_files())
    found = kept.made(name, partial(_draw, draw, token), office.today())
    return found.replace(_KEY, key).replace(_TOKEN, token)


def _draw(draw: Callable[[str], str], token: str) -> str:
    g.csrf_token = _TOKEN
    try:
        return draw(_KEY)
    finally:
        g.csrf_token = token
