"""The channel's cryptography, all of it: stretching secrets, sealing fields, marks. It stores nothing, knows no case.

Scheme 1: argon2id 1.3, BLAKE2b sub-keys, X25519 sealed boxes, XChaCha20-Poly1305 with the place of every field as
associated data. All of it is libsodium's.
"""

import hashlib
import hmac
import json
import threading
from dataclasses import dataclass
from typing import Any

from flask import current_app
from nacl import bindings as sodium
from nacl.exceptions import CryptoError

SCHEME = "1"
SALT_SIZE = 16
KEY_SIZE = 32
_VERSION = b"\x01"
_NONCE = 24
_LENGTH = 4
_QUEUE = 24
_SMALLEST, _LARGEST_POWER = 1024, 64 * 1024

# Each stretching takes tens of megabytes: one at a time, and a queue that ends.
_one_at_a_time = threading.Lock()
_waiting = threading.BoundedSemaphore(_QUEUE)


class Tampered(Exception):
    """Ciphertext that is not what was written there: changed, cut, or moved from another place."""


class Busy(Exception):
    """Too many people are opening something at once; nothing was looked at."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one stretching costs: rounds, and bytes of memory."""

    operations: int
    memory: int


def code_cost() -> Cost:
    """For the reporter's code, which has 80 bits of its own."""
    return _cost("SEALED_CODE_MEMORY")


def passphrase_cost() -> Cost:
    """For what people think up themselves."""
    return _cost("SEALED_PASSPHRASE_MEMORY")


def random_bytes(size: int) -> bytes:
    """From the system's own source of chance."""
    return sodium.randombytes(size)


def random_id() -> str:
    """A name that counts nothing."""
    return random_bytes(16).hex()


def stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    """A key from a code or passphrase; ``Busy`` when the queue is full."""
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        with _one_at_a_time:
            return sodium.crypto_pwhash_alg(
                KEY_SIZE, secret.encode(), salt, cost.operations, cost.memory, sodium.crypto_pwhash_ALG_ARGON2ID13
            )
    finally:
        _waiting.release()


def subkey(root: bytes, purpose: str, material: bytes = b"", *, size: int = KEY_SIZE) -> bytes:
    """A key or name for one purpose (at most 16 letters); it tells nothing about its siblings."""
    return hashlib.blake2b(material, key=root, person=purpose.encode(), digest_size=size).digest()


def key_pair() -> tuple[bytes, bytes]:
    """A new X25519 pair: public, private."""
    public, private = sodium.crypto_box_keypair()
    return public, private


def public_of(private: bytes) -> bytes:
    """The public half of a private key."""
    return sodium.crypto_scalarmult_base(private)


def box(public: bytes, content: bytes) -> bytes:
    """Seal for one recipient; the box does not say for whom."""
    return sodium.crypto_box_seal(content, public)


def is_public(candidate: bytes) -> bool:
    """Whether something can be sealed for this key: 32 bytes that are not one of the curve's few dead points."""
    try:
        return len(candidate) == KEY_SIZE and bool(box(candidate, b""))
    except CryptoError:
        return False


def unbox(public: bytes, private: bytes, sealed: bytes) -> bytes | None:
    """Open a box, or nothing if it is another's."""
    try:
        return sodium.crypto_box_seal_open(sealed, public, private)
    except CryptoError:
        return None


def seal(key: bytes, content: bytes, *place: str) -> bytes:
    """Encrypt a field, padded, bound to its place (case, row, field)."""
    nonce = random_bytes(_NONCE)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(_pad(content), _at(place), nonce, key)
    return _VERSION + nonce + sealed


def unseal(key: bytes, sealed: bytes, *place: str) -> bytes:
    """Decrypt a field; ``Tampered`` unless it was sealed with this key for this very place."""
    start = len(_VERSION) + _NONCE
    if sealed[: len(_VERSION)] != _VERSION or len(sealed) <= start:
        raise Tampered
    try:
        padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[start:], _at(place), sealed[len(_VERSION) : start], key
        )
    except CryptoError as wrong:
        raise Tampered from wrong
    return padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH], "big")]


def seal_json(key: bytes, content: Any, *place: str) -> bytes:
    """Seal plain values."""
    return seal(key, json.dumps(content, ensure_ascii=False).encode(), *place)


def unseal_json(key: bytes, sealed: bytes, *place: str) -> Any:
    """Plain values again; ``Tampered`` as ``unseal``."""
    return json.loads(unseal(key, sealed, *place))


def mark(*parts: bytes) -> bytes:
    """What only this installation's SECRET_KEY can write over these parts: a row swapped in the database has none."""
    secret = hashlib.sha256(b"khamrong sealed mark\0" + current_app.config["SECRET_KEY"].encode()).digest()
    whole = b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)
    return hmac.new(secret, whole, hashlib.sha256).digest()


def same(one: bytes, other: bytes) -> bool:
    """Equality that takes as long for a near miss as for a far one."""
    return hmac.compare_digest(one, other)


def _cost(setting: str) -> Cost:
    return Cost(current_app.config["SEALED_OPERATIONS"], current_app.config[setting])


def _at(place: tuple[str, ...]) -> bytes:
    return b"\0".join([b"khamrong sealed", *(part.encode() for part in place)])


def _pad(content: bytes) -> bytes:
    """Up to the next power of two, from 64 KB on the next eighth of one: the length says little."""
    size = _LENGTH + len(content)
    bucket = max(_SMALLEST, 1 << (size - 1).bit_length())
    if bucket > _LARGEST_POWER:
        bucket = -(-size // (bucket // 8)) * (bucket // 8)
    return len(content).to_bytes(_LENGTH, "big") + content + bytes(bucket - size)
