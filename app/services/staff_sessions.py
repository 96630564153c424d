"""Sign-ins as rows, so that a copied cookie of one that ended is nothing, on every machine.

A row counts until its time is over, and as long as its person has the ``session_version`` it began with: a new
password, other roles, a dismissal raise that number and end every session at once, also what has no row here (a
sign-in waiting for its second step, the sealed place). The cookie holds the name, the row only its hash: who reads
the database is nobody. No address is kept.
"""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db
from app.models import Staff, StaffSession
from app.services.transaction import transaction

_NOTED = timedelta(minutes=5)
_REMEMBERED = timedelta(days=7)  # a form that comes too late is still somebody's


def begin(member: Staff, device: tuple[str, str], *, until: datetime, now: datetime) -> str:
    """A new session: its name, for the cookie. What ended long ago goes."""
    name, staff_id, version = secrets.token_urlsafe(32), member.id, member.session_version
    ended = StaffSession.staff_id == staff_id, StaffSession.staff_version != version
    with transaction():
        db.session.execute(delete(StaffSession).where(or_(StaffSession.until < now - _REMEMBERED, ended[0] & ended[1])))
        row = StaffSession(
            key=_key(name), staff_id=staff_id, staff_version=version, begun_at=now, seen_at=now, until=until,
            prolonged=0, browser=device[0], system=device[1],
        )  # fmt: skip
        db.session.add(row)
    return name


def find(name: str) -> StaffSession | None:
    """The session of a cookie with its person, in one look; it may be over."""
    row = db.session.scalar(select(StaffSession).where(StaffSession.key == _key(name)))
    return row if row and row.staff.active and row.staff_version == row.staff.session_version else None


def note(row: StaffSession, now: datetime) -> None:
    """They are at work; written every five minutes at most, and if it cannot be, nobody is kept from working."""
    if now - row.seen_at >= _NOTED:
        with suppress(SQLAlchemyError), transaction():
            row.seen_at = now


def prolong(row: StaffSession, until: datetime) -> None:
    """The day at work is longer."""
    with transaction():
        row.until, row.prolonged = until, row.prolonged + 1


def of(member: Staff, now: datetime) -> Sequence[StaffSession]:
    """This person's open sessions, the last used first."""
    mine = StaffSession.staff_id == member.id, StaffSession.staff_version == member.session_version
    query = select(StaffSession).where(*mine, StaffSession.until > now)
    return db.session.scalars(query.order_by(StaffSession.seen_at.desc(), StaffSession.id)).all()


def end(row: StaffSession) -> None:
    """This one ends."""
    with transaction():
        db.session.delete(row)


def rename(row: StaffSession, member: Staff) -> str:
    """The one that goes on where all others ended, under a new name."""
    name = secrets.token_urlsafe(32)
    with transaction():
        row.key, row.staff_version = _key(name), member.session_version
    return name


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
