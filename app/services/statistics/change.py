"""The month that ends on the last day shown, and the month before it: what changed since then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from app.domain.period_parts import month_before
from app.domain.periods import Period
from app.services.statistics.catalogue import CATALOGUE
from app.services.statistics.figures import DURATIONS, Figure, of_times
from app.services.statistics.measures import MEASURES
from app.services.statistics.split import counted
from app.services.statistics.tally import Tally, tally

_COUNTED = ("overdue", "received", "closed", "on_time")
_TYPICAL = next(duration for duration in DURATIONS if duration.key == "half_office")


@dataclass(frozen=True, slots=True)
class Change:
    """Some figures of the last month by their key, and the same of the month before."""

    last: Period
    before: Period
    now: Mapping[str, Figure]
    then: Mapping[str, Figure]


def month_ago(this: Tally, *, now: datetime, as_of: date | None = None) -> Change:
    """What can be compared with the same day of the month before; ``this`` gives the day, the channel and the books."""
    last, before = month_before(this.cut.last_day)
    counting = this.counting
    earlier = tally(before, counting.channel, now=now, as_of=as_of, holidays=counting.holidays)
    months = [Tally(counting.of(last)), earlier]
    return Change(last, before, *(of.once("change", partial(_figures, of)) for of in months))


def _figures(of: Tally) -> dict[str, Figure]:
    known = [CATALOGUE[key] for key in _COUNTED]
    measures = dict.fromkeys(key for one in known for key in (one.part, one.whole))
    (counts,) = of.counting.counts([MEASURES[key] for key in measures], ()).values()
    times = of.counting.times_of_all((_TYPICAL.clock, _TYPICAL.measure))[_TYPICAL.clock, _TYPICAL.measure]
    found = {one.key: counted(one, counts, of) for one in known}
    return {**found, _TYPICAL.key: of_times(_TYPICAL, times, of.select(_TYPICAL.measure))}
