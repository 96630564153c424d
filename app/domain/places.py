"""Where something is, as people paste it from a map: a link or two numbers; it asks no map service anything."""

import math
import re
from typing import NamedTuple

from app.domain.thai import clean, to_arabic_digits

_NUMBERS = r"(?P<latitude>-?[0-9]{1,2}\.[0-9]+)[,\s]+(?P<longitude>-?[0-9]{1,3}\.[0-9]+)"
_TYPED = re.compile(rf"^\(?{_NUMBERS}\)?$")
_IN_LINK = (
    re.compile(r"!3d(?P<latitude>-?[0-9]{1,2}\.[0-9]+)!4d(?P<longitude>-?[0-9]{1,3}\.[0-9]+)"),
    re.compile(r"(?:@|[?&=/]|%40)(?P<latitude>-?[0-9]{1,2}\.[0-9]+)(?:,|%2C)\+?(?P<longitude>-?[0-9]{1,3}\.[0-9]+)"),
)
_LINK = re.compile(r"https?://[^\s<>\"']+")

# The corners of Thailand, with a little sea around it.
SOUTH, NORTH, WEST, EAST = 5.0, 21.0, 97.0, 106.0


class Position(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


def parse_position(text: str) -> Position | None:
    """Read "6.712, 101.034" or the numbers inside a map link; None when there are none or they lie outside Thailand."""
    typed = to_arabic_digits(clean(text))
    found = _TYPED.match(typed) or next(filter(None, (pattern.search(typed) for pattern in _IN_LINK)), None)
    if not found:
        return None
    position = Position(float(found["latitude"]), float(found["longitude"]))
    inside = SOUTH <= position.latitude <= NORTH and WEST <= position.longitude <= EAST
    return position if inside else None


def first_link(text: str) -> str:
    """Return the web address in what a map application copied ("ร้านชำ https://…"), or nothing."""
    found = _LINK.search(clean(text))
    return found[0] if found else ""


def metres(one: Position, other: Position) -> float:
    """How far two points lie apart, good to a few metres over the span of a subdistrict."""
    east = math.radians(one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return 6_371_000 * math.hypot(math.radians(one.latitude - other.latitude), east)
