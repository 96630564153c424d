"""The numbers of this process and of the installation in the format of Prometheus, for who knows METRICS_TOKEN only."""

import hmac

from flask import Response, abort, current_app, request
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from app.services import vital_signs
from app.web import metering, office


def show() -> Response:
    """All of them; without the token, or where none is set, there is no such page."""
    if not watcher():
        abort(404)
    pages = generate_latest(metering.registry()) + generate_latest(_signs())
    return Response(pages, content_type=CONTENT_TYPE_LATEST)


def watcher() -> bool:
    """Whether whoever asks knows the token; nobody does where none is set."""
    token = current_app.config["METRICS_TOKEN"]
    told = request.authorization.token if request.authorization and request.authorization.type == "bearer" else None
    return bool(token) and hmac.compare_digest((told or "").encode(), token.encode())


def _signs() -> CollectorRegistry:
    registry, gauges = CollectorRegistry(), dict[str, Gauge]()
    for sign in vital_signs.look(office.now()):
        labels = dict(sign.labels)
        if sign.name not in gauges:
            gauges[sign.name] = Gauge(f"khamrong_{sign.name}", sign.meaning, list(labels), registry=registry)
        (gauges[sign.name].labels(**labels) if labels else gauges[sign.name]).set(sign.value)
    return registry
