"""The services that the office defined itself: which there are, and which of them take requests now."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.models import Manual, Service
from app.services import manuals


def every() -> Sequence[Service]:
    """All services, those closed too, by name."""
    return db.session.scalars(select(Service).order_by(Service.name, Service.id)).all()


def find(slug: str) -> Service | None:
    """The service with this address."""
    return db.session.scalar(select(Service).where(Service.slug == slug))


def manual_of(service: Service, day: date) -> Manual | None:
    """The service's manual in force on a day."""
    return manuals.in_force(service.slug, day)


def takes(service: Service, day: date) -> bool:
    """Whether requests are taken in: opened by the office, with a form, and a manual that says what is promised."""
    return service.active and bool(service.fields) and manual_of(service, day) is not None


def open_on(day: date) -> list[Service]:
    """The services that take requests on a day."""
    return [service for service in every() if takes(service, day)]
