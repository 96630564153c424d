"""Which water goes onto which truck: the order in which houses are entitled, and the round proposed from it.

The rule, as an officer would tell it on the telephone: emergencies first, then houses where somebody needs special
care, then whoever asked first. A truck is filled from the head of that queue. Who does not fit into what is left
stays at the head for the next load; the space is given to later houses that do fit, the more urgent before the less,
and among equals those of a village the truck visits anyway. Nobody waits longer because of it. Who wants more than a
whole load gets it in several.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from app.domain.words import N_


class Rank(IntEnum):
    """How urgent water is, most urgent first."""

    EMERGENCY = 0
    SPECIAL_CARE = 1
    ORDINARY = 2

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _RANKS[self]


_RANKS = {
    Rank.EMERGENCY: N_("ฉุกเฉิน"),
    Rank.SPECIAL_CARE: N_("มีผู้ต้องดูแลเป็นพิเศษ"),
    Rank.ORDINARY: N_("ตามลำดับคำร้อง"),
}


class Why(StrEnum):
    """Why a house has its place in a round."""

    EMERGENCY = "emergency"
    SPECIAL_CARE = "special_care"
    ORDER = "order"
    VILLAGE = "village"
    FITS = "fits"
    BY_HAND = "by_hand"

    @property
    def label(self) -> str:
        """The reason in words (Thai msgid)."""
        return _WHY[self]


_WHY = {
    Why.EMERGENCY: N_("ฉุกเฉิน"),
    Why.SPECIAL_CARE: N_("มีผู้ต้องดูแลเป็นพิเศษ"),
    Why.ORDER: N_("ถึงลำดับ"),
    Why.VILLAGE: N_("เติมที่ว่าง หมู่บ้านเดียวกับรอบนี้"),
    Why.FITS: N_("เติมที่ว่าง ปริมาณพอดี"),
    Why.BY_HAND: N_("เจ้าหน้าที่จัดเอง"),
}
_BY_RANK = {Rank.EMERGENCY: Why.EMERGENCY, Rank.SPECIAL_CARE: Why.SPECIAL_CARE, Rank.ORDINARY: Why.ORDER}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Water that a delivery point is still waiting for: litres above 0, the moment its request was received."""

    point: int
    village: int
    litres: int
    rank: Rank
    received_at: datetime

    @property
    def place(self) -> tuple[Rank, datetime, int]:
        """Its place in the queue."""
        return self.rank, self.received_at, self.point


@dataclass(frozen=True, slots=True)
class Load:
    """One filling of one truck: which, and how many litres it carries."""

    truck: int
    litres: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A house on a round: how much is brought and why it is there."""

    point: int
    litres: int
    why: Why


@dataclass(frozen=True, slots=True)
class Proposal:
    """A load and its stops in driving order."""

    load: Load
    stops: tuple[Stop, ...]

    @property
    def litres(self) -> int:
        """What is brought in all."""
        return sum(stop.litres for stop in self.stops)


def propose(wanted: Iterable[Wanted], loads: Sequence[Load]) -> tuple[Proposal, ...]:
    """Fill the loads one after another from the queue; loads for which nobody waits are left out."""
    queue = sorted((w for w in wanted if w.litres > 0), key=lambda w: w.place)
    found = []
    for load in loads:
        taken = list(_fill(queue, load.litres))
        if taken:
            found.append(Proposal(load, tuple(stop for _, stop in sorted(taken, key=_driving(taken)))))
    return tuple(found)


def _fill(queue: list[Wanted], room: int) -> Iterator[tuple[Wanted, Stop]]:
    """Take from the queue what this load brings; what it brings in part stays in the queue with the rest."""
    capacity, villages = room, set[int]()
    while queue and (queue[0].litres <= room or (room == capacity and room > 0)):
        head = queue.pop(0)
        brought = min(head.litres, room)
        if brought < head.litres:
            queue.insert(0, replace(head, litres=head.litres - brought))
        room -= brought
        villages.add(head.village)
        yield head, Stop(head.point, brought, _BY_RANK[head.rank])
    while fitting := [w for w in queue[1:] if w.litres <= room]:
        later = min(fitting, key=lambda w: (w.rank, w.village not in villages, w.place))
        queue.remove(later)
        room -= later.litres
        yield later, Stop(later.point, later.litres, Why.VILLAGE if later.village in villages else Why.FITS)


def _driving(taken: Sequence[tuple[Wanted, Stop]]) -> "_Key":
    """Emergencies first; then village by village, the village of the most entitled house before the others."""
    first: dict[int, tuple[Rank, datetime, int]] = {}
    for wanted, _ in taken:
        first[wanted.village] = min(first.get(wanted.village, wanted.place), wanted.place)
    return _Key(first)


@dataclass(frozen=True, slots=True)
class _Key:
    first: dict[int, tuple[Rank, datetime, int]]

    def __call__(self, pair: tuple[Wanted, Stop]) -> tuple[object, ...]:
        wanted = pair[0]
        emergency = wanted.rank is Rank.EMERGENCY
        return (not emergency, wanted.place if emergency else self.first[wanted.village], wanted.place)
