"""Wrapping an officer's private key: by the passphrase they think up, and again by a recovery code printed once."""

import re
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from app.domain.thai import to_arabic_digits
from app.domain.words import N_
from app.models import SealedOfficer, Staff
from app.services.sealed import keys

SHORTEST = 16
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 7, 4
_PASSPHRASE, _RECOVERY = "passphrase", "recovery"


class BadPassphrase(ValueError):
    """A passphrase that cannot be taken; the message is a Thai msgid."""


class WrongSecret(Exception):
    """The passphrase or recovery code does not open this officer's key."""


def check(passphrase: str, member: Staff) -> None:
    """Long, and not the account's password: that one reaches the server with every sign-in."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < SHORTEST // 2:
        raise BadPassphrase(N_("วลีลับต้องยาวอย่างน้อย 16 ตัวอักษร เช่น คำที่ไม่เกี่ยวกันห้าคำ"))
    try:
        PasswordHasher().verify(member.password_hash, passphrase)
    except Argon2Error:
        return
    raise BadPassphrase(N_("ใช้วลีที่ไม่ใช่รหัสผ่านเข้าระบบ"))


def plain_code(typed: str) -> str:
    """A recovery code, or the end of one, as people type it from paper."""
    return re.sub(r"[\s\-‐-―.\u200b-\u200f]", "", to_arabic_digits(typed)).upper()


def wrap(officer: SealedOfficer, private: bytes, passphrase: str) -> str:
    """Wrap a private key twice, under a new salt: the recovery code (138 bits)."""
    cost = keys.passphrase_cost()
    officer.salt, officer.operations, officer.memory = keys.random_bytes(keys.SALT_SIZE), cost.operations, cost.memory
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    key = keys.stretch(passphrase, officer.salt, cost)
    officer.wrapped_key = keys.seal(key, private, officer.id, _PASSPHRASE)
    officer.recovery_wrapped_key = keys.seal(_code_key(code, officer.salt), private, officer.id, _RECOVERY)
    return code


def unwrap(officer: SealedOfficer, passphrase: str) -> bytes:
    """The private key; ``WrongSecret``, ``Busy``, or ``Tampered`` when it is not the other half of the public one."""
    key = keys.stretch(passphrase, officer.salt, keys.Cost(officer.operations, officer.memory))
    return _unwrap(officer, key, officer.wrapped_key, _PASSPHRASE)


def unwrap_by_code(officer: SealedOfficer, code: str) -> bytes:
    """The private key by way of the recovery code; ``WrongSecret``, ``Tampered``."""
    return _unwrap(officer, _code_key(code, officer.salt), officer.recovery_wrapped_key, _RECOVERY)


def _unwrap(officer: SealedOfficer, key: bytes, wrapped: bytes, field: str) -> bytes:
    try:
        private = keys.unseal(key, wrapped, officer.id, field)
    except keys.Tampered as wrong:
        raise WrongSecret from wrong
    if not keys.same(keys.public_of(private), officer.public_key):
        raise keys.Tampered
    return private


def _code_key(code: str, salt: bytes) -> bytes:
    """The recovery code is long enough to go without stretching."""
    return keys.subkey(salt, "recovery code", plain_code(code).encode())
