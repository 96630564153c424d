"""What an officer chose to look at, as a value that an address can carry; it never widens what the actor may see."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, false, or_, true

from app.domain.channels import Arrival
from app.domain.phones import parse_phone
from app.domain.references import parse_reference
from app.domain.thai import escape_like, search_key
from app.domain.workflow import Phase, Status
from app.models import Ticket
from app.services.actors import Actor

CLOSED_DAYS = 7
NONE = "none"
_LARGEST = 2**31 - 1
_NUMBER = re.compile(r"[0-9\s().+–-]+")


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
    """``unit``, ``village``, ``service`` are numbers as text or ``none``; an empty part does not select."""

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

    def without(self, name: Literal["unit", "channel"]) -> "Selection":
        """The same selection, one part wider."""
        return replace(self, unit="") if name == "unit" else replace(self, channel="")


def conditions(chosen: Selection, actor: Actor, *, today: date, now: datetime) -> list[ColumnElement[bool]]:
    """What the cases of a selection have in common."""
    parts = (
        (chosen.channel, Ticket.channel_slug == chosen.channel),
        (chosen.service, _row(Ticket.service_id, chosen.service)),
        (chosen.unit, _row(Ticket.unit_id, chosen.unit)),
        (chosen.village, _row(Ticket.village_id, chosen.village)),
        (chosen.status, Ticket.status == chosen.status),
        (chosen.arrival, Ticket.arrival == chosen.arrival),
        (chosen.late, and_(Ticket.phase != Phase.DONE, Ticket.overdue_from <= today)),
        (chosen.waiting, Ticket.phase == Phase.THEIRS),
        (chosen.q, says(chosen.q)),
    )
    return [_view(chosen.view, actor, now), *(condition for part, condition in parts if part)]


def says(typed: str) -> ColumnElement[bool]:
    """Cases that hold what was typed: every word somewhere, a telephone or case number in any spelling."""
    key = search_key(typed)
    if not key:
        return true()
    words = [key] if _NUMBER.fullmatch(key) else key.split(" ")
    ways = [and_(*(_means(word) for word in words))]
    if reference := parse_reference(key):
        ways.append(Ticket.reference == reference)
    return or_(*ways)


def _means(word: str) -> ColumnElement[bool]:
    """A word as it stands; digits also as they are kept, without what people put between them."""
    ways = [_holds(word)]
    digits = parse_phone(word) or re.sub(r"[^0-9]", "", word)
    if _NUMBER.fullmatch(word) and digits:
        ways.append(_holds(digits))
        if len(digits) > 4:
            ways.append(_holds(f"{digits[:4]}-{digits[4:].zfill(4)}"))
    return or_(*ways)


def _holds(part: str) -> ColumnElement[bool]:
    return Ticket.search_text.like(f"%{escape_like(part)}%", escape="\\")


def _view(view: View, actor: Actor, now: datetime) -> ColumnElement[bool]:
    open_now = Ticket.phase != Phase.DONE
    return {
        View.ALL: open_now,
        View.MINE: and_(open_now, Ticket.officer_id == actor.staff_id),
        View.UNIT: and_(open_now, Ticket.unit_id == actor.unit_id),
        View.UNASSIGNED: and_(open_now, Ticket.officer_id.is_(None)),
        View.CLOSED: and_(Ticket.phase == Phase.DONE, Ticket.closed_at > now - timedelta(days=CLOSED_DAYS)),
        View.SEARCH: true(),
    }[view]


def _row(column: Any, value: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = false()
    if value == NONE:
        found = column.is_(None)
    elif value.isascii() and value.isdigit():
        found = column == min(int(value), _LARGEST)
    return found
