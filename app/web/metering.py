"""How many pages were asked for and how long they took, by room, for whoever watches the machine. Nothing by person.

The corruption channel is not counted at all: even how often its pages are opened is nobody's business.
"""

from time import perf_counter

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Histogram

from app.web import assets
from app.web.headers import sealed

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")  # anybody may invent another, and each would be counted for ever
_NAME = "metering"


def init_app(app: Flask) -> None:
    """Begin to count, each process for itself."""
    registry = CollectorRegistry()
    seconds = Histogram(
        "khamrong_request_seconds", "Time to make an answer", ("room", "method", "status"), buckets=_BUCKETS,
        registry=registry,
    )  # fmt: skip
    app.extensions[_NAME] = (registry, seconds)
    app.before_request(_begin)
    app.after_request(_end)


def registry() -> CollectorRegistry:
    """What this process has counted."""
    found: CollectorRegistry = current_app.extensions[_NAME][0]
    return found


def _begin() -> None:
    g.began = perf_counter()


def _end(response: Response) -> Response:
    room = request.blueprint or "nowhere"
    if not sealed() and room != assets.bp.name and "began" in g:
        status = f"{response.status_code // 100}xx"
        _, seconds = current_app.extensions[_NAME]
        method = request.method if request.method in _METHODS else "other"
        seconds.labels(room, method, status).observe(perf_counter() - g.began)
    return response
