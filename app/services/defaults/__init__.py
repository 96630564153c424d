"""The rows a fresh office starts from: manuals, categories, units, reasons, texts, holidays. All are editable."""

from datetime import date, datetime

from sqlalchemy import select

from app.domain.holidays import HOLIDAYS
from app.domain.periods import fiscal_year_of
from app.extensions import db
from app.models import Category, Holiday, Manual, ManualStep, Office, OfficeUnit, OitItem, RefusalReason, ReplyTemplate
from app.services.defaults import ita, lists, replies
from app.services.defaults.manual_texts import ManualText
from app.services.defaults.manuals import MANUALS
from app.services.transaction import transaction


def fill(office: Office, *, effective_on: date, now: datetime) -> None:
    """Add the default rows that are not there yet; rows the office already has stay as they are."""
    with transaction():
        units = _units()
        _categories(units)
        _lists()
        _holidays(now)
        for text in MANUALS:
            _manual(text, office, units, effective_on)
        _ita(fiscal_year_of(effective_on))


def _ita(year: int) -> None:
    """The ITA items of the year in which the office begins."""
    if year >= ita.FIRST and db.session.scalar(select(OitItem).limit(1)) is None:
        db.session.add_all(ita.rows(year))


def _units() -> dict[str, OfficeUnit]:
    """The office's own units if it has any; the default ones are found by their full names too."""
    if db.session.scalar(select(OfficeUnit).limit(1)) is None:
        for position, (short, name) in enumerate(lists.UNITS):
            db.session.add(OfficeUnit(name=name, short_name=short, position=position))
        db.session.flush()
    units = db.session.scalars(select(OfficeUnit)).all()
    by_name = {unit.name: unit for unit in units}
    known = {short: by_name[name] for short, name in lists.UNITS if name in by_name}
    return known | {unit.short_name: unit for unit in units}


def _categories(units: dict[str, OfficeUnit]) -> None:
    for position, row in enumerate(lists.CATEGORIES):
        if db.session.scalar(select(Category).where(Category.key == row.key)) is None:
            unit = units.get(row.unit)
            category = Category(
                channel_slug=row.channel, key=row.key, name=row.name, english_name=row.english, hint=row.hint,
                english_hint=row.english_hint, malay_name=row.malay, malay_hint=row.malay_hint, icon=row.icon,
                position=position, unit_id=unit.id if unit else None,
            )  # fmt: skip
            db.session.add(category)


def _lists() -> None:
    for code, text, english, malay, law in lists.REFUSALS:
        if db.session.scalar(select(RefusalReason).where(RefusalReason.code == code)) is None:
            words = {"text": text, "english_text": english, "malay_text": malay}
            db.session.add(RefusalReason(code=code, **words, law=law, verified_on=None))
    if db.session.scalar(select(ReplyTemplate).limit(1)) is None:
        for position, row in enumerate(replies.REPLIES):
            about = {"action": row.action, "channel_slug": row.channel, "language": row.language}
            db.session.add(ReplyTemplate(**about, title=row.title, text=row.text, position=position))


def _holidays(now: datetime) -> None:
    known = set(db.session.scalars(select(Holiday.day).where(Holiday.removed_at.is_(None))))
    for row in HOLIDAYS:
        if row.day not in known:
            holiday = Holiday(
                day=row.day,
                name=row.name_th,
                kind=row.kind,
                source=row.source,
                confirmed=row.confirmed,
                recorded_at=now,
            )
            db.session.add(holiday)


def _manual(text: ManualText, office: Office, units: dict[str, OfficeUnit], effective_on: date) -> None:
    """As version 1, which nobody of the office has verified yet."""
    if db.session.scalar(select(Manual).where(Manual.service == text.service)) is not None:
        return
    named = {name: value.replace("{org}", office.name).replace("{district}", office.district)
             .replace("{province}", office.province) for name, value in text.words().items()}  # fmt: skip
    unit = units.get(text.unit)
    manual = Manual(
        service=text.service, version=1, effective_on=effective_on, verified_on=None, minutes=text.minutes,
        unit_id=unit.id if unit else None, promise_days=text.promise.days, promise_unit=text.promise.unit,
        laws_verified_on=None, **named,
    )  # fmt: skip
    manual.steps = [
        ManualStep(
            position=n, text=step.text, amount=step.time.amount, time_unit=step.time.unit, counting=step.time.counting,
            ends_with=step.ends_with, responsible=step.responsible,
        )
        for n, step in enumerate(text.steps, start=1)
    ]  # fmt: skip
    db.session.add(manual)
