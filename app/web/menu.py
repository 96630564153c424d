"""The staff menu: what this member of staff may open, and nothing else."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from app.domain.words import N_
from app.domain.workflow import Role
from app.models import Staff
from app.web.guards import DESK


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the office, and who may go there (by role)."""

    path: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu as it is shown."""

    url: str
    text: str
    current: bool


PLACES = (
    Place("/staff/queue", N_("คิวงาน"), frozenset(DESK)),
    Place("/staff/field", N_("งานในพื้นที่"), frozenset({Role.OFFICER})),
    Place("/staff/check", N_("ตรวจเช้าบ่าย"), frozenset({Role.INTAKE, Role.MANAGEMENT})),
    Place("/staff/tickets/new", N_("รับเรื่องใหม่"), frozenset({Role.INTAKE, Role.OFFICER})),
    Place("/staff/water/", N_("รอบส่งน้ำ"), frozenset(DESK)),
    Place("/staff/water/trucks", N_("รถน้ำและคนขับ"), frozenset({Role.ADMINISTRATOR})),
    Place("/management/approvals", N_("อนุมัติน้ำ"), frozenset({Role.MANAGEMENT})),
    Place("/staff/sealed/", N_("เรื่องลับ"), frozenset({Role.INTEGRITY})),
    Place("/management/", N_("ภาพรวม"), frozenset({Role.MANAGEMENT})),
    Place("/management/reports/", N_("รายงาน"), frozenset({Role.MANAGEMENT})),
    Place("/staff/publishing/", N_("เผยแพร่"), frozenset({*DESK, Role.ADMINISTRATOR})),
    Place("/admin/", N_("ดูแลระบบ"), frozenset({Role.ADMINISTRATOR})),
)


def for_member(member: Staff | None) -> list[Item]:
    """The menu of one member of staff; the longest address that fits is where they are."""
    if member is None or member.must_change:
        return []
    open_to_them = [place for place in PLACES if member.roles & place.roles]
    here = max((place.path for place in open_to_them if _is_here(place)), key=len, default=None)
    return [Item(p.path, gettext(p.name), p.path == here) for p in open_to_them]


def _is_here(place: Place) -> bool:
    if place.path == "/staff/queue" and request.path.startswith(("/staff/tickets/", "/staff/search")):
        return True
    return request.path.startswith(place.path)
