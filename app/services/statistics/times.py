"""How long cases took, or have waited so far: what typical times are worked out from.

A leg that is done repeats all that is asked here, so that most is read from one index; what is still open is little.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, null, select, union_all

from app.domain.quantiles import Spread, joined
from app.extensions import db
from app.services.statistics.books import MinutesUntil
from app.services.statistics.counts import EVERYTHING, Group
from app.services.statistics.measures import MEASURES
from app.services.statistics.rows import Sheet, Sheets

Pair = tuple[str, str]
By = Sequence[str | None]
Found = dict[Pair, defaultdict[Any, Spread]]  # by dimension and key
_AT_ONCE = 1000
_OPEN = "timed"  # of all that times are asked of, only this counts what is open
_STANDING = MEASURES[_OPEN].where[Sheet.OPEN]


def standing(sheets: Sheets, dimensions: Sequence[str]) -> Sequence[Any]:
    """What was received and is open still, case by case: its clocks and its groups."""
    of, traits = sheets.times(Sheet.OPEN), sheets.traits(Sheet.OPEN)
    groups = [cast(traits[name], String).label(name) for name in dimensions]
    clocks = [of[name].label(name) for name in ("since", "office", "resident", "acknowledge", "unacknowledged")]
    return db.session.execute(sheets.read(Sheet.OPEN, *clocks, *groups, where=_STANDING)).all()


def times(
    sheets: Sheets,
    still: Callable[[], Sequence[Any]],
    minutes: MinutesUntil,
    wanted: Sequence[Pair],
    dimensions: Sequence[str],
) -> dict[Pair, dict[Group, Spread]]:
    """Of pairs of clock and measure, of everything and of every group that has any; ``still``: what is standing."""
    by: By = dimensions or (None,)
    found: Found = {pair: defaultdict(Spread) for pair in wanted}
    _add_done(found, sheets, by)
    if any(measure == _OPEN for _, measure in found):
        _add_open(found, still(), minutes, by)
    return {pair: _with_everything(groups, by[0]) for pair, groups in found.items()}


def _with_everything(found: Mapping[Any, Spread], dimension: str | None) -> dict[Group, Spread]:
    """The times of everything are those of all groups of one dimension."""
    parts = [times for group, times in found.items() if group[0] == dimension]
    if not parts:
        return {}
    groups = {group: times for group, times in found.items() if group[0] is not None}
    return {EVERYTHING: parts[0] if len(parts) == 1 else joined(parts), **groups}


def _add_done(found: Found, sheets: Sheets, by: By) -> None:
    """Counted by the database in one question, read in pieces: a row takes more room than what it says."""
    asked = list(product(found, by))
    parts = [_counted(sheets, n, *pair, dimension) for n, (pair, dimension) in enumerate(asked)]
    for n, key, time, cases in db.session.execute(union_all(*parts).execution_options(yield_per=_AT_ONCE)):
        pair, dimension = asked[n]
        times = found[pair][dimension, key]
        times.times.append(time)
        times.done.append(cases)


def _counted(sheets: Sheets, n: int, clock: str, measure: str, dimension: str | None) -> Select[Any]:
    columns = [sheets.times(Sheet.DONE)[clock].label("time")]
    columns += [] if dimension is None else [sheets.traits(Sheet.DONE)[dimension].label("key")]
    rows = sheets.read(Sheet.DONE, *columns, where=MEASURES[measure].where[Sheet.DONE]).subquery().c
    key = null() if dimension is None else rows.key
    counted = select(literal(n), cast(key, String), rows.time, func.count()).where(rows.time.is_not(None))
    return counted.group_by(*([] if dimension is None else [key]), rows.time)


def _add_open(found: Found, still: Sequence[Any], minutes: MinutesUntil, by: By) -> None:
    """A case waits to be acknowledged until an officer has done something."""
    clocks = [clock for clock, measure in found if measure == _OPEN]
    for row in still:
        since = minutes[row.since] if row.since else 0
        for clock in clocks:
            waits = row.unacknowledged if clock == "acknowledge" else 1
            time = getattr(row, clock) + (since if waits and clock != "resident" else 0)
            for dimension in by:
                key = getattr(row, dimension) if dimension else None
                found[clock, _OPEN][dimension, key].add(time, 1 - waits, waits)
