"""Equal treatment, asked of the figures: whether a group's share on time differs from the rest beyond chance.

Wilson's interval, Fisher's exact test of each group against all others, Holm's correction over the groups, 5 per cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, exp, floor, inf, lgamma, sqrt

from app.domain.statistics import FEWEST, Share

LEVEL = 0.05
_Z = 1.959963984540054
_SAME, _TINY = 1 + 1e-7, 1e-9
Key = str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A group beside the rest: its share, the interval in per cent, the rest's share; ``differs`` beyond chance."""

    share: Share
    rest: Share
    low: int
    high: int
    differs: bool = False

    @property
    def chance(self) -> float:
        """How likely so great a difference is, if there is none."""
        return fisher(self.share.part, self.share.whole - self.share.part,
                      self.rest.part, self.rest.whole - self.rest.part)  # fmt: skip

    @property
    def too_few(self) -> bool:
        """Fewer than five: no percentage, no interval, no verdict."""
        return self.share.whole < FEWEST

    @property
    def comparable(self) -> bool:
        """Whether it and the rest have five cases or more."""
        return not self.too_few and self.rest.whole >= FEWEST


def compare(shares: Mapping[Key, Share]) -> dict[Key, Compared]:
    """Every group against all the others together."""
    part, whole = sum(s.part for s in shares.values()), sum(s.whole for s in shares.values())
    rests = {key: Share(part - s.part, whole - s.whole) for key, s in shares.items()}
    found = {key: Compared(s, rests[key], *wilson(s)) for key, s in shares.items()}
    different = holm({key: one.chance for key, one in found.items() if one.comparable})
    return {key: replace(one, differs=key in different) for key, one in found.items()}


def wilson(share: Share) -> tuple[int, int]:
    """The 95 per cent interval of a share, in whole per cent, rounded outwards."""
    if not share.whole:
        return 0, 100
    n, p = share.whole, share.part / share.whole
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    reach = _Z / (1 + _Z**2 / n) * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    low, high = centre - reach, centre + reach
    return max(0, floor(100 * low + _TINY)), min(100, ceil(100 * high - _TINY))


def fisher(a: int, b: int, c: int, d: int) -> float:
    """The chance, if there were no difference, of a table at least as unlikely as [[a, b], [c, d]] (two-sided)."""
    row, column, whole = a + b, a + c, a + b + c + d
    fixed = _choose(whole, column)

    def chance(x: int) -> float:
        return exp(_choose(row, x) + _choose(whole - row, column - x) - fixed)

    least, most = max(0, column - (whole - row)), min(row, column)
    seen = chance(a) * _SAME
    return min(1.0, sum(p for p in map(chance, range(least, most + 1)) if p <= seen))


def holm(chances: Mapping[Key, float], level: float = LEVEL) -> set[Key]:
    """The groups whose difference stands when all of them are tested at once."""
    standing: set[Key] = set()
    for n, key in enumerate(sorted(chances, key=lambda key: chances[key])):
        if chances[key] > level / (len(chances) - n):
            break
        standing.add(key)
    return standing


def _choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to take k of n."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) if 0 <= k <= n else -inf
