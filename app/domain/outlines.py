"""Borders of villages: which one holds a point, fewer points for the same shape, and a drawing of all of them.

A border is rings of [longitude, latitude]; a ring inside another is a hole. Nothing here asks a map service.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.places import Position

Ring = Sequence[Sequence[float]]
Rings = Sequence[Ring]

MOST_POINTS = 60
_LOOKED_AT = 500  # corners of one ring: a border drawn to tire us takes time with their square
_FINEST = 0.00003  # three metres, in degrees
_MOST_RINGS, _SMALLEST = 5, 0.02  # the main part with its holes and islands, none under two hundredths of it
_LEAST = 4  # corners of the smallest ring: three, and the first again


@dataclass(frozen=True, slots=True)
class Shape:
    """A village on the drawing: its path, and where its number stands."""

    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of them on one sheet, north above. ``east`` is how many units a degree of longitude takes."""

    width: int
    height: int
    shapes: Mapping[int, Shape]
    west: float
    north: float
    east: float
    south: float

    def at(self, position: Position) -> tuple[float, float] | None:
        """Where a point lies on the sheet; None beside it."""
        x, y = _project(self, position.longitude, position.latitude)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None


def holds(rings: Rings, position: Position) -> bool:
    """Whether a point lies within a border, by the even-odd rule."""
    return sum(_crossings(ring, position) for ring in rings) % 2 == 1


def village_at(outlines: Mapping[int, Rings], position: Position) -> int | None:
    """The number of the village that holds a point; None when none does or borders overlap there."""
    found = [number for number, rings in outlines.items() if holds(rings, position)]
    return found[0] if len(found) == 1 else None


def _crossings(ring: Ring, position: Position) -> int:
    x, y, count = position.longitude, position.latitude, 0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            count += 1
    return count


def simplified(rings: Rings, most: int = MOST_POINTS) -> list[list[list[float]]]:
    """The same border with at most so many corners (Douglas and Peucker, coarser until they are few enough).

    Small islands and rings that shrink to a line go; the largest always stays.
    """
    large = sorted(rings, key=_area, reverse=True)
    ordered: list[Ring] = [
        _thinned(ring) for ring in large[:_MOST_RINGS] if _area(ring) >= _SMALLEST * _area(large[0])
    ]  # fmt: skip
    tolerance = _FINEST
    while True:
        fewer: list[Ring] = [_fewer(ring, tolerance) for ring in ordered]
        kept = [ring for number, ring in enumerate(fewer) if len(ring) >= _LEAST or number == 0]
        if sum(map(len, kept)) <= most:
            return [[[round(x, 5), round(y, 5)] for x, y in ring] for ring in kept]
        ordered, tolerance = fewer, tolerance * 1.5


def _thinned(ring: Ring) -> Ring:
    """Every so-many-th corner of a ring that is far finer than we draw; both its ends."""
    step = -(-len(ring) // _LOOKED_AT)
    return [*ring[:-1:step], ring[-1]]


def _fewer(ring: Ring, tolerance: float) -> list[Sequence[float]]:
    """Cut at the corner farthest from the first, so that a closed line has two ends; a triangle at least remains."""
    closed = [*ring, ring[0]] if list(ring[0]) != list(ring[-1]) else list(ring)
    far = max(range(len(closed)), key=lambda n: math.dist(closed[0], closed[n]))
    half = [*_line(closed[: far + 1], tolerance)[:-1], *_line(closed[far:], tolerance)]
    if len(half) >= _LEAST or len(closed) < _LEAST:
        return half
    return [closed[0], closed[far // 2], closed[far], closed[0]] if far > 1 else closed[:3] + closed[:1]


def _line(points: Ring, tolerance: float) -> list[Sequence[float]]:
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        worst = max(between, key=lambda n: _off(points[n], points[first], points[last]), default=first)
        if worst != first and _off(points[worst], points[first], points[last]) > tolerance:
            keep.add(worst)
            waiting += [(first, worst), (worst, last)]
    return [points[n] for n in sorted(keep)]


def _off(point: Sequence[float], one: Sequence[float], other: Sequence[float]) -> float:
    """How far a point lies from the line between two others."""
    length = math.dist(one, other)
    if length == 0:
        return math.dist(point, one)
    (x, y), (x1, y1), (x2, y2) = point, one, other
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2


def drawing(outlines: Mapping[int, Rings], width: int = 720, margin: int = 10) -> Drawing | None:
    """A sheet on which all borders have room; None when there are none."""
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * margin) / max((east - west) * squeeze, (north - south) / 1.5, 1e-9)
    height = round((north - south) * scale) + 2 * margin
    paper = Drawing(width, height, {}, west - margin / scale / squeeze, north + margin / scale, scale * squeeze, scale)
    shapes = {number: _shape(paper, rings) for number, rings in sorted(outlines.items()) if rings}
    return Drawing(width, height, shapes, paper.west, paper.north, paper.east, paper.south)


def _shape(paper: Drawing, rings: Rings) -> Shape:
    on_paper = [[_project(paper, x, y) for x, y in ring] for ring in rings]
    return Shape("".join(map(_path, on_paper)), *_middle(max(on_paper, key=_area)))


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """Whole units, each corner told from the one before: a third of the bytes."""
    corners = [(round(x), round(y)) for x, y in ring]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(corners)]
    return "M{} {}l".format(*corners[0]) + " ".join(f"{x} {y}" for x, y in steps if x or y) + "z"


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """A point well inside: the middle of the widest stretch half-way down, or where it is twice as wide elsewhere."""
    top, bottom = min(y for _, y in ring), max(y for _, y in ring)
    nothing = (0.0, *ring[0])
    lines = [max(_stretches(ring, top + (bottom - top) * part / 10), default=nothing) for part in (5, 4, 6, 3, 7)]
    widest = max(lines)
    best = widest if widest[0] > 2 * lines[0][0] else lines[0]
    return round(best[1]), round(best[2])


def _stretches(ring: Sequence[tuple[float, float]], y: float) -> Iterator[tuple[float, float, float]]:
    pairs = pairwise([*ring, ring[0]])
    cut = sorted(x1 + (x2 - x1) * (y - y1) / (y2 - y1) for (x1, y1), (x2, y2) in pairs if (y1 > y) != (y2 > y))
    for left, right in zip(cut[::2], cut[1::2], strict=True):
        yield right - left, (left + right) / 2, y


def _project(paper: Drawing, longitude: float, latitude: float) -> tuple[float, float]:
    return round((longitude - paper.west) * paper.east, 1), round((paper.north - latitude) * paper.south, 1)
