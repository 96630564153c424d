"""The sample office: invented cases of two fiscal years, made through the same services as real ones."""

import heapq
import shutil
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from flask import current_app

from app.domain.dates import BANGKOK
from app.domain.periods import fiscal_year_of
from app.sample import (
    checks,
    comforts,
    driving,
    ita_rows,
    lives,
    neighbours,
    old_book,
    own_service,
    people,
    press,
    report,
    surveys,
    week,
)
from app.sample.desk import Desk, Life, arrivals
from app.services import calendar, office, schema
from app.services.transaction import transaction

CASES = 600
SEED = 2567


class NotASample(RuntimeError):
    """This office is a real one; nothing of it is thrown away."""


def make(now: datetime, cases: int = CASES) -> None:
    """Fill an empty database, wholly or not at all; the same ``now`` and number of cases give the same office."""
    first = date(fiscal_year_of(now.astimezone(BANGKOK).date()) - 543 - 3, 10, 1)
    rng = Random(SEED)
    with transaction():
        cast = people.make(first, now)
        driving.make_fleet(datetime.combine(first, time(9), BANGKOK))
        own = own_service.define(cast, datetime.combine(first, time(9, 30), BANGKOK))
        desk = Desk(cast=cast, rng=rng, now=now, book=calendar.book())
        by_hand = (*week.cases(desk), *own_service.cases(desk, own), *press.cases(desk), *checks.cases(desk))
        _live(desk, [*by_hand, *_lives(desk, arrivals(rng, first, now, cases))])
        neighbours.draw(now)
        neighbours.talk(desk)
        surveys.invite(rng, now)
        people.sealed(cast, now)
        ita_rows.make(desk, now)
        report.publish(desk, now)
        old_book.make(first, now)
        comforts.make(now)


def remove() -> None:
    """Take everything away, tables and files: the office starts empty again. ``NotASample`` for a real one."""
    present = office.present()
    if present is not None and not present.sample:
        raise NotASample
    schema.downgrade("base")
    shutil.rmtree(current_app.config["VAR_DIR"] / "files", ignore_errors=True)
    schema.upgrade()


def _lives(desk: Desk, coming: Iterable[tuple[datetime, str]]) -> Iterator[tuple[datetime, Life]]:
    return ((at, lives.BEGIN[channel](desk)) for at, channel in coming)


def _live(desk: Desk, begun: Iterable[tuple[datetime, Life]]) -> None:
    """Let all cases live at once, in the order of time, until now."""
    until = desk.now
    agenda = [(at, n, life) for n, (at, life) in enumerate(begun)]
    heapq.heapify(agenda)
    while agenda and agenda[0][0] <= until:
        at, n, life = heapq.heappop(agenda)
        desk.now = at
        following = next(life, None)
        if following is not None:
            heapq.heappush(agenda, (max(following, at + timedelta(seconds=30)), n, life))
