"""The groups that figures are told apart by, in the office's own order, those no longer in use included."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from app.domain.channels import CHANNELS, Arrival, Channel
from app.extensions import db
from app.models import Category, OfficeUnit, Service, Village

Thing = OfficeUnit | Category | Village | Arrival | Channel | Service
Named = Sequence[tuple[str, Thing]]


def _units() -> Named:
    return [(str(u.id), u) for u in db.session.scalars(select(OfficeUnit).order_by(OfficeUnit.position, OfficeUnit.id))]


def _categories() -> Named:
    query = select(Category).order_by(Category.channel_slug, Category.position, Category.id)
    return [(str(c.id), c) for c in db.session.scalars(query)]


def _services() -> Named:
    """The channels that ask everybody the same, then each service that the office defined."""
    query = select(Service).order_by(Service.name, Service.id)
    return [*CHANNELS.items(), *((str(s.id), s) for s in db.session.scalars(query))]


def _villages() -> Named:
    return [(str(v.id), v) for v in db.session.scalars(select(Village).order_by(Village.number))]


def _arrivals() -> Named:
    return [(arrival.value, arrival) for arrival in Arrival]


_NAMED: dict[str, Callable[[], Named]] = {
    "unit": _units,
    "service": _services,
    "category": _categories,
    "village": _villages,
    "arrival": _arrivals,
}


def named(dimension: str) -> Named:
    """Key and thing of every group of a dimension."""
    return _NAMED[dimension]()
