"""The page that a phone keeps for when there is no line; the words of the script that keeps drafts stand on it too."""

from flask import abort, g, render_template

from app.domain.languages import LANGUAGES

_A_DAY = "private, max-age=86400"


def show(code: str) -> str:
    """The same for everybody who reads this language, so a phone may keep it."""
    if code not in LANGUAGES:
        abort(404)
    g.lang, g.caching = code, _A_DAY
    return render_template("front/offline.html")
