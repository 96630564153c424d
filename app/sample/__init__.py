"""The sample office: invented cases of two fiscal years, made through the same services as real ones."""

import heapq
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from flask import current_app

from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year_of
from app.sample import desk as desks
from app.sample import lives, people
from app.services import schema
from app.services.transaction import transaction

CASES = 600
SEED = 2567


def make(now: datetime, cases: int = CASES) -> None:
    """Fill an empty database; the same ``now`` and number of cases give the same office."""
    today = now.astimezone(BANGKOK).date()
    first = date(fiscal_year_of(today) - 543 - 3, 10, 1)
    with transaction():
        cast = people.make(first, now)
    rng = Random(SEED)
    _live(desks.Desk(cast=cast, rng=rng, now=now), desks.arrivals(rng, first, now, cases), now)
    people.sealed(cast, now)


def remove() -> None:
    """Take everything away, tables and files: the office starts empty again."""
    schema.downgrade("base")
    shutil.rmtree(current_app.config["VAR_DIR"] / "files", ignore_errors=True)
    schema.upgrade()


def _live(desk: desks.Desk, coming: list[tuple[datetime, str]], now: datetime) -> None:
    """Let all cases live at once, in the order of time, until now."""
    agenda: list[tuple[datetime, int, Iterator[datetime]]] = [
        (at, n, lives.BEGIN[channel](desk)) for n, (at, channel) in enumerate(coming)
    ]
    heapq.heapify(agenda)
    with transaction():
        while agenda and agenda[0][0] <= now:
            at, n, life = heapq.heappop(agenda)
            desk.now = at
            following = next(life, None)
            if following is not None:
                heapq.heappush(agenda, (max(following, at + timedelta(seconds=30)), n, life))
