"""Earlier water requests of the same house or telephone: for officers only, and they block nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from app.domain.channels import WATER
from app.domain.houses import house_key
from app.extensions import db
from app.models import Ticket, WaterPoint
from app.services import audit, office, scope
from app.services.actors import Actor
from app.services.transaction import transaction

HOUSE, PHONE = "house", "phone"
_USUAL_DAYS = 30
_ONE_READING = timedelta(hours=1)
_LAST = 2**31 - 1


@dataclass(frozen=True)
class House:
    """What is compared: a village's row, a house number as it was typed, a telephone as it is kept."""

    village_id: int | None
    house_no: str
    phone: str = ""

    @cached_property
    def key(self) -> tuple[int, str] | None:
        """The house in one spelling; a number without a village means no house."""
        found = house_key(self.house_no)
        return (self.village_id, found) if found and self.village_id is not None else None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier request's house, what it has in common (``house``, ``phone``) and when it last got water."""

    point: WaterPoint
    same: tuple[str, ...]
    brought_at: datetime | None

    @property
    def ticket(self) -> Ticket:
        """The request it belongs to."""
        return self.point.ticket


def days() -> int:
    """For how long an earlier request counts, as the office set it."""
    present = office.present()
    return present.repeat_days if present else _USUAL_DAYS


def of_ticket(ticket: Ticket, *, by: Actor) -> dict[int, list[Earlier]]:
    """Earlier requests by number of the point; points that asked for the first time are left out."""
    houses = {point.number: House(point.village_id, point.house_no, point.phone) for point in ticket.points}
    return of_houses(houses, before=ticket.received_at, by=by, apart_from=ticket.id)


def of_houses(
    houses: Mapping[int, House], *, before: datetime, by: Actor, apart_from: int | None = None
) -> dict[int, list[Earlier]]:
    """The same for houses of which nothing is kept yet, under the numbers they were given; the newest first."""
    known = [(point, _house(point)) for point in _earlier(list(houses.values()), before, by, apart_from)]
    found = {}
    for number, house in houses.items():
        matches = [_match(house, its, point) for point, its in known]
        if earlier := [match for match in matches if match]:
            found[number] = earlier
    return found


def look(houses: Mapping[int, House], *, by: Actor, now: datetime) -> dict[int, list[Earlier]]:
    """The same while they are keyed in; that the earlier requests were seen is written down, once an hour each."""
    found = of_houses(houses, before=now, by=by)
    with transaction():
        for reference in sorted({one.ticket.reference for earlier in found.values() for one in earlier}):
            audit.record_once("saw_earlier", reference, by=by, now=now, within=_ONE_READING)
    return found


def _earlier(houses: Sequence[House], before: datetime, by: Actor, apart_from: int | None) -> Sequence[WaterPoint]:
    """What the database can tell: requests of those days in these villages or with these telephones."""
    villages = {house.village_id for house in houses if house.key}
    phones = {house.phone for house in houses if house.phone}
    first = or_(Ticket.received_at < before, and_(Ticket.received_at == before, Ticket.id < (apart_from or _LAST)))
    query = (
        select(WaterPoint)
        .join(WaterPoint.ticket)
        .options(contains_eager(WaterPoint.ticket))
        .where(scope.seen_by(by), Ticket.channel_slug == WATER.slug, Ticket.id != (apart_from or 0))
        .where(Ticket.received_at >= before - timedelta(days=days()), first)
        .where(or_(WaterPoint.village_id.in_(villages), WaterPoint.phone.in_(phones)))
        .order_by(Ticket.received_at.desc(), WaterPoint.id.desc())
    )
    return [point for point in db.session.scalars(query).unique() if not point.ticket.emptied]


def _house(point: WaterPoint) -> House:
    return House(point.village_id, point.house_no, point.phone)


def _match(house: House, its: House, point: WaterPoint) -> Earlier | None:
    same = ((HOUSE, house.key is not None and house.key == its.key), (PHONE, house.phone and house.phone == its.phone))
    common = tuple(what for what, is_same in same if is_same)
    return Earlier(point, common, _brought_at(point)) if common else None


def _brought_at(point: WaterPoint) -> datetime | None:
    """When it last got water, from the story."""
    number = str(point.number)
    return max((event.at for event in point.ticket.events if number in event.data.get("given", ())), default=None)
