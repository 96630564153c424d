"""How long cases took, or have waited so far: what typical times are worked out from.

A leg that is done repeats all that is asked here, so that most is read from one index; what is still open is little.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, null, select, union_all

from app.domain.statistics import Times, in_order
from app.extensions import db
from app.services.statistics.books import MinutesUntil
from app.services.statistics.counts import DIMENSIONS, EVERYTHING, Group
from app.services.statistics.measures import MEASURES
from app.services.statistics.rows import Sheet, Sheets

Pair = tuple[str, str]
By = Sequence[str | None]
_AT_ONCE = 1000
_OPEN = "timed"  # of all that times are asked of, only this counts what is open
_CLOCKS = ("office", "resident", "acknowledge")


def times(
    sheets: Sheets, still: Sequence[Any], minutes: MinutesUntil, wanted: Sequence[Pair], dimensions: Sequence[str]
) -> dict[Pair, dict[Group, list[Times]]]:
    """Of pairs of clock and measure, of everything and of every group that has any; ``still`` is what is open."""
    by: By = dimensions or (None,)
    found: dict[Pair, dict[Any, list[Times]]] = {pair: defaultdict(list) for pair in wanted}
    for pair, group, time in chain(_done(sheets, wanted, by), _open(still, minutes, wanted, by)):
        found[pair][group].append(time)
    return {pair: _with_everything(groups, by[0]) for pair, groups in found.items()}


def _with_everything(found: Mapping[Any, list[Times]], dimension: str | None) -> dict[Group, list[Times]]:
    """The times of everything are those of all groups of one dimension."""
    whole = in_order(chain.from_iterable(times for group, times in found.items() if group[0] == dimension))
    groups = {group: in_order(times) for group, times in found.items() if group[0] is not None}
    return {EVERYTHING: whole, **groups} if whole else {}


def _done(sheets: Sheets, wanted: Sequence[Pair], by: By) -> Iterator[tuple[Any, ...]]:
    """Counted by the database in one question, read in pieces: a row takes more room than what it says."""
    asked = list(product(wanted, by))
    parts = [_counted(sheets, n, *pair, dimension) for n, (pair, dimension) in enumerate(asked)]
    for n, key, time, cases in db.session.execute(union_all(*parts).execution_options(yield_per=_AT_ONCE)):
        pair, dimension = asked[n]
        yield pair, (dimension, key), Times(time, cases)


def _counted(sheets: Sheets, n: int, clock: str, measure: str, dimension: str | None) -> Select[Any]:
    columns = [sheets.times(Sheet.DONE)[clock].label("time")]
    columns += [] if dimension is None else [sheets.traits(Sheet.DONE)[dimension].label("key")]
    rows = sheets.read(Sheet.DONE, *columns, where=MEASURES[measure].where[Sheet.DONE]).subquery().c
    key = null() if dimension is None else rows.key
    counted = select(literal(n), cast(key, String), rows.time, func.count()).where(rows.time.is_not(None))
    return counted.group_by(*([] if dimension is None else [key]), rows.time)


def standing(sheets: Sheets) -> Sequence[Any]:
    """What was received in the period and is open at the cut, case by case, with all its groups."""
    of, traits = sheets.times(Sheet.OPEN), sheets.traits(Sheet.OPEN)
    columns = [of[name].label(name) for name in (*_CLOCKS, "unacknowledged", "since")]
    groups = [traits[name].label(name) for name in DIMENSIONS]
    return db.session.execute(sheets.read(Sheet.OPEN, *columns, *groups, where=MEASURES[_OPEN].where[Sheet.OPEN])).all()


def _open(still: Sequence[Any], minutes: MinutesUntil, wanted: Sequence[Pair], by: By) -> Iterator[tuple[Any, ...]]:
    """One by one; nobody waits to be acknowledged any more where an officer has done something."""
    clocks = [clock for clock, measure in wanted if measure == _OPEN]
    for row in still if clocks else ():
        since, waits = minutes[row.since] if row.since else 0, row.unacknowledged
        said = {
            "office": Times(row.office + since, 0, 1),
            "resident": Times(row.resident, 0, 1),
            "acknowledge": Times(row.acknowledge + since if waits else row.acknowledge, 1 - waits, waits),
        }
        for clock, dimension in product(clocks, by):
            key = None if dimension is None else getattr(row, dimension)
            yield (clock, _OPEN), (dimension, None if key is None else str(key)), said[clock]
