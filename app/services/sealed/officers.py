"""Integrity officers and their key pairs: enrolling, confirming a colleague, passphrase, recovery code."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import delete, select

from app.domain.sealed import Position, may_read
from app.domain.sealed_titles import place_of
from app.domain.thai import to_arabic_digits
from app.domain.workflow import Role
from app.extensions import db
from app.models import AuditEntry, SealedOfficer, SealedSession, Staff
from app.services import audit
from app.services import office as offices
from app.services.actors import SYSTEM, Actor
from app.services.sealed import keys, passphrases
from app.services.transaction import transaction

_GROUP = 4
_CONFIRMED = "sealed.confirmed"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new pair, and the recovery code that is shown this once and kept nowhere."""

    officer: SealedOfficer
    recovery_code: str


class WrongFingerprint(Exception):
    """What the colleague read out is not the name of this key."""


def enrol(member: Staff, position: Position, passphrase: str, *, now: datetime, stolen: bool = False) -> Enrolment:
    """Make an officer's pair, in place of an older one. The first reader counts at once, later ones once confirmed.

    Where a colleague was ever confirmed nobody is first again, not even who holds every account. ``stolen``: the old
    one is known to somebody else, and the trail says so.
    """
    passphrases.check(passphrase, member)
    public, private = keys.key_pair()
    officer = SealedOfficer(
        id=keys.random_id(), staff_id=member.id, position=place_of(member.position, position), public_key=public,
        scheme=keys.SCHEME, enrolled_at=now,
    )  # fmt: skip
    code = passphrases.wrap(officer, private, passphrase)
    with transaction():
        first = is_reader(officer) and not _begun()
        old = select(SealedOfficer.id).where(SealedOfficer.staff_id == officer.staff_id)
        db.session.execute(delete(SealedSession).where(SealedSession.officer_id.in_(old)))
        db.session.execute(delete(SealedOfficer).where(SealedOfficer.staff_id == officer.staff_id))
        if first:
            officer.confirmed_at, officer.confirmed_by_id = now, officer.staff_id
        officer.mark = _mark(officer)
        db.session.add(officer)
        by = Actor.staff(db.session.get_one(Staff, officer.staff_id))
        action = "sealed.stolen" if stolen else "sealed.enrolled"
        audit.record(action, "sealed", by=by, now=now, fingerprint=fingerprint(public))
    return Enrolment(officer, code)


def compare(officer: SealedOfficer, typed: str, *, by: SealedOfficer, now: datetime) -> None:
    """``WrongFingerprint`` unless the officer's key has the name that was typed as they read it out."""
    plain = re.sub(r"[\s\-‐-―.·\u200b-\u200f]", "", to_arabic_digits(typed)).upper().replace("O", "0")
    if not keys.same(plain.encode(), fingerprint(officer.public_key).replace(" ", "").encode()):
        actor = Actor.staff(by.staff)
        audit.record("sealed.fingerprint_wrong", "sealed", by=actor, now=now, officer=officer.staff.username)
        raise WrongFingerprint


def confirm(officer: SealedOfficer, *, by: SealedOfficer, now: datetime) -> None:
    """A reader vouches for a colleague whose fingerprint they compared; nobody vouches for themselves."""
    if by.id == officer.id or not is_trusted(by):
        raise PermissionError
    with transaction():
        officer.confirmed_at, officer.confirmed_by_id = now, by.staff_id
        officer.mark = _mark(officer)
        actor = Actor.staff(by.staff)
        audit.record(_CONFIRMED, "sealed", by=actor, now=now, fingerprint=fingerprint(officer.public_key))


def release(member: Staff) -> None:
    """They are no reader any more: if they come back, a colleague confirms them again. What was altered stays so."""
    if (officer := of(member)) and officer.confirmed_at and not is_altered(officer):
        officer.confirmed_at = officer.confirmed_by_id = None
        officer.mark = _mark(officer)
        db.session.execute(delete(SealedSession).where(SealedSession.officer_id == officer.id))


def vouch(officer: SealedOfficer, *, now: datetime) -> None:
    """Confirm by ceremony at the office's own computer: after a restore with a new SECRET_KEY, or with nobody left."""
    with transaction():
        officer.confirmed_at, officer.confirmed_by_id = now, None
        officer.mark = _mark(officer)
        audit.record("sealed.vouched", "sealed", by=SYSTEM, now=now, fingerprint=fingerprint(officer.public_key))


def private_key(officer: SealedOfficer, passphrase: str) -> bytes:
    """The officer's private key; ``WrongSecret`` when the passphrase does not open it."""
    return passphrases.unwrap(officer, passphrase)


def recover(officer: SealedOfficer, code: str, passphrase: str, *, now: datetime) -> Enrolment:
    """A new passphrase by way of the recovery code, which is used up: the new one is shown once."""
    passphrases.check(passphrase, officer.staff)
    try:
        private = passphrases.unwrap_by_code(officer, code)
    except passphrases.WrongSecret:
        audit.record("sealed.unlock_failed", "sealed", by=Actor.staff(officer.staff), now=now)
        raise
    with transaction():
        fresh = passphrases.wrap(officer, private, passphrase)
        audit.record("sealed.recovered", "sealed", by=Actor.staff(officer.staff), now=now)
    return Enrolment(officer, fresh)


def new_code(officer: SealedOfficer, passphrase: str, *, now: datetime) -> Enrolment:
    """Another recovery code in place of one that was lost or seen; the passphrase stays. ``WrongSecret``."""
    private = private_key(officer, passphrase)
    with transaction():
        fresh = passphrases.wrap(officer, private, passphrase)
        audit.record("sealed.code_renewed", "sealed", by=Actor.staff(officer.staff), now=now)
    return Enrolment(officer, fresh)


def of(member: Staff) -> SealedOfficer | None:
    """The pair of a member of staff, if they enrolled."""
    return db.session.scalar(select(SealedOfficer).where(SealedOfficer.staff_id == member.id))


def by_id(officer_id: str) -> SealedOfficer | None:
    """An officer by the random name of their row."""
    return db.session.get(SealedOfficer, officer_id)


def enrolled() -> Sequence[SealedOfficer]:
    """Everybody with a pair, confirmed or not, in order of enrolling."""
    return db.session.scalars(select(SealedOfficer).order_by(SealedOfficer.enrolled_at, SealedOfficer.id)).all()


def _begun() -> bool:
    """Whether somebody reads already, or ever did so that a colleague was confirmed."""
    confirmed = select(AuditEntry.id).where(AuditEntry.action == _CONFIRMED)
    here = any(officer.confirmed_at and is_reader(officer) for officer in enrolled())
    return here or db.session.scalar(confirmed.limit(1)) is not None


def trusted() -> list[SealedOfficer]:
    """Those who may be given keys now."""
    return [officer for officer in enrolled() if is_trusted(officer)]


def is_trusted(officer: SealedOfficer) -> bool:
    """Confirmed, unaltered, still in the role and the place, with the second step that this office asks for."""
    staff = officer.staff
    return bool(
        officer.confirmed_at
        and staff.active
        and Role.INTEGRITY in staff.roles
        and has_second_step(staff)
        and not is_altered(officer)
        and not has_moved(officer)
    )


def has_moved(officer: SealedOfficer) -> bool:
    """Whether their title has become one that reads from another place than their key was made for."""
    return place_of(officer.staff.position, officer.position) is not officer.position


def is_altered(officer: SealedOfficer) -> bool:
    """Whether this row is not as this installation wrote it: another key, person, position or confirmation."""
    return not keys.same(officer.mark, _mark(officer))


def has_second_step(member: Staff) -> bool:
    """Whether the account has the second step that this office asks for; an office of sample people asks for none."""
    if member.totp_secret or not current_app.config["REQUIRE_TOTP_INTEGRITY"]:
        return True
    return is_sample()


def is_sample() -> bool:
    """Whether this is an office of sample people."""
    present = offices.present()
    return present is not None and present.sample


def is_reader(officer: SealedOfficer) -> bool:
    """Whether they read reports as a rule."""
    return may_read(officer.position, ())


def is_overseer(officer: SealedOfficer) -> bool:
    """Whether they read only what nobody in the office may."""
    return officer.position is Position.OTHER


def readers(accused: Collection[Position]) -> list[SealedOfficer]:
    """Who gets a key to a report about these positions; the overseers when nobody else is left."""
    eligible = [officer for officer in trusted() if may_read(officer.position, accused)]
    return eligible or [officer for officer in trusted() if is_overseer(officer)]


def fingerprint(public: bytes) -> str:
    """A short name of a public key, to be read aloud and compared."""
    text = keys.subkey(public, "fingerprint", size=10).hex().upper()
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _mark(officer: SealedOfficer) -> bytes:
    return keys.mark(
        b"officer", officer.id.encode(), str(officer.staff_id).encode(), officer.position.encode(), officer.public_key,
        b"confirmed" if officer.confirmed_at else b"waiting", str(officer.confirmed_by_id).encode(),
    )  # fmt: skip
