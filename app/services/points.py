"""The delivery points of a water request: made with it, and their litres read anew from its story."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Ticket, Village, WaterPoint
from app.services.steps import accounts_of


@dataclass(frozen=True, slots=True)
class Point:
    """A house as it was asked for; ``litres`` above 0, ``capacity`` of its containers in litres."""

    name: str
    house_no: str
    village: Village | None
    litres: int
    place: str = ""
    phone: str = ""
    persons: int = 0
    capacity: int | None = None
    special_care: bool = False
    note: str = ""


def add(ticket: Ticket, given: Sequence[Point], village: Village | None) -> None:
    """Write down the houses of a new request; one that names none is itself the house, in the request's ``village``."""
    for number, point in enumerate(given or [_itself(ticket, village)], start=1):
        ticket.points.append(
            WaterPoint(
                number=number, name=point.name, house_no=point.house_no, place=point.place, phone=point.phone,
                village_id=point.village.id if point.village else None, persons=point.persons, litres=point.litres,
                capacity=point.capacity, special_care=point.special_care, note=point.note, given=0, waived=0,
            )
        )  # fmt: skip


def asked(ticket: Ticket) -> dict[str, Any]:
    """Litres asked, by point, for the first line of the story."""
    if not ticket.channel.delivers:
        return {}
    return {"asked": {str(point.number): point.litres for point in ticket.points}}


def repeat(ticket: Ticket) -> None:
    """Copy litres given and waived beside the points. Called where the other facts are copied, and nowhere else."""
    found = accounts_of(ticket)
    for point in ticket.points:
        point.given, point.waived = found[point.number].given, found[point.number].waived


def differ(ticket: Ticket) -> bool:
    """Whether the litres beside the points are not those of the story."""
    found = accounts_of(ticket)
    return any((point.given, point.waived) != (found[point.number].given, found[point.number].waived)
               for point in ticket.points)  # fmt: skip


def _itself(ticket: Ticket, village: Village | None) -> Point:
    said = ticket.details
    return Point(
        name=ticket.applicant, house_no=str(said.get("house_no", "")), village=village, place=ticket.place,
        litres=int(said.get("litres") or 0), phone=ticket.phone, persons=int(said.get("persons") or 0),
        capacity=said.get("capacity"), special_care=bool(said.get("special_care")),
    )  # fmt: skip
