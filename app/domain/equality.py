"""Equal treatment, asked of the figures: whether a group's share on time differs from the rest beyond chance.

Wilson's interval, because it holds for small groups and never leaves 0 to 100 per cent. Fisher's exact test of each
group against all others, because it needs no large numbers. Holm's correction over every group that is looked at
together, of all dimensions: one page raises a false alarm in at most 5 of 100 cases, not each of its tables.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from math import ceil, exp, floor, inf, lgamma, sqrt
from typing import TypeVar

from app.domain.statistics import FEWEST, Share

LEVEL = 0.05
_Z = 1.959963984540054
_SAME, _TINY = 1 + 1e-7, 1e-9
Key = str | None
Name = TypeVar("Name", bound=Hashable)


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
    def below(self) -> bool:
        """Whether its share is smaller than that of the rest."""
        return self.share.part * self.rest.whole < self.rest.part * self.share.whole

    @property
    def comparable(self) -> bool:
        """Whether it and the rest have five cases or more."""
        return not self.too_few and self.rest.whole >= FEWEST


def compare(shares: Mapping[Key, Share]) -> dict[Key, Compared]:
    """Every group against all the others together."""
    return compare_all({"": shares})[""]


def compare_all(dimensions: Mapping[str, Mapping[Key, Share]]) -> dict[str, dict[Key, Compared]]:
    """The same for several dimensions looked at together: one correction for all their groups.

    Where only two groups are comparable with each other, the one against the other is one question and not two.
    """
    found = {name: _beside_the_rest(shares) for name, shares in dimensions.items()}
    chances: dict[tuple[str, Key], float] = {}
    mirrors: dict[tuple[str, Key], tuple[str, Key]] = {}
    for name, groups in found.items():
        asked = [key for key, one in groups.items() if one.comparable]
        if len(asked) == 2 and not any(groups[key].share.whole for key in groups if key not in asked):
            mirrors[name, asked[1]] = (name, asked[0])
        chances |= {(name, key): groups[key].chance for key in asked if (name, key) not in mirrors}
    different = holm(chances)
    return {
        name: {key: replace(one, differs=mirrors.get((name, key), (name, key)) in different)
               for key, one in groups.items()}
        for name, groups in found.items()
    }  # fmt: skip


def _beside_the_rest(shares: Mapping[Key, Share]) -> dict[Key, Compared]:
    part, whole = sum(s.part for s in shares.values()), sum(s.whole for s in shares.values())
    rests = {key: Share(part - s.part, whole - s.whole) for key, s in shares.items()}
    return {key: Compared(s, rests[key], *wilson(s)) for key, s in shares.items()}


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


def holm(chances: Mapping[Name, float], level: float = LEVEL) -> set[Name]:
    """The groups whose difference stands when all of them are tested at once."""
    standing: set[Name] = set()
    for n, key in enumerate(sorted(chances, key=lambda key: chances[key])):
        if chances[key] > level / (len(chances) - n):
            break
        standing.add(key)
    return standing


def _choose(n: int, k: int) -> float:
    """The logarithm of the number of ways to take k of n."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) if 0 <= k <= n else -inf
