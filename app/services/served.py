"""How many asked for each service in a published year, at the counter and online (ITA: e-Service).

By month the fixed services and all own services together; a service that the office defined itself only for a whole
year that is settled, and small ones added up: its name may be delicate, and a "1" in a month would be one person.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.domain.anonymity import grouped
from app.domain.channels import Arrival
from app.domain.legs import Turn
from app.domain.periods import Period
from app.domain.statistics import FEWEST
from app.extensions import db
from app.models import Service
from app.services import settled
from app.services.keeping import keep
from app.services.public_figures import Year
from app.services.public_rows import told_as
from app.services.statistics import tally
from app.services.statistics.groups import named
from app.services.statistics.rows import Sheet

Counts = Mapping[tuple[str, date, bool], int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Requests of a year; ``online``: None where the part may not be told."""

    received: int
    online: int | None

    @property
    def walk_in(self) -> int | None:
        """At the counter."""
        return None if self.online is None else self.received - self.online


@dataclass(frozen=True, slots=True)
class Own:
    """Own services as may be told: some alone, the ``others`` (none, or two and more) ``together``."""

    alone: Mapping[str, Asked]
    others: tuple[str, ...]
    together: Asked


def served(this: Year, *, now: datetime) -> Counts:
    """Requests received by service, first day of the month of their true receipt, and whether they came online.

    All own services are one: their channel.
    """
    found: Counter[tuple[str, date, bool]] = Counter()
    for (service, month, online), cases in _asked(this, now).items():
        found[told_as(service), month, online] += cases
    return found


def own(this: Year, *, now: datetime) -> Own | None:
    """Each own service over a settled year; None before it is settled, and where only their sum may be told."""
    if not this.settled:
        return None
    counts, online = dict.fromkeys(_defined(this), 0), Counter[str]()
    for (service, _month, way), cases in _asked(this, now).items():
        if service in counts:
            counts[service] += cases
            online[service] += cases * way
    told = grouped(counts)
    if told is None or not counts:
        return None
    rest = sum(online[key] for key in told.others)
    apart = _may_be_split([*((n, online[key]) for key, n in told.alone.items()), (told.together, rest)])
    alone = {key: Asked(n, online[key] if apart else None) for key, n in told.alone.items()}
    return Own(alone, told.others, Asked(told.together, rest if apart else None))


def _defined(this: Year) -> list[str]:
    """Every own service that there was when the year was settled, with requests or not."""
    known = Period(this.as_of, this.as_of + timedelta(days=1)).end_moment
    return [key for key, thing in named("service") if isinstance(thing, Service) and thing.created_at < known]


def _may_be_split(rows: Iterable[tuple[int, int]]) -> bool:
    """All rows or none: the parts of a single one left out would be the total less the others."""
    return all(part == 0 or part >= FEWEST for received, online in rows for part in (online, received - online))


def _asked(this: Year, now: datetime) -> Counts:
    return keep(("asked", this.number, this.as_of), lambda: _read(this, now))


def _read(this: Year, now: datetime) -> Counts:
    def count() -> Any:
        return [[service, f"{month}", online, n] for (service, month, online), n in _count(this, now).items()]

    plain = settled.kept(f"asked-{this.period.code}", this.as_of, count) if this.settled else count()
    return {(service, date.fromisoformat(month), online): n for service, month, online, n in plain}


def _count(this: Year, now: datetime) -> Counts:
    sheets = tally(this.period, now=now, as_of=this.as_of).counting.sheets
    of, day = sheets.traits(Sheet.TURNED), sheets.source.leg.started_on.label("day")
    asked = (of["service"].label("service"), day, of["arrival"].label("arrival"))
    rows = sheets.read(Sheet.TURNED, *asked, where=lambda of: of.leg.turn == Turn.RECEIVED).subquery()
    traits = (rows.c.service, rows.c.day, rows.c.arrival)
    found: Counter[tuple[str, date, bool]] = Counter()
    for service, on, arrival, cases in db.session.execute(select(*traits, func.count()).group_by(*traits)):
        found[service, on.replace(day=1), arrival == Arrival.ONLINE] += cases
    return found
