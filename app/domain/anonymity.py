"""Which villages' counts may be published: none that could be traced to fewer than five cases, by whatever sum.

Villages that are too small keep company: they are added up with the smallest village that could stand alone. The rule
looks at the numbers only, never at who stands behind them, so any of the villages added up may be the small one, and
none of them can be told to be. The attacks it was held against are in docs/adr/0016.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.statistics import FEWEST

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Grouped(Generic[Key]):
    """What may be told: some groups by themselves, the others (none, or two and more) only together."""

    alone: Mapping[Key, int]
    others: tuple[Key, ...]
    together: int

    @property
    def total(self) -> int:
        """All cases."""
        return sum(self.alone.values()) + self.together


def grouped(counts: Mapping[Key, int]) -> Grouped[Key] | None:
    """The counts as they may be published; None where every group is too small, and only their total may be told.

    All groups up to and including the smallest one of five or more are added up; ties go together, so that the result
    does not depend on any order.
    """
    large = [count for count in counts.values() if count >= FEWEST]
    if len(large) == len(counts):
        return Grouped(dict(counts), (), 0)
    if not large:
        return None
    least = min(large)
    others = tuple(key for key, count in counts.items() if count <= least)
    alone = {key: count for key, count in counts.items() if count > least}
    return Grouped(alone, others, sum(counts[key] for key in others))
