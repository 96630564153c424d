"""The drawn mark as a picture for a telephone's home screen, from the paths of its SVG; draws no other drawing."""

import io
import re

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

PAPER = "#ffffff"
_FINER, _SIDE, _MARGIN = 4, 48, 9  # drawn larger, made small; the drawing's grid; what a round icon cuts off
_FILLED = re.compile(r'<path fill="(#[0-9a-f]{3,6})" d="([^"]+)"')

Point = tuple[float, float]


class _Outline(BasePen):  # type: ignore[misc]
    """A path as the corners of a polygon."""

    def __init__(self) -> None:
        super().__init__(None)
        self.corners: list[Point] = []

    def _moveTo(self, to: Point) -> None:  # noqa: N802 (fontTools calls it so)
        self.corners.append(to)

    def _lineTo(self, to: Point) -> None:  # noqa: N802
        self.corners.append(to)

    def _curveToOne(self, one: Point, two: Point, to: Point) -> None:  # noqa: N802
        at = self._getCurrentPoint()
        for n in range(1, 33):
            t = n / 32
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (at, one, two, to)
            x, y = (sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1))
            self.corners.append((x, y))


def png(svg: str, dots: int) -> bytes:
    """A square picture, with a margin so that a round icon cuts nothing off."""
    side = dots * _FINER
    picture = Image.new("RGB", (side, side), PAPER)
    scale = side / (_SIDE + 2 * _MARGIN)
    for colour, path in _FILLED.findall(svg):
        outline = _Outline()
        parse_path(path, outline)
        corners = [((x + _MARGIN) * scale, (y + _MARGIN) * scale) for x, y in outline.corners]
        ImageDraw.Draw(picture).polygon(corners, fill=colour)
    out = io.BytesIO()
    picture.resize((dots, dots), Image.Resampling.LANCZOS).quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
