"""Defining a service without code: its name, its form question by question; it opens once a manual is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.dates import local_day
from app.domain.eservices import MOST_CHOICES, MOST_FIELDS, RESERVED, FieldKind, is_slug, slug_from
from app.domain.words import N_
from app.extensions import db
from app.models import OfficeUnit, Service, ServiceField
from app.services import audit, services
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class About:
    """What a service is: everything but its form. ``slug`` is given once; empty: made from the English name."""

    name: str
    english_name: str
    lead: str
    unit: OfficeUnit | None
    slug: str = ""
    malay_name: str = ""


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A question to be written."""

    kind: FieldKind
    label: str
    hint: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()


def define(about: About, *, by: Actor, now: datetime) -> Service:
    """A new service, closed and without questions."""
    slug = about.slug or slug_from(about.english_name)
    _check_slug(slug, typed=bool(about.slug))
    service = Service(slug=slug, active=False, made=0, created_at=now)
    changes.write(service, _values(about), action="service_defined", subject=slug, by=by, now=now)
    return service


def _values(about: About) -> dict[str, object]:
    names = {"name": about.name, "english_name": about.english_name, "malay_name": about.malay_name}
    return {**names, "lead": about.lead, "unit_id": _id(about.unit)}


def _check_slug(slug: str, *, typed: bool) -> None:
    field = "slug" if typed else "english_name"
    if not is_slug(slug):
        raise Wrong(field, N_("ที่อยู่หน้าเว็บใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น elderly-allowance ไม่เกิน 40 ตัว"))
    if slug in RESERVED:
        raise Wrong(field, N_("ที่อยู่นี้ระบบใช้อยู่แล้ว เลือกชื่ออื่น"))
    if services.find(slug) is not None:
        raise Wrong(field, N_("มีบริการที่ใช้ที่อยู่นี้แล้ว"))


def change(service: Service, about: About, *, by: Actor, now: datetime) -> None:
    """Other words or another unit, for cases to come; the address stays."""
    changes.write(service, _values(about), action="service_changed", subject=service.slug, by=by, now=now)


def add_field(service: Service, draft: FieldDraft, *, by: Actor, now: datetime) -> ServiceField:
    """One more question, at the end."""
    if len(service.fields) >= MOST_FIELDS:
        raise Wrong("label", N_("แบบคำขอหนึ่งมีได้ไม่เกิน %(n)s ช่อง"), n=MOST_FIELDS)
    _check_field(service, draft, None)
    with transaction():
        service.made += 1
        field = ServiceField(key=f"f{service.made}", position=service.made, **_columns(draft))
        service.fields.append(field)
        _number(service)
        _tell("service_field_added", service, field, by, now)
    return field


def change_field(field: ServiceField, draft: FieldDraft, *, by: Actor, now: datetime) -> None:
    """Other words for a question; a question of another kind is another question."""
    service = field.service
    _check_field(service, draft, field)
    if draft.kind is not field.kind:
        raise Wrong("kind", N_("เปลี่ยนชนิดของช่องไม่ได้ เอาช่องนี้ออกแล้วเพิ่มช่องใหม่"))
    with transaction():
        for name, value in _columns(draft).items():
            setattr(field, name, value)
        _tell("service_field_changed", service, field, by, now)


def move_field(field: ServiceField, *, up: bool, by: Actor, now: datetime) -> None:
    """One place up or down; at the end of the list nothing happens."""
    service = field.service
    rows = list(service.fields)
    here = rows.index(field)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    with transaction():
        rows[here], rows[there] = rows[there], rows[here]
        _number(service, rows)
        _tell("service_field_moved", service, field, by, now)


def remove_field(field: ServiceField, *, by: Actor, now: datetime) -> None:
    """Ask it no longer; cases that were asked keep question and answer."""
    service = field.service
    if service.active and len(service.fields) == 1:
        raise Wrong("fields", N_("บริการที่เปิดรับอยู่ต้องมีอย่างน้อยหนึ่งช่อง ปิดรับก่อนจึงเอาช่องสุดท้ายออกได้"))
    with transaction():
        _tell("service_field_removed", service, field, by, now)
        service.fields.remove(field)
        _number(service)


def switch(service: Service, *, active: bool, by: Actor, now: datetime) -> None:
    """Take requests in, or no more. Nothing is taken in without a form and a promise."""
    if active and not service.fields:
        raise Wrong("fields", N_("เพิ่มช่องในแบบคำขออย่างน้อยหนึ่งช่องก่อนเปิดรับ"))
    if active and services.manual_of(service, local_day(now)) is None:
        raise Wrong("manual", N_("ยังไม่มีคู่มือที่ใช้อยู่ เขียนคู่มือของบริการนี้ก่อนเปิดรับ"))
    action = "service_opened" if active else "service_closed"
    changes.write(service, {"active": active}, action=action, subject=service.slug, by=by, now=now)


def _check_field(service: Service, draft: FieldDraft, present: ServiceField | None) -> None:
    others = [field for field in service.fields if field is not present]
    if draft.label in {field.label for field in others}:
        raise Wrong("label", N_("มีช่องชื่อนี้อยู่แล้ว"))
    if draft.kind.single and draft.kind in {field.kind for field in others}:
        raise Wrong("kind", N_("แบบหนึ่งมีช่องชนิดนี้ได้ช่องเดียว"))
    if draft.kind.chosen and not 2 <= len(draft.choices) <= MOST_CHOICES:
        raise Wrong("choices", N_("เขียนตัวเลือกบรรทัดละข้อ ตั้งแต่ 2 ถึง %(n)s ข้อ"), n=MOST_CHOICES)
    if len(set(draft.choices)) < len(draft.choices):
        raise Wrong("choices", N_("มีตัวเลือกซ้ำกัน"))


def _columns(draft: FieldDraft) -> dict[str, object]:
    words = {"kind": draft.kind, "label": draft.label, "hint": draft.hint, "required": draft.required}
    return {**words, "choices": list(draft.choices) if draft.kind.chosen else []}


def _number(service: Service, rows: Sequence[ServiceField] | None = None) -> None:
    """Positions from 1 without gaps."""
    for position, field in enumerate(rows if rows is not None else list(service.fields), start=1):
        field.position = position
    db.session.flush()
    db.session.expire(service, ["fields"])


def _tell(action: str, service: Service, field: ServiceField, by: Actor, now: datetime) -> None:
    said = {"label": field.label, "kind": field.kind.value, "required": field.required, "choices": list(field.choices)}
    audit.record(action, service.slug, by=by, now=now, key=field.key, **said)


def _id(unit: OfficeUnit | None) -> int | None:
    return unit.id if unit else None
