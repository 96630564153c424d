"""An officer's open door: unlocking, coming back with the token, closing. The database alone opens nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, or_

from app.extensions import db
from app.models import SealedOfficer, SealedSession, Staff
from app.services import audit
from app.services.actors import Actor
from app.services.sealed import keys, limits, office, officers
from app.services.sealed.passphrases import WrongSecret
from app.services.transaction import transaction

IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=8)
_NOTED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Door:
    """An unlocked officer: who they are and the key that opens their cases, in memory for one request."""

    officer: SealedOfficer
    private_key: bytes
    session: str = ""
    session_key: bytes = field(default=b"", repr=False)
    until: datetime | None = None
    """When it shuts by itself, if nothing is opened before."""

    @property
    def pair(self) -> tuple[bytes, bytes]:
        """Public and private key."""
        return self.officer.public_key, self.private_key

    @property
    def actor(self) -> Actor:
        """The officer as other services know them."""
        return Actor.staff(self.officer.staff)


def unlock(member: Staff, passphrase: str, *, now: datetime) -> str:
    """Open the door: the token for the officer's browser. ``WrongSecret``, ``TooMany``, ``Busy``."""
    limits.check(f"unlock {member.id}", now=now)
    officer = officers.of(member)
    if officer is None:
        raise WrongSecret
    try:
        private = officers.private_key(officer, passphrase)
    except WrongSecret:
        limits.count(f"unlock {member.id}", now=now)
        with transaction():
            audit.record("sealed.unlock_failed", "sealed", by=Actor.staff(officer.staff), now=now)
        raise
    limits.forget(f"unlock {member.id}")
    return _open(officer, private, now)


def enter(token: str, member: Staff, *, now: datetime) -> Door | None:
    """The door of this token, if it is this member's and still open."""
    row = db.session.get(SealedSession, _name(token))
    if row is None or row.officer.staff_id != member.id or row.staff_version != member.session_version:
        return None
    if now - row.seen_at >= IDLE or now - row.opened_at >= LONGEST or not officers.is_trusted(row.officer):
        close(token)
        return None
    private = keys.unseal(_key(token), row.wrapped_key, row.id, row.officer_id)
    if now - row.seen_at >= _NOTED:
        with transaction():
            row.seen_at = now
    until = min(row.seen_at + IDLE, row.opened_at + LONGEST)
    return Door(row.officer, private, row.id, _key(token), until)


def close(token: str) -> None:
    """Shut this door."""
    with transaction():
        db.session.execute(delete(SealedSession).where(SealedSession.id == _name(token)))


def close_all(member: Staff) -> None:
    """Shut every door of a member of staff: at sign-out, after a new passphrase."""
    staff_id = member.id
    with transaction():
        mine = db.session.query(SealedOfficer.id).where(SealedOfficer.staff_id == staff_id)
        db.session.execute(delete(SealedSession).where(SealedSession.officer_id.in_(mine)))


def _open(officer: SealedOfficer, private: bytes, now: datetime) -> str:
    token = keys.random_bytes(keys.KEY_SIZE).hex()
    with transaction():
        stale = or_(SealedSession.seen_at < now - IDLE, SealedSession.opened_at < now - LONGEST)
        db.session.execute(delete(SealedSession).where(stale))
        row = SealedSession(
            id=_name(token), officer_id=officer.id, staff_version=officer.staff.session_version, opened_at=now,
            seen_at=now, wrapped_key=keys.seal(_key(token), private, _name(token), officer.id),
        )  # fmt: skip
        db.session.add(row)
        audit.record("sealed.unlocked", "sealed", by=Actor.staff(officer.staff), now=now)
        if office.is_altered():  # keys that count for nothing now; whoever comes in says so in the audit trail
            audit.record("sealed.tampered", "sealed", by=Actor.staff(officer.staff), now=now)
    return token


def _name(token: str) -> str:
    return keys.subkey(b"session", "name", token.encode()).hex()


def _key(token: str) -> bytes:
    return keys.subkey(b"session", "key", token.encode())
