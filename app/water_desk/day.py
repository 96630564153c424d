"""The day: who waits for water, the rounds in order, what became of every house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.models import Village
from app.services.water import fleet, reading, waiting
from app.services.water.waiting import Waiting
from app.water_desk.door import bp
from app.web import office

_YEARS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """Those who wait in one village."""

    village: Village | None
    houses: int
    litres: int
    since: datetime


def asked_day() -> date:
    """The day of the address; today where there is none that can be read or that no round was ever on."""
    today = office.today()
    try:
        day = date.fromisoformat(request.values.get("day", ""))
    except ValueError:
        return today
    return day if abs(day.year - today.year) <= _YEARS else today


@bp.get("/")
def home() -> ResponseReturnValue:
    """One day of the water trucks."""
    day, actor = asked_day(), office.actor()
    queue = waiting.queue(actor)
    return render_template(
        "water_desk/day.html",
        day=day,
        today=office.today(),
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        queue=queue,
        villages=_villages(queue),
        litres=sum(line.litres for line in queue),
        oldest=waiting.oldest(queue),
        rounds=reading.on_day(day, by=actor, now=office.now()),
        trucks=fleet.trucks(),
    )


def _villages(queue: Sequence[Waiting]) -> list[Line]:
    """By village, the one with most litres first."""
    found: dict[int | None, list[Waiting]] = {}
    for line in queue:
        found.setdefault(line.point.village_id, []).append(line)
    lines = [
        Line(them[0].point.village, len(them), sum(w.litres for w in them), waiting.oldest(them) or office.now())
        for them in found.values()
    ]
    return sorted(lines, key=lambda line: -line.litres)
