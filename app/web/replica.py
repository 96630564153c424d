"""Which pages read from the replica, where there is one: those that show figures and only look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, request

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
        return view(**asked) if request.method == "POST" else reading.read(lambda: view(**asked))

    return shown
