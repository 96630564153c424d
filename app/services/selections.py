"""What an officer chose to look at, as a value that an address can carry; it never widens what the actor may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, false, func, true

from app.domain.channels import Arrival
from app.domain.workflow import Phase, Status
from app.models import ENDED, OPEN, Ticket
from app.services.actors import Actor
from app.services.finding import says

CLOSED_DAYS = 7
NONE = "none"
_LARGEST = 2**31 - 1
# As it stands, its own index would be asked: the cases of all years, one by one.
_SERVICE = func.nullif(Ticket.service_id, 0)


class View(StrEnum):
    """The tabs of the queue; SEARCH looks at everything, closed cases too."""

    ALL = "all"
    MINE = "mine"
    UNIT = "unit"
    UNASSIGNED = "unassigned"
    CLOSED = "closed"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Selection:
    """``unit``, ``village``, ``service`` are numbers as text or ``none``; an empty part does not select.

    ``found``: of a search that was made, the cases that hold ``q``; ``more``: there are others.
    """

    view: View = View.ALL
    channel: str = ""
    service: str = ""
    unit: str = ""
    status: Status | None = None
    village: str = ""
    arrival: Arrival | None = None
    late: bool = False
    waiting: bool = False
    q: str = ""
    found: tuple[int, ...] | None = None
    more: bool = False

    def without(self, name: Literal["unit", "channel"]) -> "Selection":
        """The same selection, one part wider."""
        return replace(self, unit="") if name == "unit" else replace(self, channel="")


def conditions(chosen: Selection, actor: Actor, *, today: date, now: datetime) -> list[ColumnElement[bool]]:
    """What the cases of a selection have in common."""
    parts = (
        (chosen.channel, Ticket.channel_slug == chosen.channel),
        (chosen.service, _row(_SERVICE, chosen.service)),
        (chosen.unit, _row(Ticket.unit_id, chosen.unit)),
        (chosen.village, _row(Ticket.village_id, chosen.village)),
        (chosen.status, Ticket.status == chosen.status),
        (chosen.arrival, Ticket.arrival == chosen.arrival),
        (chosen.late, and_(OPEN, Ticket.overdue_from <= today)),
        (chosen.waiting, Ticket.phase == Phase.THEIRS),
        (chosen.q, says(chosen.q) if chosen.found is None else Ticket.id.in_(chosen.found)),
    )
    return [_view(chosen.view, actor, now), *(condition for part, condition in parts if part)]


def _view(view: View, actor: Actor, now: datetime) -> ColumnElement[bool]:
    return {
        View.ALL: OPEN,
        View.MINE: and_(OPEN, Ticket.officer_id == actor.staff_id),
        View.UNIT: and_(OPEN, Ticket.unit_id == actor.unit_id),
        View.UNASSIGNED: and_(OPEN, Ticket.officer_id.is_(None)),
        View.CLOSED: and_(ENDED, Ticket.closed_at > now - timedelta(days=CLOSED_DAYS)),
        View.SEARCH: true(),
    }[view]


def _row(column: Any, value: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = false()
    if value == NONE:
        found = column.is_(None)
    elif value.isascii() and value.isdigit():
        found = column == min(int(value), _LARGEST)
    return found
