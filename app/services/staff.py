"""Staff accounts: opening them, names and passwords (argon2id, throttled); the second step is in ``second_step``."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, select

from app.domain.thai import search_key
from app.domain.words import N_
from app.domain.workflow import Role
from app.extensions import db
from app.models import OfficeUnit, RecoveryCode, Staff
from app.services import audit, authenticators, office, throttle
from app.services.actors import SYSTEM
from app.services.transaction import transaction

MIN_PASSWORD = 10
_GUESSES = 10**8  # fewer, and whoever knows what people usually take is in within days
_READ = 72  # of a longer one the beginning is judged
_HASHER = PasswordHasher()


class BadPassword(ValueError):
    """A password that cannot be taken; the message is a Thai msgid."""


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
            unit_id=unit.id if unit else None, password_hash=hashed(password), totp_secret="", totp_last_step=0,
            session_version=1, active=True, sample=sample, created_at=now,
        )  # fmt: skip
        db.session.add(member)
    return member


def check_password(password: str, username: str = "") -> None:
    """Length before composition (NIST SP 800-63B); not the name, and nothing that is guessed early.

    Judged against 30,000 passwords from breaches, names, words, rows of keys and dates, and the words of this office.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415  (its lists take half a second to read)

    if len(password) < MIN_PASSWORD:
        raise BadPassword(N_("รหัสผ่านต้องยาวอย่างน้อย 10 ตัวอักษร ใช้วลีที่จำง่ายได้"))
    guesses = zxcvbn(password[:_READ], user_inputs=[username, *_own_words()])["guesses"]
    if guesses < _GUESSES or (username and username.lower() in password.lower()):
        raise BadPassword(N_("รหัสผ่านนี้เดาง่าย ใช้คำอื่นที่ไม่ใช่ชื่อผู้ใช้"))


def _own_words() -> list[str]:
    """What anybody would try here first."""
    here = office.present()
    names = (here.name, here.short_name, here.english_name, here.subdistrict, here.province) if here else ()
    return ["khamrong", "คำร้อง", *(word for name in names for word in name.split())]


def authenticate(username: str, password: str, *, now: datetime, browser: str = "") -> Staff | None:
    """The member of staff with this name and password; ``TooManyTries`` after five failures in a quarter of an hour.

    ``browser``: the name of one in which they were before; its failures are counted for themselves (web.known_browser).
    """
    key = throttle_key(username, browser)
    throttle.check(key, now=now)
    member = db.session.scalar(select(Staff).where(Staff.username == search_key(username), Staff.active))
    good = fits(member.password_hash if member else _nobody(), password)
    with transaction():
        throttle.check(key, now=now)  # others may have guessed at the same moment
        if good and member:
            return member
        throttle.count(key, now=now)
        if member:
            refused(member, "password", now=now)
    return None


def refused(member: Staff, what: str, *, now: datetime) -> None:
    """Write down that somebody tried to be this person: five in a quarter of an hour at most; of nobody invented."""
    audit.record("sign_in_refused", member.username, by=SYSTEM, now=now, what=what)


def set_totp(member: Staff, secret: str) -> None:
    """Turn the second step on (or off with an empty secret: the codes on paper go with it)."""
    with transaction():
        member.totp_secret = authenticators.sealed(member, secret) if secret else ""
        if not secret:
            db.session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == member.id))
        member.session_version += 1


def set_password(member: Staff, password: str, *, handed: bool = False) -> None:
    """Change a password; all open sessions end. One that is handed over must be changed at the next sign-in."""
    check_password(password, member.username)
    with transaction():
        member.password_hash = hashed(password)
        member.must_change = handed
        member.session_version += 1


def choose_password(member: Staff, password: str) -> None:
    """A password of one's own in place of the one that was handed over, which it must not be."""
    if fits(member.password_hash, password):
        raise BadPassword(N_("รหัสนี้คือรหัสที่ได้รับมา ตั้งใหม่ที่คุณรู้คนเดียว"))
    set_password(member, password)


def end_sessions(member: Staff) -> None:
    """End every open session of this person, on all machines."""
    with transaction():
        member.session_version += 1


def forget_failures(username: str, browser: str = "") -> None:
    """Start counting anew after a good sign-in."""
    throttle.forget(throttle_key(username, browser))


def throttle_key(username: str, browser: str = "") -> str:
    """What failures of this name are counted under: strangers' together, those of a known browser for themselves."""
    return throttle.key(f"sign-in {browser}".rstrip(), search_key(username))


def by_id(staff_id: int) -> Staff | None:
    """A member of staff by number."""
    return db.session.get(Staff, staff_id)


def by_username(username: str) -> Staff | None:
    """A member of staff by the name they sign in with."""
    return db.session.scalar(select(Staff).where(Staff.username == search_key(username)))


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
    return hashed(secrets.token_urlsafe())


def hashed(secret: str) -> str:
    """What is kept of a password, or of a code that somebody types."""
    return _HASHER.hash(secret)


def fits(kept: str, secret: str) -> bool:
    """Whether this is what was kept."""
    try:
        return _HASHER.verify(kept, secret)
    except Argon2Error:
        return False
