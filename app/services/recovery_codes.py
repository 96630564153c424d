"""Ten codes on paper for whoever has lost the telephone: each opens once, in place of the six digits.

Only argon2id hashes are kept, as of passwords: twelve letters are too few for a fast hash in stolen hands. The first
two say which of the ten is meant, so that a try costs one such hash; they are no secret.
"""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select

from app.extensions import db
from app.models import RecoveryCode, Staff
from app.services import audit, outbox, staff, throttle
from app.services.actors import Actor
from app.services.transaction import transaction

COUNT = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH, _SHOWN = 12, 2


def renew(member: Staff, *, now: datetime) -> list[str]:
    """A new set, shown this once; the old one opens nothing any more."""
    starts = secrets.SystemRandom().sample([a + b for a in _LETTERS for b in _LETTERS], COUNT)
    codes = [start + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH - _SHOWN)) for start in starts]
    rows = [RecoveryCode(staff_id=member.id, start=code[:_SHOWN], hash=staff.hashed(code)) for code in codes]
    with transaction():
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == member.id))
        db.session.add_all(rows)
        audit.record("recovery_codes_made", member.username, by=Actor.staff(member), now=now)
    return ["-".join(code[i : i + 4] for i in range(0, _LENGTH, 4)) for code in codes]


def left(member: Staff) -> int:
    """How many still open."""
    query = select(func.count()).where(RecoveryCode.staff_id == member.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(query) or 0


def used(member: Staff, code: str, *, now: datetime, browser: str = "") -> bool:
    """Take a code: whether it opens. ``TooManyTries`` after as many failures as for passwords; who has it is told."""
    key = staff.throttle_key(member.username, browser)
    typed = "".join(letter for letter in code.lower() if letter.isalnum())
    with transaction():
        db.session.get_one(Staff, member.id, with_for_update={"of": Staff})  # one guess after the other
        throttle.check(key, now=now)
        held = select(RecoveryCode).where(RecoveryCode.staff_id == member.id, RecoveryCode.start == typed[:_SHOWN])
        row = db.session.scalar(held.where(RecoveryCode.used_at.is_(None)))
        if row and staff.fits(row.hash, typed):
            row.used_at = now
            staff.forget_failures(member.username, browser)
            _tell(member, row, now)
            return True
        throttle.count(key, now=now)
        staff.refused(member, "recovery code", now=now)
    return False


def _tell(member: Staff, row: RecoveryCode, now: datetime) -> None:
    audit.record("recovery_code_used", member.username, by=Actor.staff(member), now=now, left=left(member))
    if member.email and outbox.configured():
        body = "มีคนเข้าสู่ระบบในชื่อของคุณด้วยรหัสกู้คืน ถ้าไม่ใช่คุณ แจ้งผู้ดูแลระบบทันที"
        outbox.put(member.email, "มีการใช้รหัสกู้คืน", body, key=f"recovery/{row.id}/{now.timestamp():.0f}", now=now)
