"""The drawing of the villages, for residents to choose from and for officers to see a point on; nothing is fetched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain import outlines
from app.domain.outlines import Rings
from app.domain.places import Position
from app.models import Village
from app.services import office
from app.web.villages import village_name


@dataclass(frozen=True, slots=True)
class Place:
    """A village on the drawing: where its number stands, and what follows when it is pressed."""

    number: int
    name: str
    path: str
    x: float
    y: float
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What ``components/village_map.html`` draws. ``spot``: a point on it."""

    width: int
    height: int
    places: tuple[Place, ...]
    spot: tuple[float, float] | None


def borders() -> Mapping[int, Rings]:
    """The borders of the villages in use; empty without a map."""
    return {village.number: village.outline for village in office.villages() if village.outline}


def village_at(position: Position | None) -> Village | None:
    """The village in which a point lies, as far as the map knows."""
    number = outlines.village_at(borders(), position) if position else None
    return next((village for village in office.villages() if village.number == number), None)


def sheet(
    rings: Mapping[int, Rings], *, to: Callable[[int], str] | None = None, chosen: int = 0,
    spot: Position | None = None,
) -> Sheet | None:
    """All villages with a border; None without a map. ``to`` gives each an address."""  # fmt: skip
    drawn = outlines.drawing(rings)
    if drawn is None:
        return None
    known = {village.number: village_name(village) for village in office.villages()}
    places = tuple(
        Place(n, known.get(n, ""), s.path, s.x, s.y, to(n) if to else "", n == chosen) for n, s in drawn.shapes.items()
    )
    return Sheet(drawn.width, drawn.height, places, drawn.at(spot) if spot else None)
