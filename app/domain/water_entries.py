"""The lines of the water ledger: what each event changed at each house, and what happened to its request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.history import Event
from app.domain.water_books import Move, moves
from app.domain.workflow import Kind


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """A delivery point; ``home`` is the same for all requests of the same house in the same village."""

    id: int
    ticket: int
    village: int | None
    home: str
    persons: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: by how many litres each column of a house changed, and what it has been given by then."""

    house: House
    at: datetime
    asked: int
    delivered: int
    outstanding: int
    declined: int
    extra: int
    given_before: int
    given: int
    left: int

    @classmethod
    def of(cls, house: House, move: Move) -> "Entry":
        """A move, written down."""
        was, now = move.before, move.after
        return cls(
            house, move.at, now.asked - was.asked, now.delivered - was.delivered, now.outstanding - was.outstanding,
            now.declined - was.declined, now.extra - was.extra, was.given, now.given, now.outstanding,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened to a request; ``loads``: how often the truck was filled for it outside the rounds."""

    ticket: int
    at: datetime
    kind: Kind
    round: int | None
    loads: int


def entries(houses: dict[int, House], asked: dict[int, int], story: Sequence[Event]) -> Iterator[Entry]:
    """The ledger's lines from the story of one request (houses and litres asked by number of the delivery point)."""
    return (Entry.of(houses[move.point], move) for move in moves(story, asked) if move.point in houses)
