"""The statement of a period: the figures that a published report stands by, as plain data that anybody can recompute.

Published reports keep it, ``reports verify`` works it out anew, and the stand-alone script in ``docs/`` prints the same
from the exported events alone. Numbers only, all of them whole: counts of cases, office minutes, seconds.
"""

from datetime import date, datetime
from typing import Any

from app.domain.channels import CHANNELS
from app.domain.periods import Period
from app.domain.quantiles import kaplan_meier, nearest_rank
from app.domain.statistics import HALF, NINE_IN_TEN, Quantile
from app.domain.workflow import Outcome
from app.services.statistics.counts import EVERYTHING as WHOLE
from app.services.statistics.measures import WITHIN
from app.services.statistics.tally import Tally, tally

EVERYTHING = "all"
GROUPS = (EVERYTHING, *CHANNELS)
_CLOCKS = {"office_minutes": "office", "resident_seconds": "resident"}
_BALANCE = ("brought", "received", "reopened", "closed", "open")
_COUNTS = ("overdue", "waiting", "judged", "on_time", "extended", "finished", "timed", "asked", "rated", "solved",
           "reopenable", "reopened_soon")  # fmt: skip


def statement(period: Period, *, now: datetime, as_of: date) -> dict[str, Any]:
    """The figures of a period as known at the end of day ``as_of``, for all services together and for each.

    ``groups`` → ``all`` or a channel → ``balance`` (cases), ``counts`` (cases), ``outcomes`` (cases), ``within``
    (days → [closed, of]), ``office_minutes`` and ``resident_seconds`` (each: ``received`` and ``closed`` → ``median``
    and ``p90``; a time is [value, null, of how many cases], or [null, the longest seen so far, of how many] where it is
    longer than that; of fewer than five cases neither is told: it would be the time of a person).
    """
    return {
        "period": period.code,
        "from": period.start.isoformat(),
        "to": period.last_day.isoformat(),
        "as_of": as_of.isoformat(),
        "groups": {
            name: _group(tally(period, None if name == EVERYTHING else name, now=now, as_of=as_of)) for name in GROUPS
        },
    }


def _group(of: Tally) -> dict[str, Any]:
    counts = of.total.counts
    return {
        "balance": {name: counts[name] for name in _BALANCE},
        "counts": {name: counts[name] for name in _COUNTS},
        "outcomes": {str(outcome): counts[f"ended_{outcome}"] for outcome in Outcome},
        "within": {str(days): [counts[f"within_{days}"], counts[f"received_{days}"]] for days in WITHIN},
        **{name: {"received": _waiting(of, clock), "closed": _closed(of, clock)} for name, clock in _CLOCKS.items()},
    }


def _waiting(of: Tally, clock: str) -> dict[str, Any]:
    half, nine = kaplan_meier(of.counting.times(clock, "timed", ()).get(WHOLE, ()), HALF, NINE_IN_TEN)
    return {"median": _plain(half), "p90": _plain(nine)}


def _closed(of: Tally, clock: str) -> dict[str, Any]:
    times = of.counting.times(clock, "finished", ()).get(WHOLE, ())
    return {"median": _plain(nearest_rank(times, HALF)), "p90": _plain(nearest_rank(times, NINE_IN_TEN))}


def _plain(time: Quantile) -> list[int | None]:
    if not time.shown:
        return [None, None, time.of]
    return [time.value, time.longest if time.more_than else None, time.of]
