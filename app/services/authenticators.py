"""The secrets that authenticators reckon their digits from: sealed under a key from SECRET_KEY, each to its person.

A copy of the database alone makes no digits, and one person's row is nothing in another's. After SECRET_KEY was
exchanged none opens: their people come in by a code on paper, or a colleague turns the second step off.
"""

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from sqlalchemy import select

from app.extensions import db
from app.models import Staff
from app.services import signing
from app.services.transaction import transaction

_MARK = "sealed:"  # what older versions kept in clear has none
_NONCE = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


def sealed(member: Staff, secret: str) -> str:
    """A secret as it is kept of this person."""
    nonce = sodium.randombytes(_NONCE)
    box = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(secret.encode(), _whose(member), nonce, _key())
    return _MARK + (nonce + box).hex()


def secret(member: Staff) -> str | None:
    """What this person's telephone knows; None where it was sealed under another key, or to somebody else."""
    kept = member.totp_secret
    if not kept.startswith(_MARK):
        return kept or None
    try:
        box = bytes.fromhex(kept.removeprefix(_MARK))
        opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(box[_NONCE:], _whose(member), box[:_NONCE], _key())
    except (CryptoError, ValueError):
        return None
    return opened.decode()


def lost() -> list[Staff]:
    """Who works here and has a telephone whose digits nobody can check any more."""
    members = db.session.scalars(select(Staff).where(Staff.active, Staff.totp_secret != "").order_by(Staff.username))
    return [member for member in members if secret(member) is None]


def seal_old() -> int:
    """Seal what older versions kept in clear: how many. Their telephones go on; older versions read them no more."""
    clear = select(Staff).where(Staff.totp_secret != "", Staff.totp_secret.not_like(f"{_MARK}%"))
    with transaction():
        members = db.session.scalars(clear.with_for_update(of=Staff)).all()
        for member in members:
            member.totp_secret = sealed(member, member.totp_secret)
    return len(members)


def _key() -> bytes:
    return signing.derived("second step")


def _whose(member: Staff) -> bytes:
    return f"staff {member.id}".encode()
