"""The rows of the public figures: fixed services, own services together, ways of arrival, categories as may be told.

A service that the office defined itself has no row of its own (app.services.served tells of them once a year), and
small categories are added up as app.domain.anonymity says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from app.domain.anonymity import grouped
from app.domain.channels import CHANNELS, ESERVICE
from app.domain.quantiles import Times, kaplan_meier
from app.domain.statistics import HALF, NINE_IN_TEN, Balance, Quantile, Share
from app.models import Category
from app.services.counted import Counted
from app.services.statistics import Line
from app.services.statistics.counts import Counts, Group
from app.services.statistics.groups import named

Known = Mapping[Group, Iterable[Times]]
FIXED = frozenset(slug for slug, channel in CHANNELS.items() if not channel.defined)


@dataclass(frozen=True, slots=True)
class Row:
    """One group, or everything: its counts by measure, its balance, and its typical times by the resident's clock."""

    counts: Mapping[str, int]
    balance: Balance
    half: Quantile
    nine: Quantile

    def share(self, part: str, whole: str) -> Share:
        """One measure of another."""
        return Share(self.counts[part], self.counts[whole])

    @property
    def on_time(self) -> Share:
        """On time, of all that were closed or are overdue."""
        return self.share("on_time", "judged")


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories of one channel: some alone, the others (those in use or not, with cases or not) added up."""

    channel: str
    alone: Mapping[str, Row]
    others: tuple[str, ...]
    together: Row | None


def together(lines: Iterable[Line], times: Known) -> Row:
    """Several lines of one dimension (at least one) as one row."""
    lines = list(lines)
    half, nine = kaplan_meier([t for line in lines for t in times.get(line.group, ())], HALF, NINE_IN_TEN)
    return Row(summed(line.counts for line in lines), reduce(add, (line.balance for line in lines)), half, nine)


def summed(counts: Iterable[Counts]) -> dict[str, int]:
    """Several counts added up, by measure."""
    found: defaultdict[str, int] = defaultdict(int)
    for each in counts:
        for measure, cases in each.by_measure.items():
            found[measure] += cases
    return dict(found)


def told_as(service: str) -> str:
    """The service under which a case may be counted from month to month: all own services are one, their channel."""
    return service if service in FIXED else ESERVICE.slug


def services(of: Counted) -> dict[str, Row]:
    """Each fixed service, and all own services together; none that is empty."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for key, line in of.lines("service").items():
        if key and not line.empty:
            found[told_as(key)].append(line)
    return {key: together(lines, of.times) for key, lines in found.items()}


def categories(of: Counted) -> tuple[Categories, ...]:
    """Channel by channel, for the totals of channels are told; which row a category is in: by the cases received."""
    by_channel: defaultdict[str, dict[str, Line]] = defaultdict(dict)
    for key, thing in named("category"):
        if isinstance(thing, Category):
            by_channel[thing.channel_slug][key] = of.line(("category", key))
    return tuple(_categories(slug, by_channel[slug], of.times) for slug in CHANNELS if slug in by_channel)


def _categories(channel: str, lines: Mapping[str, Line], times: Known) -> Categories:
    told = grouped({key: line.counts["received"] for key, line in lines.items()})
    alone = {key: together([lines[key]], times) for key in (told.alone if told else ())}
    others = tuple(key for key in lines if key not in alone)
    rest = [lines[key] for key in others]
    shown = any(not line.empty for line in rest)
    return Categories(channel, alone, others, together(rest, times) if shown else None)
