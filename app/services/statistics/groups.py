"""The groups that figures are told apart by, in the office's own order, those no longer in use included."""

from collections.abc import Callable, Sequence

from sqlalchemy import select

from app.domain.channels import Arrival
from app.extensions import db
from app.models import Category, OfficeUnit, Village

Named = Sequence[tuple[str, OfficeUnit | Category | Village | Arrival]]


def _units() -> Named:
    return [(str(u.id), u) for u in db.session.scalars(select(OfficeUnit).order_by(OfficeUnit.position, OfficeUnit.id))]


def _categories() -> Named:
    query = select(Category).order_by(Category.channel_slug, Category.position, Category.id)
    return [(str(c.id), c) for c in db.session.scalars(query)]


def _villages() -> Named:
    return [(str(v.id), v) for v in db.session.scalars(select(Village).order_by(Village.number))]


def _arrivals() -> Named:
    return [(arrival.value, arrival) for arrival in Arrival]


_NAMED: dict[str, Callable[[], Named]] = {
    "unit": _units,
    "category": _categories,
    "village": _villages,
    "arrival": _arrivals,
}


def named(dimension: str) -> Named:
    """Key and thing of every group of a dimension."""
    return _NAMED[dimension]()
