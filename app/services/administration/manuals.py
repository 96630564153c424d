"""Versions of service manuals: a new one binds cases from its day on, what was promised before stays promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.domain.clocks import Promise, Unit
from app.domain.dates import local_day
from app.domain.manual_times import StepTime, promise_words, total
from app.domain.words import N_
from app.domain.workflow import Status
from app.extensions import db
from app.models import Manual, ManualStep, OfficeUnit, Service
from app.services import audit, manual_figures
from app.services.actors import Actor
from app.services.administration.changes import Wrong
from app.services.manuals import versions
from app.services.transaction import transaction

TEXTS = (
    "title", "lead", "responsible", "scope", "who", "criteria", "documents", "forms", "arrivals", "contact", "fee",
    "follow_up", "laws", "english", "malay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step to be published."""

    text: str
    time: StepTime
    responsible: str
    ends_with: Status | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to be published: all its words by column, its steps, its promise and the day it begins."""

    texts: dict[str, str]
    steps: Sequence[StepDraft]
    promise: Promise
    effective_on: date
    minutes: int = 0
    unit_id: int | None = None
    laws_verified_on: date | None = None


def latest() -> list[Manual]:
    """The newest version of every service, in force or still to come."""
    services = db.session.scalars(select(Manual.service).distinct().order_by(Manual.service))
    return [versions(service)[0] for service in services]


def check(service: str, draft: Draft, *, now: datetime) -> None:
    """Raise ``Wrong`` where a version could not be published as it is; writes nothing."""
    today, known = local_day(now), versions(service)
    if draft.effective_on <= today < earliest(service, now):
        raise Wrong("effective_on", N_("วันเริ่มใช้เร็วที่สุดคือพรุ่งนี้ เพราะเรื่องที่รับวันนี้สัญญาตามฉบับที่ใช้อยู่แล้ว"))
    if draft.effective_on < today:
        raise Wrong("effective_on", N_("วันเริ่มใช้ต้องเป็นวันนี้หรือหลังจากนี้"))
    again = known and draft.effective_on == known[0].effective_on == today  # on the opening day, before any case
    if known and draft.effective_on <= known[0].effective_on and not again:
        raise Wrong("effective_on", N_("วันเริ่มใช้ต้องอยู่หลังวันเริ่มใช้ของฉบับก่อนหน้า ถ้าฉบับนั้นยังไม่เริ่มใช้ ถอนออกก่อนได้"))
    _check_steps(draft)


def _check_steps(draft: Draft) -> None:
    if not draft.steps:
        raise Wrong("promise_days", N_("ใส่ขั้นตอนอย่างน้อยหนึ่งขั้น"))
    for n, step in enumerate(draft.steps):
        if step.time.unit.counted and step.time.amount < 1:
            raise Wrong(f"amount_{n}", N_("ใส่จำนวน"))
        if not step.time.unit.counted and step.time.amount:
            raise Wrong(f"amount_{n}", N_("“ทันที” และ “ตามนัด” ไม่มีจำนวน"))
        if step.ends_with is not None and step.ends_with in {s.ends_with for s in draft.steps[:n]}:
            raise Wrong(f"ends_{n}", N_("มีขั้นก่อนหน้าที่จบด้วยสถานะนี้แล้ว"))
    days = total([step.time for step in draft.steps], draft.promise.unit)
    if days > draft.promise.days:
        said = promise_words(Promise(days, draft.promise.unit))
        raise Wrong(
            "promise_days",
            N_("ขั้นตอนรวมกัน %(total)s มากกว่าที่สัญญาไว้ %(promise)s ลดเวลาของขั้นตอน หรือเพิ่มวันที่สัญญา"),
            total=said, promise=promise_words(draft.promise),
        )  # fmt: skip


def unpublished(service: str, draft: Draft, *, reviewed_on: date | None = None) -> Manual:
    """The version as it would be, in no session; unless it was read through now, as long unread as the one before."""
    known = versions(service)
    manual = Manual(
        service=service, version=known[0].version + 1 if known else 1, effective_on=draft.effective_on,
        verified_on=reviewed_on or (known[0].verified_on if known else None),
        unit=db.session.get(OfficeUnit, draft.unit_id) if draft.unit_id else None, minutes=draft.minutes,
        promise_days=draft.promise.days, promise_unit=draft.promise.unit, laws_verified_on=draft.laws_verified_on,
        sources="", **{name: draft.texts.get(name, "") for name in TEXTS},
    )  # fmt: skip
    manual.steps = [
        ManualStep(
            position=n, text=step.text, amount=step.time.amount, time_unit=step.time.unit,
            counting=step.time.counting, ends_with=step.ends_with, responsible=step.responsible,
        )
        for n, step in enumerate(draft.steps, start=1)
    ]  # fmt: skip
    return manual


def blank(service: Service) -> Manual:
    """Version 0 of a service that has no manual: what is known of it, in no session."""
    about = {"title": service.name, "lead": service.lead, "responsible": service.unit.name if service.unit else ""}
    manual = Manual(
        service=service.slug, version=0, unit_id=service.unit_id, minutes=0, promise_days=None,
        promise_unit=Unit.WORKING, laws_verified_on=None, sources="", **{name: about.get(name, "") for name in TEXTS},
    )  # fmt: skip
    manual.steps = []
    return manual


def publish(service: str, draft: Draft, *, reviewed: bool, by: Actor, now: datetime) -> Manual:
    """Add a version that binds from its day on; ``reviewed``: somebody read it through and says that it is right."""
    check(service, draft, now=now)
    with transaction():
        manual = unpublished(service, draft, reviewed_on=local_day(now) if reviewed else None)
        db.session.add(manual)
        db.session.flush()
        said = {"version": manual.version, "effective_on": draft.effective_on.isoformat(),
                "promise": f"{draft.promise.days} {draft.promise.unit}"}  # fmt: skip
        audit.record("manual_published", service, by=by, now=now, **said)
    return manual


def earliest(service: str, now: datetime) -> date:
    """The first day on which a version may begin: today while nothing was promised by the one before, else tomorrow.

    Nothing was promised where none is in force yet, or where it began today and no case was received under it.
    """
    today = local_day(now)
    begun = [manual for manual in versions(service) if manual.effective_on <= today]
    fresh = not begun or (begun[-1].effective_on == today and not manual_figures.by_version(service))
    return today if fresh else today + timedelta(days=1)


def verify(service: str, *, by: Actor, now: datetime) -> None:
    """Say that the newest version was read through today and is right: the mark that it waits for that goes away."""
    with transaction():
        manual = versions(service)[0]
        manual.verified_on = local_day(now)
        audit.record("manual_reviewed", service, by=by, now=now, version=manual.version)


def withdraw(manual: Manual, *, by: Actor, now: datetime) -> None:
    """Take back a version that is not in force yet."""
    if manual.effective_on <= local_day(now) or manual.version == 1:
        raise Wrong("effective_on", N_("ฉบับนี้เริ่มใช้แล้ว ถอนไม่ได้ ทำฉบับใหม่แทน"))
    with transaction():
        audit.record("manual_withdrawn", manual.service, by=by, now=now, version=manual.version)
        db.session.delete(manual)
