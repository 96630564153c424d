"""How many asked for each service in a published year, at the counter and online, month by month (ITA: e-Service)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from app.domain.channels import Arrival
from app.domain.legs import Turn
from app.extensions import db
from app.services.keeping import keep
from app.services.public_figures import Year
from app.services.statistics import tally
from app.services.statistics.rows import Sheet


def served(this: Year, *, now: datetime) -> Mapping[tuple[str, date, bool], int]:
    """Requests received by service, first day of the month of their true receipt, and whether they came online."""
    return keep(("served", this.number, this.as_of), lambda: _served(this, now))


def _served(this: Year, now: datetime) -> Mapping[tuple[str, date, bool], int]:
    sheets = tally(this.period, now=now, as_of=this.as_of).counting.sheets
    day = sheets.source.leg.started_on.label("day")
    rows = sheets.read(Sheet.TURNED, day, where=lambda of: of.leg.turn == Turn.RECEIVED).subquery()
    traits = (rows.c.service, rows.c.day, rows.c.arrival)
    found: Counter[tuple[str, date, bool]] = Counter()
    for service, on, arrival, cases in db.session.execute(select(*traits, func.count()).group_by(*traits)):
        found[service, on.replace(day=1), arrival == Arrival.ONLINE] += cases
    return found
