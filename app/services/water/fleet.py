"""Trucks and drivers: who is there, which truck stands still and for how long."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.domain.words import N_
from app.extensions import db
from app.models import Driver, Truck
from app.services import audit
from app.services.actors import Actor
from app.services.transaction import transaction


class BadTruck(ValueError):
    """What was said of a truck cannot be; ``field`` and a Thai msgid."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def trucks(*, all_of_them: bool = False) -> Sequence[Truck]:
    """The trucks in use, or all there ever were."""
    query = select(Truck).order_by(Truck.active.desc(), Truck.id)
    return db.session.scalars(query if all_of_them else query.where(Truck.active)).all()


def drivers(*, all_of_them: bool = False) -> Sequence[Driver]:
    """The drivers in service, or all there ever were."""
    query = select(Driver).order_by(Driver.active.desc(), Driver.name)
    return db.session.scalars(query if all_of_them else query.where(Driver.active)).all()


def truck(truck_id: int) -> Truck | None:
    """One truck."""
    return db.session.get(Truck, truck_id)


def driver(driver_id: int) -> Driver | None:
    """One driver."""
    return db.session.get(Driver, driver_id)


def save_truck(truck: Truck, *, name: str, plate: str, litres: int, active: bool, by: Actor, now: datetime) -> None:
    """A new truck, or what changed of one; rounds already planned keep the capacity they were planned with."""
    if not 100 <= litres <= 100_000:
        raise BadTruck("litres", N_("ความจุต้องอยู่ระหว่าง 100 ถึง 100,000 ลิตร"))
    with transaction():
        row = db.session.merge(truck) if truck.id else truck
        if db.session.scalar(select(Truck.id).where(Truck.plate == plate, Truck.id != (truck.id or 0)).limit(1)):
            raise BadTruck("plate", N_("มีรถทะเบียนนี้อยู่แล้ว"))
        row.name, row.plate, row.litres, row.active = name, plate, litres, active
        row.out_reason = row.out_reason or ""
        db.session.add(row)
        db.session.flush()
        audit.record("truck_saved", f"truck {row.id}", by=by, now=now, litres=litres, active=active)


def save_driver(driver: Driver, *, name: str, phone: str, active: bool, by: Actor, now: datetime) -> None:
    """A new driver, or what changed of one."""
    with transaction():
        row = db.session.merge(driver) if driver.id else driver
        row.name, row.phone, row.active = name, phone, active
        db.session.add(row)
        db.session.flush()
        audit.record("driver_saved", f"driver {row.id}", by=by, now=now, active=active)


def stand_still(truck: Truck, first: date | None, last: date | None, reason: str, *, by: Actor, now: datetime) -> None:
    """A truck is out of service from a day to a day (None: until further notice); ``first`` None: it runs again.

    The rounds that it can no longer drive are for ``rounds.cancel``.
    """
    if first and last and last < first:
        raise BadTruck("out_until", N_("วันสุดท้ายอยู่ก่อนวันแรก"))
    with transaction():
        row = db.session.get_one(Truck, truck.id, with_for_update=True)
        row.out_from, row.out_until, row.out_reason = first, last, reason if first else ""
        audit.record("truck_out" if first else "truck_back", f"truck {row.id}", by=by, now=now, reason=reason)
