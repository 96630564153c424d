"""What the channel has once an office, and whether it may open: the salt, the recovery key, the start-up guard."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.domain.words import N_
from app.extensions import db
from app.models import SealedOffice
from app.services import audit
from app.services.actors import Actor
from app.services.sealed import keys, officers
from app.services.transaction import transaction

_ENOUGH_OFFICERS = 2
KEEP_LEAST, KEEP_MOST = 1, 30


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
        """Two officers, a recovery key whose private half is elsewhere, and an overseer from outside the office."""
        return not self.missing

    @property
    def enough_officers(self) -> bool:
        """Whether as many read as must."""
        return self.officers >= _ENOUGH_OFFICERS

    @property
    def missing(self) -> tuple[str, ...]:
        """Why it may not open, in words for everybody who sets it up (Thai msgids)."""
        few = N_("มีผู้อ่านที่พร้อมคนเดียว ต้องมีอย่างน้อยสองคน") if self.officers else N_("ยังไม่มีผู้อ่านที่พร้อม ต้องมีอย่างน้อยสองคน")
        said = (
            (self.enough_officers, few),
            (self.recovery, N_("ยังไม่มีกุญแจสำรองของสำนักงาน")),
            (self.oversight, N_("ยังไม่มีผู้กำกับดูแลจากนอกสำนักงานที่พร้อม")),
        )
        return tuple(words for there, words in said if not there)


def readiness() -> Readiness:
    """Who and what is there now."""
    trusted = officers.trusted()
    return Readiness(
        officers=sum(1 for officer in trusted if officers.is_reader(officer)),
        recovery=recovery_key() is not None,
        oversight=any(officers.is_overseer(officer) for officer in trusted),
    )


def salt() -> bytes:
    """The salt of all codes, made at the first need."""
    return row().code_salt


def recovery_key() -> bytes | None:
    """The office's recovery key, its public half; a key without this installation's mark counts as none."""
    found = db.session.get(SealedOffice, 1)
    if found is None or found.recovery_key is None or found.recovery_mark is None:
        return None
    marked = keys.same(found.recovery_mark, _mark(found.recovery_key, found.recovery_holder))
    return found.recovery_key if marked else None


def is_altered() -> bool:
    """Whether the recovery key or an officer's row was changed behind our back, or SECRET_KEY is another one."""
    found = db.session.get(SealedOffice, 1)
    key = found is not None and found.recovery_key is not None and recovery_key() is None
    return key or any(officers.is_altered(officer) for officer in officers.enrolled())


def recovery_holder() -> str:
    """Who keeps the envelope with the private half, in the office's words."""
    found = db.session.get(SealedOffice, 1)
    return found.recovery_holder if found else ""


def set_recovery_key(public: bytes, holder: str, *, by: Actor, now: datetime) -> None:
    """Put a public key in place; new reports are sealed to it too, old ones are not touched."""
    if not keys.is_public(public):
        raise ValueError("no public key")
    row()
    with transaction():
        held = db.session.get_one(SealedOffice, 1, with_for_update=True)
        held.recovery_key, held.recovery_holder = public, holder
        held.recovery_mark = _mark(public, holder)
        audit.record("sealed.recovery_key_set", "sealed", by=by, now=now, fingerprint=officers.fingerprint(public))


def recognise(private: bytes, *, by: Actor, now: datetime) -> bool:
    """After a restore with another SECRET_KEY: who holds the private half proves that the key kept here is theirs."""
    found = db.session.get(SealedOffice, 1)
    if found is None or recovery_key() is not None or found.recovery_key != keys.public_of(private):
        return False
    set_recovery_key(found.recovery_key, found.recovery_holder, by=by, now=now)
    return True


def keep_years() -> int:
    """How many years a closed report is kept before its destruction may be proposed."""
    return row().keep_years


def set_keep_years(years: int, *, by: Actor, now: datetime) -> None:
    """Another time; nothing is destroyed by it."""
    if not KEEP_LEAST <= years <= KEEP_MOST:
        raise ValueError("between one and thirty years")
    row()
    with transaction():
        held = db.session.get_one(SealedOffice, 1, with_for_update=True)
        before, held.keep_years = held.keep_years, years
        audit.record("sealed.keep_years_set", "sealed", by=by, now=now, changes={"keep_years": [before, years]})


def row() -> SealedOffice:
    """The channel's one row, made at the first need."""
    found = db.session.get(SealedOffice, 1)
    if found:
        return found
    try:
        with transaction():
            db.session.add(SealedOffice(id=1, code_salt=keys.random_bytes(keys.SALT_SIZE)))
    except IntegrityError:
        pass  # another process was first: its salt counts
    return db.session.get_one(SealedOffice, 1)


def _mark(public: bytes, holder: str) -> bytes:
    return keys.mark(b"recovery", public, holder.encode())
