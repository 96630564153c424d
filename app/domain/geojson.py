"""An office's own map as GeoJSON: read with clear words about what is wrong, each shape matched to a village."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.outlines import Rings, simplified
from app.domain.places import EAST, NORTH, SOUTH, WEST
from app.domain.thai import clean, to_arabic_digits
from app.domain.words import N_

LARGEST = 2 * 1024 * 1024
MOST_FEATURES = 200
MOST_POINTS = 200_000
_LONGEST = 80
_CODE = re.compile(r"[0-9]{8}")  # of the Department of Provincial Administration: its last two digits are the village


class BadMap(ValueError):
    """A file that cannot be used; the message is a Thai msgid, ``values`` are for its gaps."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message, self.values = message, values


@dataclass(frozen=True, slots=True)
class Feature:
    """One shape of the file: what is said of it, and its border with few corners."""

    about: Mapping[str, str]
    rings: Rings


def read(content: bytes) -> list[Feature]:
    """The shapes of a file, or ``BadMap``."""
    if len(content) > LARGEST:
        raise BadMap(N_("ไฟล์ใหญ่เกิน 2 MB ส่งออกใหม่ให้มีจุดน้อยลง หรือเลือกเฉพาะตำบลของเรา"))
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadMap(N_("ไฟล์นี้ไม่ใช่ GeoJSON ถ้าเป็น Shapefile หรือ KML ให้ส่งออกเป็น GeoJSON (WGS84) ก่อน")) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise BadMap(N_("ในไฟล์ไม่มีรายการรูปร่าง (FeatureCollection)"))
    if len(features) > MOST_FEATURES:
        raise BadMap(N_("ในไฟล์มี %(n)s รูปร่าง มากกว่าหมู่บ้านของตำบลเดียว เลือกเฉพาะตำบลของเราแล้วส่งออกใหม่"), n=len(features))
    shapes = [(feature, list(_rings(feature))) for feature in features if isinstance(feature, dict)]
    shapes = [(feature, rings) for feature, rings in shapes if rings]
    if not shapes:
        raise BadMap(N_("ในไฟล์ไม่มีเส้นขอบเขต (Polygon หรือ MultiPolygon) มีแต่จุดหรือเส้น"))
    if sum(len(ring) for _, rings in shapes for ring in rings) > MOST_POINTS:
        raise BadMap(N_("เส้นขอบเขตละเอียดเกินไป ส่งออกใหม่ให้มีจุดน้อยลง"))
    _placed([point for _, rings in shapes for ring in rings for point in ring])
    return [Feature(_about(feature), simplified(rings)) for feature, rings in shapes]


def written(features: Sequence[Feature]) -> str:
    """The same as GeoJSON again, small: what a page carries from its preview to its saving."""
    shapes = [
        {"type": "Feature", "properties": dict(f.about),
         "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in f.rings]}}
        for f in features
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": shapes}, ensure_ascii=False, separators=(",", ":"))


def _rings(feature: Mapping[str, Any]) -> Iterator[list[tuple[float, float]]]:
    shape = feature.get("geometry")
    if not isinstance(shape, dict) or shape.get("type") not in {"Polygon", "MultiPolygon"}:
        return
    try:
        inside = shape["coordinates"]
        for polygon in [inside] if shape["type"] == "Polygon" else inside:
            for ring in polygon:
                points = [(float(point[0]), float(point[1])) for point in ring]
                if len(points) >= 4:
                    yield points
    except (TypeError, ValueError, KeyError, IndexError, OverflowError):
        raise BadMap(N_("พิกัดในไฟล์อ่านไม่ได้")) from None


def _placed(points: Sequence[tuple[float, float]]) -> None:
    """Degrees, in the right order, of this country."""
    if not all(math.isfinite(x) and abs(x) <= 180 and math.isfinite(y) and abs(y) <= 90 for x, y in points):
        if all(math.isfinite(x) and math.isfinite(y) and abs(x) <= 90 and abs(y) <= 180 for x, y in points):
            raise BadMap(N_("พิกัดสลับกัน ต้องเป็นลองจิจูดก่อน แล้วจึงละติจูด"))
        raise BadMap(N_("พิกัดในไฟล์ไม่ใช่องศา อาจเป็นพิกัดเมตร (UTM) ส่งออกใหม่เป็น WGS84 (EPSG:4326)"))
    if all(WEST <= y <= EAST and SOUTH <= x <= NORTH for x, y in points):
        raise BadMap(N_("พิกัดสลับกัน ต้องเป็นลองจิจูดก่อน แล้วจึงละติจูด"))
    if not all(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in points):
        raise BadMap(N_("พิกัดอยู่นอกประเทศไทย ตรวจว่าส่งออกเป็น WGS84 (EPSG:4326)"))


def _about(feature: Mapping[str, Any]) -> dict[str, str]:
    said = feature.get("properties")
    known = said.items() if isinstance(said, dict) else ()
    plain = ((clean(str(name))[:_LONGEST], value) for name, value in known if isinstance(value, str | int | float))
    return {name: clean(str(value))[:_LONGEST] for name, value in plain if name}


def names(features: Sequence[Feature]) -> list[str]:
    """What is said of the shapes, in the order of the file."""
    return list(dict.fromkeys(name for feature in features for name in feature.about))


def matched(features: Sequence[Feature], name: str, villages: Mapping[int, str]) -> list[int | None]:
    """The village of each shape by what is said under ``name``: its number, its code of eight digits, or its name."""
    by_name = {_plain(village): number for number, village in villages.items() if _plain(village)}
    return [_village(feature.about.get(name, ""), villages, by_name) for feature in features]


def likeliest(features: Sequence[Feature], villages: Mapping[int, str]) -> str:
    """The name under which most villages are found, each by one shape; the first of several."""
    known = names(features)
    return max(known, key=lambda name: _told_apart(matched(features, name, villages)), default="")


def _told_apart(found: Sequence[int | None]) -> int:
    hits = [number for number in found if number is not None]
    return 2 * len(set(hits)) - len(hits)


def _village(value: str, villages: Mapping[int, str], by_name: Mapping[str, int]) -> int | None:
    typed = to_arabic_digits(value)
    if _plain(typed) in by_name:
        return by_name[_plain(typed)]
    number = re.search(r"(?<![0-9])([0-9]{1,2})(?:\.0+)?$", typed)
    code = typed[-2:] if _CODE.fullmatch(typed) else ""
    found = int(code or (number[1] if number else 0))
    return found if found in villages else None


def _plain(name: str) -> str:
    return re.sub(r"\s|^บ้าน", "", name).removeprefix("บ้าน")
