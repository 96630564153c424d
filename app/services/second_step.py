"""The second step at sign-in: six digits from an authenticator, each good for one sign-in only."""

import hmac
from datetime import datetime

import pyotp

from app.domain.thai import to_arabic_digits
from app.extensions import db
from app.models import Staff
from app.services import authenticators, recovery_codes, throttle
from app.services.staff import forget_failures, refused, set_totp, throttle_key
from app.services.transaction import transaction

DIGITS = 6


def passed(member: Staff, code: str, *, now: datetime, browser: str = "") -> bool:
    """Whether the six digits are right for now; ``TooManyTries`` after as many failures as for passwords."""
    key = throttle_key(member.username, browser)
    with transaction():
        held = db.session.get_one(Staff, member.id, with_for_update={"of": Staff}, populate_existing=True)
        throttle.check(key, now=now)  # one after the other: of guesses at the same moment none is free
        secret = authenticators.secret(held)
        step = _step_of(code, secret, now) if secret else None
        if step is not None and step > held.totp_last_step:
            held.totp_last_step = step
            forget_failures(held.username, browser)
            return True
        throttle.count(key, now=now)
        refused(member, "second step", now=now)
    return False


def proven(member: Staff, code: str, *, now: datetime, browser: str = "") -> bool:
    """Whether these are the digits of the telephone, or one of the codes on paper, which is used up."""
    if sum(letter.isalnum() for letter in code) > DIGITS:
        return recovery_codes.used(member, code, now=now, browser=browser)
    return passed(member, code, now=now, browser=browser)


def fits(secret: str, code: str, *, now: datetime) -> bool:
    """Whether a telephone that is being set up shows the right digits."""
    return _step_of(code, secret, now) is not None


def confirm(member: Staff, secret: str, code: str, *, now: datetime) -> bool:
    """Turn the second step on, or move it here, once the telephone shows the right digits; that code is used up."""
    step = _step_of(code, secret, now)
    if step is None:
        return False
    with transaction():
        set_totp(member, secret)
        member.totp_last_step = step
    return True


def new_secret() -> str:
    """A secret for an authenticator that is about to be set up."""
    return pyotp.random_base32()


def address(member: Staff, secret: str, office: str) -> str:
    """What the QR code for the authenticator holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=member.username, issuer_name=office)


def _step_of(code: str, secret: str, now: datetime) -> int | None:
    """The half minute these six digits belong to: this one or the one before."""
    totp = pyotp.TOTP(secret)
    digits = "".join(letter for letter in to_arabic_digits(code) if letter.isdigit()).encode()
    step = int(now.timestamp()) // totp.interval
    return next((s for s in (step, step - 1) if hmac.compare_digest(totp.generate_otp(s).encode(), digits)), None)
