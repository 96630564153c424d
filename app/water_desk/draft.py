"""Rounds on the drawing board: what an officer has typed so far, moved about by plain buttons; nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from app.domain.rounds import Load, Proposal, Stop, Why
from app.domain.thai import to_arabic_digits

Typed = MultiDict[str, str]
OFF = "off"
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A house on a round: litres as they were typed, and why it is there."""

    point: int
    typed: str
    why: Why

    @property
    def litres(self) -> int | None:
        """The number, None while it cannot be read."""
        return number(self.typed)


@dataclass(slots=True)
class Board:
    """One round being drawn: whose truck, how much it carries, its houses in order."""

    truck: int
    capacity: int
    driver: int | None = None
    places: list[Place] = field(default_factory=list)

    @property
    def litres(self) -> int:
        """What is on it, as far as it can be read."""
        return sum(place.litres or 0 for place in self.places)

    @property
    def free(self) -> int:
        """Litres for which there is room."""
        return self.capacity - self.litres

    @property
    def proposal(self) -> Proposal:
        """As it is written down."""
        stops = tuple(Stop(place.point, place.litres or 0, place.why) for place in self.places)
        return Proposal(Load(self.truck, self.capacity), stops)


def number(typed: str) -> int | None:
    """๖,๐๐๐ is 6000; anything but a whole number is None."""
    plain = to_arabic_digits(typed).replace(",", "").replace(" ", "").replace("\u00a0", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST else None


def from_proposals(proposals: Iterable[Proposal]) -> list[Board]:
    """What the rule proposes, laid out to be changed."""
    return [
        Board(p.load.truck, p.load.litres, None, [Place(s.point, f"{s.litres:,}", s.why) for s in p.stops])
        for p in proposals
    ]


def read(sent: Typed, capacities: Mapping[int, int]) -> list[Board]:
    """The boards as the page sends them back; trucks that are not there any more are left out with their round."""
    boards = []
    for i, typed in enumerate(sent.getlist("truck")):
        truck = number(typed)
        if truck is None or truck not in capacities:
            continue
        places = [_place(sent, i, point) for point in map(number, sent.getlist(f"point-{i}")) if point is not None]
        boards.append(Board(truck, capacities[truck], number(sent.get(f"driver-{i}", "")), places))
    return boards


def _place(sent: Typed, board: int, point: int) -> Place:
    try:
        why = Why(sent.get(f"why-{board}-{point}", ""))
    except ValueError:
        why = Why.BY_HAND
    return Place(point, sent.get(f"litres-{board}-{point}", "").strip(), why)


def rearranged(boards: Sequence[Board], sent: Typed, room: Mapping[int, int]) -> list[Board]:
    """After what was chosen and pressed: houses moved to another round, added from the queue, up, down, off."""
    found = [replace(board, places=list(board.places)) for board in boards]
    for i, board in enumerate(boards):
        for place in board.places:
            to = number(sent.get(f"to-{i}-{place.point}", ""))
            if to is not None and to != i and to < len(found):
                found[i].places.remove(place)
                _put(found[to], place)
    for point, litres in room.items():
        to = number(sent.get(f"add-{point}", ""))
        left = litres - sum(p.litres or 0 for board in found for p in board.places if p.point == point)
        if to is not None and to < len(found) and left > 0:
            _put(found[to], Place(point, f"{max(1, min(left, found[to].free)):,}", Why.BY_HAND))
    _press(found, sent.get("do", ""))
    return found


def _put(board: Board, place: Place) -> None:
    """At the end of a round; a house that stands there already gets both amounts."""
    for n, there in enumerate(board.places):
        if there.point == place.point:
            both = (there.litres or 0) + (place.litres or 0)
            board.places[n] = Place(there.point, f"{both:,}", there.why)
            return
    board.places.append(place)


def _press(boards: list[Board], pressed: str) -> None:
    """A button on one line: ``up-0-17`` moves house 17 of the first round up."""
    what, _, where = pressed.partition("-")
    i, point = (number(part) for part in (*where.split("-"), "", "")[:2])
    if i is None or i >= len(boards):
        return
    places = boards[i].places
    at = next((n for n, place in enumerate(places) if place.point == point), None)
    if at is None:
        return
    place = places.pop(at)
    if what != OFF:
        places.insert(max(0, at - 1) if what == "up" else at + 1, place)


def without(boards: Sequence[Board], point: int) -> list[Board]:
    """The same without a house that somebody else has taken."""
    return [replace(board, places=[p for p in board.places if p.point != point]) for board in boards]
