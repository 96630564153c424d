"""Staff accounts: opening, signing in (argon2id, throttled, second step), passwords."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from flask import current_app
from sqlalchemy import select

from app.domain.thai import search_key
from app.domain.words import N_
from app.domain.workflow import Role
from app.extensions import db
from app.models import OfficeUnit, Staff, Throttle
from app.services.transaction import transaction

MIN_PASSWORD = 10
_TRIES, _WINDOW = 5, timedelta(minutes=15)
_COMMON = frozenset(
    "password password1 1234567890 0123456789 qwertyuiop passw0rd123 adminadmin administrator 1111111111 "
    "khamrong123 iloveyou123 123456789a abcdefghij".split()
)
_HASHER = PasswordHasher()


class BadPassword(ValueError):
    """A password that cannot be taken; the message is a Thai msgid."""


class TooManyTries(Exception):
    """Signing in is closed for this name for a while."""


def hire(
    username: str,
    password: str,
    *,
    name: str,
    roles: frozenset[Role],
    now: datetime,
    position: str = "",
    email: str = "",
    unit: OfficeUnit | None = None,
    sample: bool = False,
) -> Staff:
    """Open an account; ``BadPassword`` when the password is too weak."""
    check_password(password, username)
    with transaction():
        member = Staff(
            username=username.strip().lower(), name=name, position=position, email=email, roles=roles,
            unit_id=unit.id if unit else None, password_hash=_HASHER.hash(password), totp_secret="", totp_last_step=0,
            session_version=1, active=True, sample=sample, created_at=now,
        )  # fmt: skip
        db.session.add(member)
    return member


def check_password(password: str, username: str = "") -> None:
    """Length before composition (NIST SP 800-63B): at least ten characters, not a common one, not the name."""
    if len(password) < MIN_PASSWORD:
        raise BadPassword(N_("รหัสผ่านต้องยาวอย่างน้อย 10 ตัวอักษร ใช้วลีที่จำง่ายได้"))
    if password.lower() in _COMMON or (username and username.lower() in password.lower()):
        raise BadPassword(N_("รหัสผ่านนี้เดาง่าย ใช้คำอื่นที่ไม่ใช่ชื่อผู้ใช้"))


def authenticate(username: str, password: str, *, now: datetime) -> Staff | None:
    """The member of staff with this name and password; ``TooManyTries`` after five failures in a quarter of an hour."""
    key = _throttle_key(username)
    throttle = db.session.get(Throttle, key)
    if throttle and throttle.count >= _TRIES and now - throttle.since < _WINDOW:
        raise TooManyTries
    member = db.session.scalar(select(Staff).where(Staff.username == search_key(username), Staff.active))
    if _verify(member.password_hash if member else _nobody(), password) and member:
        return member
    _count_failure(key, now)
    return None


def second_step(member: Staff, code: str, *, now: datetime) -> bool:
    """Whether the six digits are right for now; each code opens once only."""
    totp = pyotp.TOTP(member.totp_secret)
    step = int(now.timestamp()) // totp.interval
    for candidate in (step, step - 1):
        if candidate > member.totp_last_step and hmac.compare_digest(totp.generate_otp(candidate), code.strip()):
            with transaction():
                member.totp_last_step = candidate
            forget_failures(member.username)
            return True
    _count_failure(_throttle_key(member.username), now)
    return False


def set_totp(member: Staff, secret: str) -> None:
    """Turn the second step on (or off with an empty secret)."""
    with transaction():
        member.totp_secret = secret
        member.session_version += 1


def set_password(member: Staff, password: str) -> None:
    """Change a password; all open sessions end."""
    check_password(password, member.username)
    with transaction():
        member.password_hash = _HASHER.hash(password)
        member.session_version += 1


def forget_failures(username: str) -> None:
    """Start counting anew after a good sign-in."""
    with transaction():
        throttle = db.session.get(Throttle, _throttle_key(username))
        if throttle:
            db.session.delete(throttle)


def by_id(staff_id: int) -> Staff | None:
    """A member of staff by number."""
    return db.session.get(Staff, staff_id)


def active() -> Sequence[Staff]:
    """Everybody who works here now, by name."""
    return db.session.scalars(select(Staff).where(Staff.active).order_by(Staff.name)).all()


def of_unit(unit_id: int) -> Sequence[Staff]:
    """The officers of a unit."""
    query = select(Staff).where(Staff.active, Staff.unit_id == unit_id).order_by(Staff.name)
    return [member for member in db.session.scalars(query) if Role.OFFICER in member.roles]


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash that no password fits, so that an unknown name takes as long as a known one."""
    return _HASHER.hash(secrets.token_urlsafe())


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except Argon2Error:
        return False


def _throttle_key(username: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"sign-in {search_key(username)}".encode(), hashlib.sha256).hexdigest()


def _count_failure(key: str, now: datetime) -> None:
    with transaction():
        throttle = db.session.get(Throttle, key, with_for_update=True)
        if throttle is None or now - throttle.since >= _WINDOW:
            throttle = throttle or Throttle(key=key)
            throttle.since, throttle.count = now, 0
            db.session.add(throttle)
        throttle.count += 1
