"""The encrypted file: a stream in pieces of one megabyte whose key is sealed to whoever may open it; nothing in clear.

libsodium's secretstream (XChaCha20-Poly1305); the head, with the sealed keys, is bound to the first piece. A changed,
cut, moved or added byte is refused before anything of its piece is used.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from app.domain.backups import Trouble
from app.services.backups.trouble import BackupFailed
from app.services.sealed import keys
from app.services.sealed.officers import fingerprint

PIECE = 1 << 20
_MAGIC = b"khamrong backup 1\n"
_LONGEST_HEAD = 16 * 1024
_LENGTH = 4
_LAST_YEAR = 9000
_SEALED = PIECE + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_MORE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the stream: when it was made, by which keys it opens (by fingerprint), and who made it."""

    made_at: datetime
    boxes: Mapping[str, bytes]
    raw: bytes
    mark: str

    def is_marked_with(self, key: bytes) -> bool:
        """Whether whoever wrote this had the key: a fingerprint is public, anybody could name it."""
        good = _mark(self.made_at, {name: box.hex() for name, box in self.boxes.items()}, key)
        return hmac.compare_digest(good.encode(), self.mark.encode())


class Writer:
    """A file to write into; ``close`` ends the stream, filled up to a whole piece so that its length says little."""

    def __init__(self, file: BinaryIO, recipients: Sequence[bytes], made_at: datetime, marked: bytes = b"") -> None:
        self._file, self._waiting = file, bytearray()
        key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
        boxes = {fingerprint(public): keys.box(public, key).hex() for public in recipients}
        mark = {"mark": _mark(made_at, boxes, marked)} if marked else {}
        content = json.dumps({"made_at": made_at.isoformat(), "boxes": boxes, **mark}).encode()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        start = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        head = _MAGIC + len(content).to_bytes(_LENGTH, "big") + content + start
        self._bound: bytes | None = hashlib.sha256(head).digest()
        file.write(head)

    def write(self, content: bytes) -> int:
        """Take bytes; whole pieces leave at once."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._push(bytes(self._waiting[:PIECE]), _MORE)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """End the stream."""
        self._push(bytes(self._waiting).ljust(PIECE, b"\0"), _LAST)
        self._waiting.clear()

    def _push(self, piece: bytes, tag: int) -> None:
        sealed = sodium.crypto_secretstream_xchacha20poly1305_push(self._state, piece, self._bound, tag)
        self._bound = None
        self._file.write(sealed)


class Reader:
    """The stream of an opened file; ``read`` gives only what was proven, ``finish`` that nothing is left over."""

    def __init__(self, file: BinaryIO, private: bytes) -> None:
        self._file, self._piece, self._at, self._ended = file, b"", 0, False
        found = head(file)
        sealed = found.boxes.get(fingerprint(keys.public_of(private)))
        key = keys.unbox(keys.public_of(private), private, sealed) if sealed else None
        if key is None:
            raise BackupFailed(Trouble.WRONG_KEY)
        start = found.raw[-sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES :]
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, start, key)
        self._bound: bytes | None = hashlib.sha256(found.raw).digest()

    def read(self, size: int) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        parts, missing = [], size
        while missing and (self._at < len(self._piece) or self._pull()):
            part = self._piece[self._at : self._at + missing]
            parts.append(part)
            self._at += len(part)
            missing -= len(part)
        return b"".join(parts)

    def finish(self) -> None:
        """Read on to the end, which must be filled with nothing."""
        while part := self.read(PIECE):
            if part.strip(b"\0"):
                raise BackupFailed(Trouble.ALTERED)

    def _pull(self) -> bool:
        sealed = self._file.read(_SEALED)
        if self._ended:
            if sealed:
                raise BackupFailed(Trouble.ALTERED)
            return False
        try:
            self._piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed, self._bound)
        except (CryptoError, ValueError) as wrong:
            raise BackupFailed(Trouble.ALTERED) from wrong
        self._bound, self._at, self._ended = None, 0, tag == _LAST
        return True


def head(file: BinaryIO) -> Head:
    """Read what stands before the stream; ``NOT_ONE`` if this is no backup of a kind known here."""
    start = file.read(len(_MAGIC) + _LENGTH)
    length = int.from_bytes(start[len(_MAGIC) :], "big")
    if not start.startswith(_MAGIC) or not 0 < length <= _LONGEST_HEAD:
        raise BackupFailed(Trouble.NOT_ONE)
    content = file.read(length)
    stream = file.read(sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES)
    if len(stream) != sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES:
        raise BackupFailed(Trouble.ALTERED)
    try:
        made_at, boxes, mark = _parsed(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise BackupFailed(Trouble.ALTERED) from wrong
    return Head(made_at, boxes, start + content + stream, mark)


def _parsed(told: Any) -> tuple[datetime, dict[str, bytes], str]:
    made_at = datetime.fromisoformat(told["made_at"])
    if made_at.tzinfo is None or made_at.year > _LAST_YEAR:
        raise ValueError("no moment of ours")
    return made_at, {name: bytes.fromhex(box) for name, box in told["boxes"].items()}, str(told.get("mark", ""))


def _mark(made_at: datetime, boxes: Mapping[str, str], key: bytes) -> str:
    return hmac.new(key, json.dumps([made_at.isoformat(), sorted(boxes.items())]).encode(), hashlib.sha256).hexdigest()
