"""Closed days: entered and taken back with their times; open cases get their new due day at once and are counted."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.domain.periods import fiscal_year, fiscal_year_of
from app.domain.words import N_
from app.domain.workflow import Phase
from app.extensions import db
from app.models import Holiday, Ticket
from app.services import audit, calendar, scope, tickets
from app.services.actors import Actor
from app.services.administration.changes import Wrong
from app.services.transaction import transaction

KINDS = {
    "national": N_("วันหยุดราชการ"),
    "regional": N_("วันหยุดราชการประจำภาค"),
    "special": N_("วันหยุดพิเศษ"),
    "substitute": N_("วันหยุดชดเชย"),
    "local": N_("สำนักงานปิดเอง"),
}


def of_year(year: int) -> list[Holiday]:
    """The closed days in force of a fiscal year (พ.ศ.)."""
    period = fiscal_year(year)
    return calendar.listed(period.start, period.last_day)


def find(holiday_id: int) -> Holiday | None:
    """A closed day that is in force."""
    return db.session.scalar(select(Holiday).where(Holiday.id == holiday_id, Holiday.removed_at.is_(None)))


def unconfirmed_year(today: date) -> int | None:
    """The next fiscal year, as long as nobody has compared one of its days with the announcement."""
    following = fiscal_year_of(today) + 1
    return None if any(row.confirmed for row in of_year(following)) else following


def unconfirmed_soon(today: date) -> int:
    """How many closed days of the next ninety nobody has compared with the announcement."""
    return sum(1 for row in calendar.listed(today, today + timedelta(days=90)) if not row.confirmed)


def add(day: date, *, name: str, kind: str, source: str, confirmed: bool, by: Actor, now: datetime) -> int:
    """Close the office on a day: how many open cases got another due day."""
    if kind not in KINDS:
        raise Wrong("kind", N_("เลือกประเภทวันหยุด"))
    if calendar.listed(day, day):
        raise Wrong("day", N_("วันนี้อยู่ในรายการวันหยุดแล้ว"))
    with transaction():
        row = Holiday(day=day, name=name, kind=kind, source=source, confirmed=confirmed, recorded_at=now)
        db.session.add(row)
        db.session.flush()
        moved = _recalculate(by, now, name)
        audit.record("holiday_added", day.isoformat(), by=by, now=now, name=name, kind=kind, moved=moved)
    return moved


def remove(holiday: Holiday, *, by: Actor, now: datetime) -> int:
    """Open the office on a day after all: how many open cases got another due day. The row stays with its times."""
    with transaction():
        holiday.removed_at = now
        db.session.flush()
        moved = _recalculate(by, now, holiday.name)
        audit.record("holiday_removed", holiday.day.isoformat(), by=by, now=now, name=holiday.name, moved=moved)
    return moved


def confirm(year: int, *, source: str, by: Actor, now: datetime) -> int:
    """Say that the year's days were compared with the announcement (``source``): how many were open until now."""
    with transaction():
        waiting = [row for row in of_year(year) if not row.confirmed]
        for row in waiting:
            row.confirmed, row.source = True, source
        audit.record("holidays_confirmed", str(year), by=by, now=now, source=source, days=len(waiting))
    return len(waiting)


def _recalculate(by: Actor, now: datetime, reason: str) -> int:
    open_cases = db.session.scalars(scope.everything().where(Ticket.phase != Phase.DONE)).unique().all()
    return sum(tickets.recalculate(case, by=by, now=now, reason=reason) for case in open_cases)
