"""How well everybody can use these pages: what is kept to, how that was tried, what is not good yet, whom to tell."""

from datetime import date

from flask import render_template

CHECKED = date(2026, 11, 23)  # the last day on which benchmarks/axe.py and the keyboard went through every page


def show() -> str:
    """The statement; it is for everybody and knows nobody."""
    return render_template("front/accessibility.html", checked=CHECKED)
