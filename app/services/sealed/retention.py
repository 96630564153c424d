"""Reports whose time is over: proposing, refusing, and destroying what two officers agreed on. Nothing goes by itself.

Destroyed means that its keys, words and files are gone; what stood in clear stays, for the totals.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update

from app.domain.clocks import Calendar
from app.domain.sealed_report import Who
from app.domain.sealed_retention import PROPOSED, REFUSED, Proposal, closed_at, kept_until, may_approve, proposal
from app.extensions import db
from app.models import SealedChunk, SealedEntry, SealedFile, SealedSession
from app.services import audit, calendar
from app.services.sealed import office, officers, story
from app.services.sealed.sessions import Door
from app.services.sealed.story import Line, Opened
from app.services.transaction import scrub, transaction


@dataclass(frozen=True, slots=True)
class Due:
    """A report whose time is over; ``mine`` when this officer proposed it, ``may_approve`` when they may destroy it."""

    report: Opened
    closed_month: date
    proposal: Proposal | None
    mine: bool
    may_approve: bool


def due(door: Door, reports: Iterable[Opened], *, now: datetime) -> list[Due]:
    """Those of an officer's reports whose time is over, the longest closed first."""
    years, book = office.row().keep_years, calendar.calendar(now)
    found = [item for report in reports if (item := _due(door, report, years, book, now))]
    return sorted(found, key=lambda item: (item.closed_month, item.report.received_at))


def propose(door: Door, reports: Iterable[Opened], reason: str, *, now: datetime) -> int:
    """Propose that reports be destroyed: how many were."""
    return _write(door, reports, PROPOSED, reason, now, proposed=False)


def refuse(door: Door, reports: Iterable[Opened], reason: str, *, now: datetime) -> int:
    """Take a proposal off, one's own or another's: how many were."""
    return _write(door, reports, REFUSED, reason, now, proposed=True)


def approve(door: Door, reports: Iterable[Opened], *, now: datetime) -> list[Due]:
    """Destroy what somebody else proposed: which were. What may not be, or no longer, stays untouched."""
    done = []
    with transaction():
        for report in reports:
            item = _held(door, report, now)
            if item and item.may_approve:
                _shred(report.id, calendar.calendar(now).local_day(now).replace(day=1))
                done.append(item)
        if done:
            db.session.execute(update(SealedSession).values(ring=None))
            audit.record("sealed.destroyed", "sealed", by=door.actor, now=now, rows=len(done))
            scrub()
    return done


def _due(door: Door, report: Opened, years: int, book: Calendar, now: datetime) -> Due | None:
    closed = closed_at(report.story)
    if closed is None or not report.whole:
        return None
    month = book.local_day(closed).replace(day=1)
    if book.local_day(now) < kept_until(month, years):
        return None
    standing, me = proposal(report.story), door.officer.id
    allowed = standing is not None and may_approve(standing, me, readers=_readers(report), now=now)
    return Due(report, month, standing, standing is not None and standing.officer == me, allowed)


def _readers(report: Opened) -> int:
    """How many can open it now; somebody who left counts no more."""
    trusted = {officer.public_key.hex() for officer in officers.trusted()}
    return sum(1 for reader in report.readers if reader.key in trusted)


def _held(door: Door, report: Opened, now: datetime) -> Due | None:
    """The same judgement once more, of what is there now, with the report held."""
    try:
        case, key = story.held(report)
    except story.Lost:
        return None
    fresh = story.opened(case, key, report.pair)
    return _due(door, fresh, office.row().keep_years, calendar.calendar(now), now)


def _write(
    door: Door, reports: Iterable[Opened], kind: str, reason: str, now: datetime, *, proposed: bool
) -> int:
    line, written = Line(kind, Who.OFFICER, door.officer.id, door.officer.staff.name, text=reason), 0
    with transaction():
        for report in reports:
            item = _held(door, report, now)
            if item and (item.proposal is not None) is proposed:
                story.add(report, line, now=now)
                written += 1
    return written


def _shred(case_id: str, month: date) -> None:
    case = story.hold(case_id)
    files = select(SealedFile.id).where(SealedFile.case_id == case_id)
    db.session.execute(delete(SealedChunk).where(SealedChunk.file_id.in_(files)))
    db.session.execute(delete(SealedFile).where(SealedFile.case_id == case_id))
    db.session.execute(delete(SealedEntry).where(SealedEntry.case_id == case_id))
    case.reporter_key = case.reporter_wrapped_key = case.slots = case.body = b""
    case.tail, case.shredded_month = None, month
    db.session.flush()


def counted(items: Collection[Due]) -> list[tuple[date, int]]:
    """How many were closed in which month: all that a list of them on paper may say."""
    months = sorted({item.closed_month for item in items})
    return [(month, sum(item.closed_month == month for item in items)) for month in months]
