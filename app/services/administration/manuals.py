"""Versions of service manuals: a new one binds cases from its day on, what was promised before stays promised."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.domain.clocks import Unit
from app.domain.dates import local_day
from app.domain.words import N_
from app.extensions import db
from app.models import Manual, ManualStep
from app.services import audit
from app.services.actors import Actor
from app.services.administration.changes import Wrong
from app.services.transaction import transaction

TEXTS = (
    "title", "lead", "responsible", "scope", "who", "criteria", "documents", "arrivals", "fee", "follow_up", "laws",
    "english",
)  # fmt: skip
Steps = Sequence[tuple[str, str, str]]


def versions(service: str) -> Sequence[Manual]:
    """All versions of a service's manual, the newest first."""
    return db.session.scalars(select(Manual).where(Manual.service == service).order_by(Manual.version.desc())).all()


def latest() -> list[Manual]:
    """The newest version of every service, in force or still to come."""
    services = db.session.scalars(select(Manual.service).distinct().order_by(Manual.service))
    return [versions(service)[0] for service in services]


def publish(
    service: str,
    texts: dict[str, str],
    steps: Steps,
    *,
    minutes: int,
    promise: tuple[int, Unit],
    effective_on: date,
    laws_verified_on: date | None,
    by: Actor,
    now: datetime,
) -> Manual:
    """Add a version that binds from ``effective_on`` on, which is not a day gone by."""
    today, before = local_day(now), versions(service)[0]
    if effective_on < today:
        raise Wrong("effective_on", N_("วันเริ่มใช้ต้องเป็นวันนี้หรือหลังจากนี้ เรื่องที่รับไว้แล้วสัญญาตามฉบับเดิม"))
    if effective_on < before.effective_on:
        raise Wrong("effective_on", N_("วันเริ่มใช้ต้องไม่มาก่อนวันเริ่มใช้ของฉบับก่อนหน้า"))
    if not steps:
        raise Wrong("steps", N_("ใส่ขั้นตอนอย่างน้อยหนึ่งขั้น"))
    values: dict[str, Any] = {name: texts[name] for name in TEXTS}
    with transaction():
        manual = Manual(
            service=service, version=versions(service)[0].version + 1, effective_on=effective_on, reviewed_on=today,
            minutes=minutes, promise_days=promise[0], promise_unit=promise[1], laws_verified_on=laws_verified_on,
            **values,
        )  # fmt: skip
        manual.steps = [
            ManualStep(position=n, text=text, duration=duration, responsible=who)
            for n, (text, duration, who) in enumerate(steps, start=1)
        ]
        db.session.add(manual)
        db.session.flush()
        said = {"version": manual.version, "effective_on": effective_on.isoformat(), "promise": _say(promise)}
        audit.record("manual_published", service, by=by, now=now, **said)
    return manual


def review(service: str, *, by: Actor, now: datetime) -> None:
    """Say that the manual was read through today and is still right."""
    with transaction():
        manual = versions(service)[0]
        manual.reviewed_on = local_day(now)
        audit.record("manual_reviewed", service, by=by, now=now, version=manual.version)


def withdraw(manual: Manual, *, by: Actor, now: datetime) -> None:
    """Take back a version that is not in force yet."""
    if manual.effective_on <= local_day(now) or manual.version == 1:
        raise Wrong("effective_on", N_("ฉบับนี้เริ่มใช้แล้ว ถอนไม่ได้ ทำฉบับใหม่แทน"))
    with transaction():
        audit.record("manual_withdrawn", manual.service, by=by, now=now, version=manual.version)
        db.session.delete(manual)


def _say(promise: tuple[int, Unit]) -> str:
    return f"{promise[0]} {promise[1]}"
