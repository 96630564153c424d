"""Photographs that nobody took: drawn from simple shapes, so that no real place or person shows."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

_SIZE = (960, 720)
_WIDE, _HIGH = _SIZE
_HORIZON = 330
_GREY, _DARK, _EARTH, _GREEN, _WATER, _WOOD = "#8d8f8e", "#3c4043", "#9a7b55", "#5d7f49", "#7fa8b8", "#7a5a3a"

Draw = ImageDraw.ImageDraw


def draw(subject: str) -> bytes:
    """The JPEG of one of SUBJECTS."""
    image = _outdoors(night=subject == "dark_lane")
    SUBJECTS[subject](ImageDraw.Draw(image))
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=80)
    return out.getvalue()


def _outdoors(*, night: bool) -> Image.Image:
    """Sky, far trees and the ground before them."""
    top, bottom = ((18, 24, 44), (42, 50, 72)) if night else ((150, 190, 222), (228, 236, 236))
    sky = Image.linear_gradient("L").resize((_WIDE, _HORIZON))
    image = Image.new("RGB", _SIZE, "#2e3a2c" if night else "#8a9a62")
    image.paste(Image.composite(Image.new("RGB", sky.size, bottom), Image.new("RGB", sky.size, top), sky))
    pen = ImageDraw.Draw(image)
    for x in range(-60, _WIDE, 90):
        rise = 40 + (x * 7 + 60) % 70
        pen.ellipse((x, _HORIZON - rise, x + 150, _HORIZON + 40), fill="#1d2a20" if night else "#4f6d44")
    return image


def _road(pen: Draw) -> None:
    pen.polygon([(380, _HORIZON), (580, _HORIZON), (940, _HIGH), (20, _HIGH)], fill=_GREY)
    pen.polygon([(474, _HORIZON), (486, _HORIZON), (500, _HIGH), (460, _HIGH)], fill="#d9d6c8")


def _pothole(pen: Draw) -> None:
    _road(pen)
    pen.ellipse((300, 500, 680, 640), fill="#6f6a62")
    pen.ellipse((320, 515, 660, 628), fill="#574f46")
    pen.ellipse((370, 545, 620, 618), fill=_WATER)
    for x, y in ((280, 520), (690, 560), (640, 650), (350, 650)):
        pen.polygon([(x, y), (x + 26, y + 8), (x + 14, y + 24)], fill="#5f5b55")


def _patched(pen: Draw) -> None:
    _road(pen)
    pen.polygon([(290, 500), (690, 500), (730, 645), (250, 645)], fill=_DARK)
    pen.line([(290, 500), (690, 500), (730, 645), (250, 645), (290, 500)], fill="#2a2d30", width=6)


def _leaning_pole(pen: Draw) -> None:
    pen.polygon([(560, 300), (720, 190), (900, 300)], fill="#8c4a3c")
    pen.rectangle((590, 300, 870, 470), fill="#d8cdb4")
    pen.rectangle((690, 360, 760, 470), fill=_WOOD)
    pen.polygon([(300, _HIGH - 60), (336, _HIGH - 60), (640, 60), (618, 52)], fill="#b9b6ae")
    pen.line([(628, 60), (_WIDE, 150)], fill=_DARK, width=5)
    pen.line([(628, 60), (0, 120)], fill=_DARK, width=5)
    pen.ellipse((250, _HIGH - 100, 400, _HIGH - 30), fill=_EARTH)


def _dark_lane(pen: Draw) -> None:
    pen.polygon([(400, _HORIZON), (560, _HORIZON), (880, _HIGH), (80, _HIGH)], fill="#30343a")
    for x, high in ((640, 330), (760, 480), (330, 330)):
        pen.line([(x, _HORIZON + high // 2), (x, _HORIZON - high // 2)], fill="#565b63", width=10)
        pen.ellipse((x - 22, _HORIZON - high // 2 - 12, x + 22, _HORIZON - high // 2 + 10), fill="#4a4f57")
    pen.rectangle((120, 280, 220, 350), fill="#262a33")
    pen.rectangle((150, 300, 176, 326), fill="#d8b45a")


def _rubbish(pen: Draw) -> None:
    _road(pen)
    _bin(pen, 120, lid=False)
    colours = ("#33363a", "#d9d9d4", "#3f6a8a", "#44484c", "#b8483c", "#33363a", "#e0ddd2")
    for n, colour in enumerate(colours):
        x, y = 90 + n * 74, 520 + (n * 53) % 90
        pen.ellipse((x, y, x + 130, y + 100), fill=colour)
        pen.polygon([(x + 50, y + 8), (x + 80, y + 8), (x + 66, y - 22)], fill=colour)


def _bin(pen: Draw, x: int, *, lid: bool = True) -> None:
    pen.polygon([(x, 400), (x + 170, 400), (x + 150, 590), (x + 20, 590)], fill="#3f7a52")
    if lid:
        pen.rectangle((x - 10, 380, x + 180, 404), fill="#356847")


def _clean(pen: Draw) -> None:
    _road(pen)
    _bin(pen, 90)
    _bin(pen, 290)


def _drain(pen: Draw) -> None:
    _road(pen)
    pen.polygon([(0, 600), (560, 600), (640, _HIGH), (0, _HIGH)], fill="#6f8f94")
    pen.rectangle((180, 560, 460, 660), fill="#9c9c98")
    for x in range(200, 450, 36):
        pen.rectangle((x, 572, x + 16, 648), fill=_DARK)
    for x, y in ((150, 610), (300, 590), (420, 640), (90, 660)):
        pen.ellipse((x, y, x + 70, y + 30), fill=_GREEN)
        pen.rectangle((x + 30, y - 14, x + 90, y + 2), fill="#d8d2c0")


def _jars(pen: Draw) -> None:
    pen.rectangle((0, 120, _WIDE, 470), fill="#cfc3a6")
    pen.polygon([(0, 120), (_WIDE, 120), (_WIDE, 60), (0, 90)], fill="#8f8f8a")
    for x in (70, 340, 610):
        pen.ellipse((x, 330, x + 250, 650), fill="#8a4e33")
        pen.ellipse((x + 40, 330, x + 210, 390), fill="#5c3322")
        pen.ellipse((x + 56, 345, x + 194, 386), fill="#22160f")
    pen.rectangle((860, 430, 872, 640), fill="#5f87a0")
    pen.rectangle((820, 430, 872, 444), fill="#5f87a0")


SUBJECTS: dict[str, Callable[[Draw], None]] = {
    "pothole": _pothole,
    "patched": _patched,
    "leaning_pole": _leaning_pole,
    "dark_lane": _dark_lane,
    "rubbish": _rubbish,
    "clean": _clean,
    "drain": _drain,
    "jars": _jars,
}
