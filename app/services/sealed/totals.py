"""The only figures that leave the sealed place: finished half-years, settled once, so that no change tells anything."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.domain.clocks import Calendar
from app.domain.dates import BANGKOK
from app.domain.periods import BadPeriod, Period, fiscal_year_of, half
from app.domain.sealed import Stage
from app.domain.sealed_report import ACKNOWLEDGE, nth_day
from app.domain.words import N_
from app.extensions import db
from app.models import AuditEntry, SealedCase, SealedTotal
from app.services import calendar
from app.services.sealed.clock import promises
from app.services.transaction import transaction

NONE = N_("ไม่มีเรื่องร้องเรียน")
_OPENED = "sealed.recovery_key_set"


@dataclass(frozen=True, slots=True)
class Totals:
    """Reports received in a period, and how many were closed by its end; ``until`` is the last day that counts.

    ``promised``: how many reporters were to hear by a day in this period that their report is taken up; ``in_time``:
    how many did.
    """

    received: int
    done: int
    until: date | None
    promised: int = 0
    in_time: int = 0

    @property
    def pending(self) -> int:
        """Received and not closed."""
        return self.received - self.done

    @property
    def sentence(self) -> str:
        """What the report prints when there is nothing to count (Thai msgid), else nothing."""
        return "" if self.received else NONE


def totals(period: Period, *, now: datetime) -> Totals:
    """Totals of the half-years of a fiscal year that are over; the running one would tell a waiting accused too much.

    What is keyed in, reopened or destroyed afterwards changes nothing before the next half-year is over.
    ``BadPeriod`` when the period is not made of whole half-years.
    """
    over = finished(period, now=now)
    if not over:
        return Totals(0, 0, None)
    span = Period(over[0].start, over[-1].end)
    settled_on = _settle(now)
    found = db.session.get(SealedTotal, (span.code, settled_on))
    if found is None:
        return Totals(0, 0, span.last_day)
    return Totals(found.received, found.done, span.last_day, found.promised, found.in_time)


def finished(period: Period, *, now: datetime) -> list[Period]:
    """The half-years of a period that are over."""
    today = calendar.calendar(now).local_day(now)
    return [part for part in _halves(period) if part.end <= today]


def running(now: datetime) -> Period:
    """The half-year of which nothing is said yet."""
    today = calendar.calendar(now).local_day(now)
    return next(part for part in _year(fiscal_year_of(today)) if part.contains(today))


def begun(now: datetime) -> date | None:
    """The day from which reports could come in; none before the channel was set up."""
    first = db.session.scalar(select(func.min(AuditEntry.at)).where(AuditEntry.action == _OPENED))
    return calendar.calendar(now).local_day(first) if first else None


def _settle(now: datetime) -> date:
    """Count every period once for the half-year that ended last: the day after its end."""
    settled_on = running(now).start
    last = _last_half(settled_on)
    if db.session.get(SealedTotal, (Period(last.start, last.end).code, settled_on)) is None:
        # somebody else may settle at this moment: theirs counts
        with transaction(), suppress(IntegrityError), db.session.begin_nested():
            db.session.add_all(_count(span, settled_on) for span in _spans(settled_on))
    return settled_on


def _spans(settled_on: date) -> Sequence[Period]:
    """Every half-year that is over and every fiscal year's part that is, since the first report."""
    first = db.session.scalar(select(func.min(SealedCase.received_on))) or settled_on
    last = _last_half(settled_on)
    spans = set()
    for year in range(fiscal_year_of(min(first, last.start)), fiscal_year_of(last.start) + 1):
        over = [part for part in _year(year) if part.end <= settled_on]
        spans |= {Period(part.start, part.end) for part in over} | {Period(over[0].start, over[-1].end)}
    return sorted(spans, key=lambda span: span.code)


def _count(span: Period, settled_on: date) -> SealedTotal:
    inside = SealedCase.received_on >= span.start, SealedCase.received_on < span.end
    received = db.session.scalar(select(func.count()).select_from(SealedCase).where(*inside)) or 0
    closed = SealedCase.stage == Stage.CLOSED, SealedCase.closed_month < span.end
    done = db.session.scalar(select(func.count()).select_from(SealedCase).where(*inside, *closed)) or 0
    promised = _promised(span)
    return SealedTotal(
        period=span.code, settled_on=settled_on, received=received, done=done, promised=len(promised),
        in_time=sum(promised),
    )  # fmt: skip


def _promised(span: Period) -> list[bool]:
    """For every report whose promised day lies in a period: whether the reporter heard in time."""
    book = calendar.calendar(span.last_moment)
    rows = db.session.execute(select(SealedCase.received_on, SealedCase.acknowledged_in_time)).all()
    return [bool(told) for received_on, told in rows if span.contains(_due(received_on, book))]


def _due(received_on: date, book: Calendar) -> date:
    noon = datetime.combine(received_on, time(12), BANGKOK)
    return nth_day(noon, promises(received_on)[ACKNOWLEDGE], book)


def _last_half(settled_on: date) -> Period:
    day = settled_on - timedelta(days=1)
    return next(part for part in _year(fiscal_year_of(day)) if part.contains(day))


def _year(year: int) -> tuple[Period, Period]:
    return half(year, 1), half(year, 2)


def _halves(period: Period) -> list[Period]:
    inside = [p for p in _year(fiscal_year_of(period.start)) if period.start <= p.start and p.end <= period.end]
    if not inside or (inside[0].start, inside[-1].end) != (period.start, period.end):
        raise BadPeriod(N_("เรื่องลับรวมยอดได้เฉพาะรอบ 6 เดือนหรือทั้งปีงบประมาณ"))
    return inside
