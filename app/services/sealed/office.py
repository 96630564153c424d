"""What the channel has once an office, and whether it may open: the salt, the keys held outside, the start-up guard."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError

from app.domain.words import N_
from app.extensions import db
from app.models import SealedOffice
from app.services import audit
from app.services.actors import Actor
from app.services.sealed import keys, officers
from app.services.transaction import transaction

_ENOUGH_OFFICERS = 2


class Outside(StrEnum):
    """Keys whose private half is not in this office."""

    RECOVERY = "recovery"
    OVERSIGHT = "oversight"

    @property
    def label(self) -> str:
        """The word for its holder (Thai msgid)."""
        return _OUTSIDE[self]


_OUTSIDE = {
    Outside.RECOVERY: N_("กุญแจสำรองของสำนักงาน ซึ่งเก็บไว้นอกระบบ"),
    Outside.OVERSIGHT: N_("ผู้กำกับดูแลจากนอกสำนักงาน"),
}


class NotOpen(Exception):
    """The channel may not take reports yet: somebody or something is missing."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between the channel and its opening."""

    officers: int
    recovery: bool
    oversight: bool

    @property
    def open(self) -> bool:
        """Two officers and a recovery key; an office of sample people does without the key."""
        return self.officers >= _ENOUGH_OFFICERS and (self.recovery or officers.is_sample())


def readiness() -> Readiness:
    """Who and what is there now."""
    return Readiness(
        officers=sum(1 for officer in officers.trusted() if officers.is_reader(officer)),
        recovery=outside_key(Outside.RECOVERY) is not None,
        oversight=outside_key(Outside.OVERSIGHT) is not None or any(map(officers.is_overseer, officers.trusted())),
    )


def salt() -> bytes:
    """The salt of all codes, made at the first need."""
    return _row().code_salt


def outside_key(which: Outside) -> bytes | None:
    """The public key held outside; a key without this installation's mark counts as none."""
    row = db.session.get(SealedOffice, 1)
    key: bytes | None = getattr(row, f"{which}_key", None)
    written: bytes | None = getattr(row, f"{which}_mark", None)
    return key if key and written and keys.same(written, _mark(which, key)) else None


def set_outside_key(which: Outside, public: bytes, *, by: Actor, now: datetime) -> None:
    """Put a public key in place; new reports are sealed to it too, old ones are not touched."""
    if len(public) != keys.KEY_SIZE:
        raise ValueError("a public key has 32 bytes")
    _row()
    with transaction():
        row = db.session.get_one(SealedOffice, 1, with_for_update=True)
        setattr(row, f"{which}_key", public)
        setattr(row, f"{which}_mark", _mark(which, public))
        audit.record(f"sealed.{which}_key_set", "sealed", by=by, now=now, fingerprint=officers.fingerprint(public))


def _mark(which: Outside, public: bytes) -> bytes:
    return keys.mark(b"outside", which.encode(), public)


def _row() -> SealedOffice:
    found = db.session.get(SealedOffice, 1)
    if found:
        return found
    try:
        with transaction():
            db.session.add(SealedOffice(id=1, code_salt=keys.random_bytes(keys.SALT_SIZE)))
    except IntegrityError:
        pass  # another process was first: its salt counts
    return db.session.get_one(SealedOffice, 1)
