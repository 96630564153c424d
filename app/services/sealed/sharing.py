"""Who holds a report's key after it came in: stepping aside, giving it to a colleague, the recovery ceremony."""

from datetime import datetime

from sqlalchemy import select

from app.domain.sealed import may_read
from app.domain.sealed_report import Kind, Who
from app.extensions import db
from app.models import SealedCase, SealedOfficer
from app.services import audit
from app.services.actors import SYSTEM
from app.services.sealed import keys, office, officers, slots, story
from app.services.sealed.sessions import Door
from app.services.sealed.story import Line, Opened, Reader
from app.services.transaction import transaction

GRANTED = "granted"
OFFICE = "office"


class LastReader(Exception):
    """Somebody must be able to read: the only reader cannot step aside."""


class NotEligible(Exception):
    """This colleague may not get a key to this report."""


def step_aside(door: Door, report: Opened, reason: str, *, now: datetime) -> None:
    """Give the key back for good; the reporter sees that one reader less is there."""
    line = Line(Kind.ASIDE, Who.OFFICER, door.officer.id, door.officer.staff.name, text=reason)
    with transaction():
        case = story.hold(report.id)
        fresh = story.opened(case, report.key)
        left = [reader for reader in fresh.readers if reader.officer != door.officer.id]
        if not left:
            raise LastReader
        story.append(report.id, report.key, line, now=now)
        _share(case, fresh, left)


def may_get(report: Opened) -> list[SealedOfficer]:
    """Colleagues who could be given the key: eligible by position, never stepped aside, without a working key now."""
    aside = {h.officer for h in report.story if h.kind == Kind.ASIDE}
    holding = {reader.key for reader in report.readers}
    return [
        officer
        for officer in officers.trusted()
        if may_read(officer.position, report.answers.about)
        and officer.id not in aside
        and officer.public_key.hex() not in holding
    ]


def grant(door: Door, report: Opened, officer_id: str, *, now: datetime) -> None:
    """Give a colleague the key, for example after they lost their passphrase and enrolled anew."""
    giver = door.officer
    with transaction():
        case = story.hold(report.id)
        fresh = story.opened(case, report.key)
        officer = next((o for o in may_get(fresh) if o.id == officer_id), None)
        if officer is None:
            raise NotEligible
        _give(case, fresh, officer, Line(GRANTED, Who.OFFICER, giver.id, giver.staff.name, officer.staff.name), now)


def reopen(officer: SealedOfficer, private: bytes, *, now: datetime) -> int:
    """By the office's recovery key, in a ceremony: give an officer every report they may read and cannot: how many."""
    public, given = keys.public_of(private), 0
    for case_id in db.session.scalars(select(SealedCase.id)).all():
        with transaction():
            case = story.hold(case_id)
            key = slots.find(case, public, private)
            report = story.opened(case, key) if key else None
            if report and officer.id in {candidate.id for candidate in may_get(report)}:
                _give(case, report, officer, Line(GRANTED, OFFICE, text=officer.staff.name), now)
                given += 1
    with transaction():
        audit.record("sealed.reopened", "sealed", by=SYSTEM, now=now, officer=officer.staff.username)
    return given


def _give(case: SealedCase, report: Opened, officer: SealedOfficer, line: Line, now: datetime) -> None:
    """``report`` was opened while its case was held: somebody who stepped aside meanwhile gets nothing back."""
    reader = Reader(officer.id, officer.staff.name, officer.position, officer.public_key.hex())
    story.append(report.id, report.key, line, now=now)
    _share(case, report, [*report.readers, reader])


def _share(case: SealedCase, report: Opened, readers: list[Reader]) -> None:
    recovery = office.recovery_key() if report.recovery else None
    public = [*(bytes.fromhex(reader.key) for reader in readers), *([recovery] if recovery else []), case.reporter_key]
    case.slots = slots.fill(case.id, report.key, public)
    story.rewrite_readers(case, report.key, readers)
    db.session.flush()
