"""The drawing board as the page shows it: each house by name, what is wrong with a line, who else waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.rounds import Rank
from app.models import Truck, WaterPoint
from app.services.actors import Actor
from app.services.water import waiting
from app.services.water.waiting import Waiting
from app.water_desk.draft import Board, Place
from app.web import filters


@dataclass(frozen=True, slots=True)
class House:
    """A house that may be put on a round: how many litres at most, how urgent, approved or not yet."""

    point: WaterPoint
    room: int
    rank: Rank
    approved: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A house on a board."""

    place: Place
    house: House | None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A board with its lines; ``error`` is about the whole of it."""

    board: Board
    number: int
    truck: Truck
    lines: Sequence[Line]
    error: str = ""


def houses(by: Actor, more: Mapping[int, int] | None = None, points: Sequence[WaterPoint] = ()) -> dict[int, House]:
    """Everybody who waits; ``points`` with litres of ``more`` are those that the round itself holds already."""
    found = {w.point.id: _house(w) for w in waiting.queue(by)}
    for point in points:
        there = found.get(point.id)
        rank = waiting.rank_of(point.ticket, point)
        litres = (more or {}).get(point.id, 0)
        found[point.id] = House(point, litres + (there.room if there else 0), rank)
    return found


def shown(
    boards: Sequence[Board], known: Mapping[int, House], trucks: Mapping[int, Truck], first: int = 1
) -> list[Shown]:
    """The boards, numbered from ``first``, with names and with everything that would be refused."""
    planned: dict[int, int] = {}
    for place in (place for board in boards for place in board.places):
        planned[place.point] = planned.get(place.point, 0) + (place.litres or 0)
    return [
        Shown(board, number, trucks[board.truck],
              [_line(p, known.get(p.point), planned[p.point]) for p in board.places], _too_much(board))
        for number, board in enumerate(boards, start=first)
    ]  # fmt: skip


def wrong(found: Sequence[Shown]) -> bool:
    """Whether anything stands against writing these down."""
    return any(one.error or any(line.error for line in one.lines) for one in found)


def others(boards: Sequence[Board], known: Mapping[int, House]) -> list[House]:
    """Who waits and stands on no board."""
    on = {place.point for board in boards for place in board.places}
    return [house for point, house in known.items() if point not in on]


def _house(found: Waiting) -> House:
    return House(found.point, found.litres, found.rank, found.approved)


def _line(place: Place, house: House | None, planned: int) -> Line:
    if house is None:
        return Line(place, None, _("บ้านนี้ไม่ได้รอน้ำแล้ว หรือมีรอบอื่นรับไปแล้ว เอาออกจากรอบ"))
    if not place.litres:
        return Line(place, house, _("ใส่จำนวนลิตรเป็นตัวเลข ตั้งแต่ 1"))
    if planned > house.room:
        return Line(place, house, _("บ้านนี้รออยู่ %(n)s ลิตร ใส่ได้ไม่เกินนั้น", n=filters.number(house.room)))
    return Line(place, house)


def _too_much(board: Board) -> str:
    if board.free >= 0:
        return ""
    return str(_("เกินความจุของรถ %(n)s ลิตร ลดลิตรหรือเอาบางบ้านออก", n=filters.number(-board.free)))
