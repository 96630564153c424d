"""The fixed cast and what they do, made through the product's own services."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.domain.channels import COMPLAINTS, WATER
from app.domain.workflow import Role
from app.extensions import db
from app.models import Category, Office, OfficeUnit, Staff, Ticket, Village
from app.services import defaults, drafts, staff
from app.services.actors import RESIDENT, Actor
from app.services.intake import Submission, open_ticket
from app.services.transaction import transaction

PASSWORD = "ข้าวยำ กับ ปลาย่าง"
OFFICE = {
    "name": "องค์การบริหารส่วนตำบลทดสอบ", "short_name": "อบต.ทดสอบ", "english_name": "Thotsop SAO",
    "subdistrict": "ทดสอบ", "district": "โคกโพธิ์", "province": "ปัตตานี", "postcode": "94120",
    "address": "หมู่ที่ 1", "phone": "073000100", "emergency_phone": "073000199", "email": "", "website": "",
    "phone_note": "", "head_title": "นายกองค์การบริหารส่วนตำบลทดสอบ", "head_name": "", "clerk_title": "ปลัด",
    "clerk_name": "", "truck_litres": 6000, "sample": False,
}  # fmt: skip


def make_office(now: datetime, **changes: Any) -> Office:
    """An office with four villages and all default rows."""
    with transaction():
        office = Office(**{**OFFICE, **changes})
        db.session.add(office)
        for number, name in enumerate(("บ้านสวนนอก", "บ้านสอง", "บ้านสาม", "บ้านปุหรน"), start=1):
            db.session.add(Village(number=number, name=name, active=True))
        defaults.fill(office, effective_on=date(2020, 10, 1), now=datetime(2020, 10, 1, tzinfo=now.tzinfo))
    return office


def unit(short_name: str) -> OfficeUnit:
    return db.session.scalars(select(OfficeUnit).where(OfficeUnit.short_name == short_name)).one()


def category(key: str) -> Category:
    return db.session.scalars(select(Category).where(Category.key == key)).one()


def village(number: int) -> Village:
    return db.session.scalars(select(Village).where(Village.number == number)).one()


def make_staff(username: str, *roles: Role, now: datetime, unit: OfficeUnit | None = None, **more: Any) -> Staff:
    name = more.pop("name", f"คุณ{username}")
    password = more.pop("password", PASSWORD)
    return staff.hire(username, password, name=name, roles=frozenset(roles), unit=unit, now=now, **more)


def actor(*roles: Role) -> Actor:
    return Actor(frozenset(roles))


def submission(**overrides: Any) -> Submission:
    """A complaint about a road; ``category`` and ``village`` may be named by key and number."""
    values: dict[str, Any] = {"category": "road", "village": 1, "story": "ถนนหน้าบ้านเป็นหลุม", "place": "หน้าบ้านเลขที่ 45/2"}
    values.update(overrides)
    if isinstance(values["category"], str):
        values["category"] = category(values["category"])
    if isinstance(values["village"], int):
        values["village"] = village(values["village"])
    return replace(Submission(story=""), **values)


def open_complaint(now: datetime, *, by: Actor = RESIDENT, key: str | None = None, **overrides: Any) -> Ticket:
    return open_ticket(COMPLAINTS, submission(**overrides), key=key or drafts.new_key(), by=by, now=now)


def open_water(now: datetime, *, by: Actor = RESIDENT, key: str | None = None, **overrides: Any) -> Ticket:
    details = {"litres": 6000, "trips": 1, "persons": 4, "containers": ["tank"], "capacity": 6000, "reason": "dry_tap"}
    values = {"category": "water-household", "story": "น้ำประปาไม่ไหล", "subject": "ขอน้ำ 6,000 ลิตร",
              "details": details, "phone": "0800001111", "applicant": "วรรณา แก้วมณี"}  # fmt: skip
    return open_ticket(WATER, submission(**{**values, **overrides}), key=key or drafts.new_key(), by=by, now=now)
