"""Units of the office; one that still has people, categories or open cases is not taken out of use."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.domain.words import N_
from app.extensions import db
from app.models import OPEN, Category, OfficeUnit, Staff, Ticket
from app.services import scope
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong


def every() -> Sequence[OfficeUnit]:
    """All units in the office's order, those out of use too."""
    return db.session.scalars(select(OfficeUnit).order_by(OfficeUnit.position, OfficeUnit.id)).all()


def find(unit_id: int) -> OfficeUnit | None:
    """One unit."""
    return db.session.get(OfficeUnit, unit_id)


def save(
    unit: OfficeUnit | None, *, name: str, short_name: str, position: int, active: bool, by: Actor, now: datetime
) -> None:
    """Add a unit (None) or change one."""
    taken = db.session.scalar(select(OfficeUnit.id).where(OfficeUnit.name == name))
    if taken is not None and (unit is None or unit.id != taken):
        raise Wrong("name", N_("มีหน่วยงานชื่อนี้อยู่แล้ว"))
    if unit and unit.active and not active:
        _not_needed(unit)
    values = {"name": name, "short_name": short_name or name, "position": position, "active": active}
    action = "unit_changed" if unit else "unit_added"
    changes.write(unit or OfficeUnit(), values, action=action, subject=name, by=by, now=now)


def _not_needed(unit: OfficeUnit) -> None:
    people = select(func.count()).select_from(Staff).where(Staff.unit_id == unit.id, Staff.active)
    if count := db.session.scalar(people):
        raise Wrong("active", N_("ยังมีเจ้าหน้าที่ %(n)s คนในหน่วยงานนี้ ย้ายไปหน่วยงานอื่นก่อน"), n=count)
    categories = select(func.count()).select_from(Category).where(Category.unit_id == unit.id, Category.active)
    if count := db.session.scalar(categories):
        raise Wrong("active", N_("ยังมีหมวดเรื่อง %(n)s หมวดที่ส่งมาหน่วยงานนี้ เปลี่ยนหน่วยงานของหมวดก่อน"), n=count)
    cases = scope.everything().where(Ticket.unit_id == unit.id, OPEN).subquery()
    if count := db.session.scalar(select(func.count()).select_from(cases)):
        raise Wrong("active", N_("ยังมีเรื่องที่ไม่ปิด %(n)s เรื่องในหน่วยงานนี้ มอบหมายให้หน่วยงานอื่นก่อน"), n=count)
