"""The only figures that leave the sealed place: received, done, pending, by finished half-years, never by less."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.domain.periods import BadPeriod, Period, fiscal_year_of, half
from app.domain.sealed import Stage
from app.domain.words import N_
from app.extensions import db
from app.models import SealedCase
from app.services import calendar

NONE = N_("ไม่มีเรื่องร้องเรียน")


@dataclass(frozen=True, slots=True)
class Totals:
    """Reports received in a period, and how many were closed by its end; ``until`` is the last day that counts."""

    received: int
    done: int
    until: date | None

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

    ``BadPeriod`` when the period is not made of whole half-years.
    """
    today = calendar.calendar(now).local_day(now)
    over = [part for part in _halves(period) if part.end <= today]
    if not over:
        return Totals(0, 0, None)
    end = over[-1].end
    came = (SealedCase.received_on >= period.start, SealedCase.received_on < end)
    received = db.session.scalar(select(func.count()).select_from(SealedCase).where(*came)) or 0
    closed = (SealedCase.stage == Stage.CLOSED, SealedCase.closed_month < end)
    done = db.session.scalar(select(func.count()).select_from(SealedCase).where(*came, *closed)) or 0
    return Totals(received, done, end - timedelta(days=1))


def _halves(period: Period) -> list[Period]:
    year = fiscal_year_of(period.start)
    parts = [half(year, 1), half(year, 2)]
    inside = [part for part in parts if period.start <= part.start and part.end <= period.end]
    if not inside or (inside[0].start, inside[-1].end) != (period.start, period.end):
        raise BadPeriod(N_("เรื่องลับรวมยอดได้เฉพาะรอบ 6 เดือนหรือทั้งปีงบประมาณ"))
    return inside
