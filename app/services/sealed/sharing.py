"""Who holds a report's key after it came in: stepping aside, giving it to a colleague, the recovery ceremony."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from app.domain.sealed import may_read
from app.domain.sealed_report import Kind, Who
from app.extensions import db
from app.models import SealedCase, SealedOfficer
from app.services import audit
from app.services.actors import SYSTEM
from app.services.sealed import bodies, keys, officers, rekey, ring, slots, story
from app.services.sealed.bodies import Reader
from app.services.sealed.sessions import Door
from app.services.sealed.story import Line, Opened
from app.services.transaction import transaction

GRANTED = "granted"
RENEWED = "renewed"
OFFICE = "office"


class LastReader(Exception):
    """Somebody must be able to read: the only reader cannot step aside."""


class NotEligible(Exception):
    """This colleague may not get a key to this report."""


def step_aside(door: Door, report: Opened, reason: str, *, now: datetime) -> None:
    """Give the key back for good; the reporter sees that one reader less is there. The report gets a new key."""
    line = Line(Kind.ASIDE, Who.OFFICER, door.officer.id, door.officer.staff.name, text=reason)
    with transaction():
        case, key = story.held(report)
        left = [reader for reader in bodies.read(case, key).readers if reader.officer != door.officer.id]
        if not any(_names(officer) in _named(left) for officer in officers.trusted()):
            raise LastReader
        story.append(case.id, key, line, now=now)
        rekey.rekey(case, key, left)


def stale(door: Door) -> int:
    """How many of this officer's reports somebody can still open who is no longer trusted."""
    return len(_stale(door))


def renew(door: Door, *, now: datetime) -> int:
    """Drop whoever is no longer trusted from all of this officer's reports, which get new keys: how many.

    Left the office, lost the role, enrolled anew after a theft: what they keep opens nothing in a later copy.
    """
    done = 0
    for case_id in _stale(door):
        try:
            done += _renew(door, case_id, now)
        except keys.Tampered:
            audit.record("sealed.tampered", "sealed", by=door.actor, now=now)
    return done


def _stale(door: Door) -> list[str]:
    trusted = {_names(officer) for officer in officers.trusted()}
    return [case.id for case, body in ring.bodies_of(door) if not _named(body.readers) <= trusted]


def _renew(door: Door, case_id: str, now: datetime) -> bool:
    me = door.officer
    with transaction():
        case = story.hold(case_id)
        key = slots.find(case, *door.pair)
        readers = bodies.read(case, key).readers if key else ()
        trusted = {_names(officer) for officer in officers.trusted()}
        dropped = [reader for reader in readers if _name(reader) not in trusted]
        left = [reader for reader in readers if _name(reader) in trusted]
        if key is None or not dropped or not left:
            return False
        names = ", ".join(reader.name for reader in dropped)
        story.append(case.id, key, Line(RENEWED, Who.OFFICER, me.id, me.staff.name, names), now=now)
        rekey.rekey(case, key, left)
    return True


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
        case, key = story.held(report)
        fresh = story.opened(case, key)
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
    rekey.share(case, report.key, [*report.readers, reader])


def _names(officer: SealedOfficer) -> tuple[str, str]:
    return officer.id, officer.public_key.hex()


def _name(reader: Reader) -> tuple[str, str]:
    return reader.officer, reader.key


def _named(readers: Iterable[Reader]) -> set[tuple[str, str]]:
    return {_name(reader) for reader in readers}
