"""Borders of villages: an office's own file read with clear errors, fewer corners, where a point lies, the drawing."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import geojson
from app.domain.geojson import BadMap
from app.domain.outlines import MOST_POINTS, drawing, holds, simplified, village_at
from app.domain.places import Position, metres

SQUARE = [[101.10, 6.60], [101.12, 6.60], [101.12, 6.62], [101.10, 6.62], [101.10, 6.60]]
HOLE = [[101.105, 6.605], [101.115, 6.605], [101.115, 6.615], [101.105, 6.615], [101.105, 6.605]]
NEXT = [[x + 0.02, y] for x, y in SQUARE]
VILLAGES = {1: "บ้านสวนนอก", 4: "บ้านปุหรน"}


def file(*features, **more):
    shapes = [{"type": "Feature", "properties": about, "geometry": {"type": kind, "coordinates": points}}
              for about, kind, points in features]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": shapes, **more}).encode()


def shape(points=None, **about):
    return (about, "Polygon", points or [SQUARE])


def moved(factor):
    return [[x * factor, y * factor] for x, y in SQUARE]


# Where a point lies


def test_a_point_is_in_the_village_whose_border_holds_it():
    outlines = {1: [SQUARE], 4: [NEXT]}
    assert village_at(outlines, Position(6.61, 101.11)) == 1
    assert village_at(outlines, Position(6.61, 101.13)) == 4
    assert village_at(outlines, Position(6.70, 101.11)) is None
    assert village_at({1: [SQUARE], 4: [SQUARE]}, Position(6.61, 101.11)) is None


def test_a_hole_is_outside():
    assert not holds([SQUARE, HOLE], Position(6.61, 101.11))
    assert holds([SQUARE, HOLE], Position(6.602, 101.11))


def test_three_hundred_metres_are_three_hundred_metres():
    assert metres(Position(6.65, 101.15), Position(6.6527, 101.15)) == pytest.approx(300, abs=2)
    assert metres(Position(6.65, 101.15), Position(6.65, 101.1527)) == pytest.approx(298, abs=2)


# Fewer corners


@given(st.integers(5, 3000), st.floats(0.001, 0.02), st.floats(0, 0.4))
def test_any_border_becomes_few_corners_and_stays_one(count, radius, wobble):
    turns = [2 * math.pi * n / count for n in range(count)]
    far = [radius * (1 + wobble * math.sin(7 * turn)) for turn in turns]
    ring = [[101.1 + r * math.cos(t), 6.6 + r * math.sin(t)] for r, t in zip(far, turns, strict=True)]
    found = simplified([[*ring, ring[0]]])
    assert 4 <= sum(map(len, found)) <= MOST_POINTS
    assert all(one[0] == one[-1] for one in found)
    assert holds(found, Position(6.6, 101.1))


def test_a_border_drawn_to_tire_us_is_simplified_at_once():
    # every corner is the farthest from the line between its neighbours: with all of them this would take hours
    teeth = [[101.1 + n / 4e5, 6.6 + n % 2 * 0.05 * (1 - n / 4e4)] for n in range(40_000)]
    found = simplified([[*teeth, teeth[0]]])
    assert sum(map(len, found)) <= MOST_POINTS
    assert found[0][0] == found[0][-1]


def test_small_islands_go_before_the_largest_loses_its_shape():
    east = [101.2 + n / 100 for n in range(90)]
    islands = [[[x, 6.6], [x + 0.001, 6.6], [x, 6.601], [x, 6.6]] for x in east]
    found = simplified([*islands, SQUARE])
    assert found[0] == SQUARE
    assert sum(map(len, found)) <= MOST_POINTS


# The drawing


def test_the_drawing_has_room_for_all_and_numbers_stand_inside():
    sheet = drawing({1: [SQUARE, HOLE], 4: [NEXT]})
    assert list(sheet.shapes) == [1, 4]
    assert sheet.shapes[1].x < sheet.shapes[4].x
    assert all(0 < s.x < sheet.width and 0 < s.y < sheet.height for s in sheet.shapes.values())
    x, y = sheet.at(Position(6.61, 101.12))
    assert (x, y) == (pytest.approx(sheet.width / 2, abs=1), pytest.approx(sheet.height / 2, abs=1))
    assert sheet.at(Position(7.0, 101.12)) is None
    assert drawing({}) is None


# The file


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "ไม่ใช่ GeoJSON"),
        (b"[" * 100_000, "ไม่ใช่ GeoJSON"),
        (b"\xff\xfe", "ไม่ใช่ GeoJSON"),
        (b'{"type":"FeatureCollection","features":[]}', "ไม่มีรายการรูปร่าง"),
        (b'{"features":[1,{"geometry":3}]}', "ไม่มีเส้นขอบเขต"),
        (file(({}, "Point", [101.1, 6.6])), "ไม่มีเส้นขอบเขต"),
        (file(({}, "Polygon", [[["a", 1]] * 4])), "อ่านไม่ได้"),
        (file(({}, "Polygon", 7)), "อ่านไม่ได้"),
        (file(shape([moved(7000)])), "ไม่ใช่องศา"),
        (file(shape([[[y, x] for x, y in SQUARE]])), "สลับกัน"),
        (file(shape([[[x - 90, y] for x, y in SQUARE]])), "นอกประเทศไทย"),
        (file(*[shape()] * 201), "201 รูปร่าง".split()[1]),
        (b" " * (geojson.LARGEST + 1), "2 MB"),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else value,
)
def test_a_file_that_cannot_be_used_says_why(content, words):
    with pytest.raises(BadMap) as wrong:
        geojson.read(content)
    assert words in wrong.value.message


@pytest.mark.parametrize(
    "values",
    [("1", "4"), (1, 4), (1.0, 4.0), ("หมู่ที่ ๑", "หมู่ที่ ๔"), ("94020701", "94020704"), ("สวนนอก", "บ้าน ปุหรน"),
     ("ม.1", "ม.4")],
)
def test_shapes_are_matched_by_number_code_or_name(values):
    found = geojson.read(file(*(shape(tambon="ช้างให้ตก", moo=value, area=12.5) for value in values)))
    assert geojson.names(found) == ["tambon", "moo", "area"]
    assert geojson.likeliest(found, VILLAGES) == "moo"
    assert geojson.matched(found, "moo", VILLAGES) == [1, 4]
    assert geojson.matched(found, "tambon", VILLAGES) == [None, None]


def test_what_a_page_carries_to_its_saving_is_the_same_map():
    found = geojson.read(file(shape([SQUARE, HOLE], moo=1), ({"moo": 4}, "MultiPolygon", [[NEXT]])))
    assert geojson.read(geojson.written(found).encode()) == found
