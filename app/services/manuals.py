"""Service manuals: which version is in force, and therefore what is promised."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.domain.clocks import Promise
from app.extensions import db
from app.models import Category, Manual, ManualStep, Ticket
from app.services import kept

_WHOLE = (joinedload(Manual.unit), selectinload(Manual.steps).selectinload(ManualStep.manual))
_NEWEST_FIRST = select(Manual).options(*_WHOLE).order_by(Manual.service, Manual.version.desc())


def in_force(service: str, day: date) -> Manual | None:
    """The version of a service's manual in force on a day; kept between requests, so it is only to be shown."""
    found = kept.read(_NEWEST_FIRST, _by_service).get(service, ())
    return next((manual for manual in found if manual.effective_on <= day), None)


def all_in_force(day: date) -> list[Manual]:
    """The manual of every service in force on a day, by service."""
    services = kept.read(_NEWEST_FIRST, _by_service)
    return [manual for service in services if (manual := in_force(service, day))]


def _by_service(rows: Sequence[Manual]) -> dict[str, list[Manual]]:
    return {service: list(versions) for service, versions in groupby(rows, lambda manual: manual.service)}


def promise_for(manual: Manual, category: Category | None) -> Promise:
    """The category's own promise if it has one, else the manual's."""
    if category and category.promise_days is not None and category.promise_unit is not None:
        return Promise(category.promise_days, category.promise_unit)
    return manual.promise


def of(ticket: Ticket) -> Manual | None:
    """The version that a case was received under; no later one takes its place."""
    every = kept.read(_NEWEST_FIRST, _by_service).values()
    return next((manual for versions in every for manual in versions if manual.id == ticket.manual_id), None)


def versions(service: str) -> Sequence[Manual]:
    """Every version of a service's manual, the newest first, with those still to come."""
    return db.session.scalars(select(Manual).where(Manual.service == service).order_by(Manual.version.desc())).all()
