"""Borders of the villages, from a map of the office's own: saved all together, or taken away."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.domain.geojson import Feature, matched
from app.services import audit
from app.services.actors import Actor
from app.services.administration import villages
from app.services.transaction import transaction


def names() -> dict[int, str]:
    """The villages that shapes can be matched to."""
    return {village.number: village.name for village in villages.every() if village.active}


def found(features: Iterable[Feature], name: str) -> dict[int, list[Any]]:
    """The rings of each village that was found under ``name``; several shapes of one village are one border."""
    shapes, rings = list(features), dict[int, list[Any]]()
    for feature, number in zip(shapes, matched(shapes, name, names()), strict=True):
        if number is not None:
            rings.setdefault(number, []).extend(feature.rings)
    return rings


def save(rings: Mapping[int, list[Any]], *, by: Actor, now: datetime) -> None:
    """These borders and no others; an empty mapping takes all away. The trail says which villages, not where."""
    with transaction():
        for village in villages.every():
            village.outline = rings.get(village.number, [])
        action = "village_map_saved" if rings else "village_map_removed"
        audit.record(action, "", by=by, now=now, villages=sorted(rings))
