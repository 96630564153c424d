"""What can become of a stop of a water round, how a delivery is proved, and where a round stands."""

import hashlib
import hmac
from collections.abc import Mapping
from enum import StrEnum

from app.domain.thai import to_arabic_digits
from app.domain.words import N_


class RoundState(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    OUT = "out"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _STATES[self]


_STATES: Mapping[RoundState, str] = {
    RoundState.PLANNED: N_("จัดรอบแล้ว"),
    RoundState.OUT: N_("กำลังส่งน้ำ"),
    RoundState.DONE: N_("จบรอบแล้ว"),
    RoundState.CANCELLED: N_("ยกเลิกรอบแล้ว"),
}


class Result(StrEnum):
    """What became of a stop."""

    FULL = "full"
    PART = "part"
    NOBODY = "nobody"
    NO_ACCESS = "no_access"
    NO_CONTAINER = "no_container"
    NOT_WANTED = "not_wanted"
    NOT_REACHED = "not_reached"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _RESULTS[self]

    @property
    def brings(self) -> bool:
        """Whether water was given."""
        return self in {Result.FULL, Result.PART}


_RESULTS: Mapping[Result, str] = {
    Result.FULL: N_("ส่งครบ"),
    Result.PART: N_("ส่งได้บางส่วน"),
    Result.NOBODY: N_("ไม่มีคนอยู่"),
    Result.NO_ACCESS: N_("รถเข้าไม่ได้"),
    Result.NO_CONTAINER: N_("ไม่มีภาชนะ หรือภาชนะเต็ม"),
    Result.NOT_WANTED: N_("ไม่ต้องการน้ำแล้ว"),
    Result.NOT_REACHED: N_("ไปไม่ถึง"),
}


class Proof(StrEnum):
    """How it is shown that the water was received."""

    PAPER = "paper"
    DRAWN = "drawn"
    WORD = "word"

    @property
    def label(self) -> str:
        """The word for it (Thai msgid)."""
        return _PROOFS[self]


_PROOFS: Mapping[Proof, str] = {
    Proof.PAPER: N_("ลงชื่อในใบส่งน้ำ"),
    Proof.DRAWN: N_("ลงชื่อบนโทรศัพท์"),
    Proof.WORD: N_("บอกเลข 4 หลักจากหน้าติดตาม"),
}
_WORD_SIZE = 10_000


def delivery_word(token: str, point: int) -> str:
    """Four digits that only the request's own page shows, for one of its delivery points."""
    digest = hmac.new(token.encode(), f"khamrong delivery {point}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % _WORD_SIZE:04d}"


def word_matches(token: str, point: int, typed: str) -> bool:
    """Whether these are the four digits; Thai digits and blanks are accepted."""
    plain = "".join(to_arabic_digits(typed).split())
    return hmac.compare_digest(plain.encode(), delivery_word(token, point).encode())
