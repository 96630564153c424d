"""What was counted: the numbers of one group, by measure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.services.statistics.measures import MEASURES

TOTAL = "total"
DIMENSIONS = ("unit", "service", "category", "village", "arrival", "language")
Group = tuple[str, str | None]
EVERYTHING: Group = (TOTAL, None)


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one group, by measure; ``waited`` and ``lived`` are seconds of the cases that were closed."""

    by_measure: Mapping[str, int]
    waited: int = 0
    lived: int = 0

    def __getitem__(self, measure: str) -> int:
        return self.by_measure[measure]


NONE = Counts(dict.fromkeys(MEASURES, 0))
