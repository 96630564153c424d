"""The signature under what the office publishes: Ed25519, from the installation's secret; it signs, and lets nobody in.

Anybody can check it with the published key (RFC 8032; ``openssl pkeyutl -verify``). After SECRET_KEY is exchanged new
papers carry a new key; old ones keep theirs beside them.
"""

import base64
import hashlib

from flask import current_app
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

_SPKI = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what goes before a raw Ed25519 key


def sign(content: bytes) -> str:
    """The signature over some bytes, hexadecimal."""
    return _key().sign(content).signature.hex()


def public_key() -> str:
    """The present public key, hexadecimal."""
    return bytes(_key().verify_key).hex()


def holds(content: bytes, signature: str, key: str) -> bool:
    """Whether a signature is of these bytes and by this key."""
    try:
        VerifyKey(bytes.fromhex(key)).verify(content, bytes.fromhex(signature))
    except (BadSignatureError, ValueError):
        return False
    return True


def pem(key: str) -> str:
    """A public key as the file that openssl reads."""
    text = base64.b64encode(_SPKI + bytes.fromhex(key)).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n"


def derived(purpose: str) -> bytes:
    """32 bytes that only this installation can know, another for each purpose."""
    return hashlib.sha256(f"khamrong {purpose}\0".encode() + current_app.config["SECRET_KEY"].encode()).digest()


def _key() -> SigningKey:
    return SigningKey(derived("publication"))
