"""Who holds a case's key, without saying who: equal boxes in random order, filled up with boxes nobody can open."""

import secrets
from collections.abc import Sequence
from typing import Protocol

from app.services.sealed import keys

_ROW = 8
_CASE_ID = 16
_SIZE = 48 + _CASE_ID + keys.KEY_SIZE
ROW_SIZE = _ROW * _SIZE


def fill(case_id: str, case_key: bytes, recipients: Sequence[bytes]) -> bytes:
    """Boxes for these public keys and as many for nobody as make a full row of eight."""
    content = bytes.fromhex(case_id) + case_key
    nobody = -len(recipients) % _ROW
    boxes = [keys.box(public, content) for public in recipients]
    boxes += [keys.box(keys.key_pair()[0], content) for _ in range(nobody)]
    secrets.SystemRandom().shuffle(boxes)
    return b"".join(boxes)


class Boxes(Protocol):
    """A case, or the two columns of it that are needed here."""

    @property
    def id(self) -> str:
        """Its name."""
        ...
    @property
    def slots(self) -> bytes:
        """The boxes."""
        ...


def find(case: Boxes, public: bytes, private: bytes) -> bytes | None:
    """The case's key, if one of the boxes is ours; every box is tried, so that a miss takes as long as a hit."""
    found = None
    for at in range(0, len(case.slots), _SIZE):
        content = keys.unbox(public, private, case.slots[at : at + _SIZE])
        if content and keys.same(content[:_CASE_ID], bytes.fromhex(case.id)):
            found = content[_CASE_ID:]
    return found
