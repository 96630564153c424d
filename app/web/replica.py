"""Which pages read from the replica, where there is one: those that show figures and only look.

A page asks many questions, and cases come in between two of them. Where its figures do not add up for that, they are
counted once more.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, request

from app.domain.statistics import Unbalanced
from app.services import reading

FIGURES = ("management.", "reports.", "published.statistics", "published.data", "published.services")


def init_app(app: Flask) -> None:
    """Stand before the pages; called when all of them are known."""
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith(FIGURES):
            app.view_functions[endpoint] = _reading(view)


def _reading(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def shown(**asked: Any) -> Any:
        if request.method == "POST":
            return view(**asked)
        try:
            return reading.read(lambda: view(**asked))
        except Unbalanced:
            return reading.read_anew(lambda: view(**asked))

    return shown
