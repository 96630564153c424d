"""A key on paper: four lines whose last letters tell a misread one; docs/offline_key.py writes the same."""

import base64
import hashlib
import re

from app.domain.thai import to_arabic_digits
from app.domain.words import N_

PUBLIC, PRIVATE = "public", "private"
KEY_SIZE = 32
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LINES = 4
_PART, _BODY, _LINE, _GROUP = 8, 13, 16, 4
_LOOK_ALIKE = str.maketrans("OIL", "011")
_NUMBER = re.compile(r"^\s*[1-4]\s*[).:]")
_BETWEEN = re.compile(r"[\s\-‐-―.·\u200b-\u200f\u2060\ufeff]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{43}=")
_OTHER = {  # what is said when a line is right, but of the half that was not asked for
    PUBLIC: N_("นี่คือส่วนลับ ส่วนลับอยู่ในซองเท่านั้น เก็บกลับเข้าซอง แล้วใส่ส่วนเปิดเผย"),
    PRIVATE: N_("นี่คือส่วนเปิดเผย ในพิธีใช้ส่วนลับจากในซอง"),
}


class Misread(ValueError):
    """What was typed is no key: a Thai msgid, with ``line`` as its value (0: not one line's fault)."""

    def __init__(self, words: str, line: int = 0, *, wrong_half: bool = False) -> None:
        super().__init__(words)
        self.line, self.wrong_half = line, wrong_half


def spell(key: bytes, half: str) -> tuple[str, ...]:
    """Four lines of four groups of four: eight bytes each, and three letters that check them, their line and half."""
    return tuple(_grouped(_line(key[_PART * n : _PART * n + _PART], n, half)) for n in range(LINES))


def read(typed: str, half: str) -> bytes:
    """The key that was typed from paper, or pasted in base64; ``Misread`` names the line that is wrong."""
    pasted = "".join(typed.split())
    if _BASE64.fullmatch(pasted):
        return base64.b64decode(pasted)
    return b"".join(read_line(line, number, half) for number, line in enumerate(_split(typed)))


def read_line(typed: str, number: int, half: str) -> bytes:
    """The eight bytes of one line, counted from 0; ``Misread`` tells a line of the other half from a wrong letter."""
    line = _plain(_NUMBER.sub("", to_arabic_digits(typed)))
    if _is(line, number, half):
        return _value(line).to_bytes(_PART, "big")
    if any(_is(line, number, other) for other in _OTHER):
        raise Misread(_OTHER[half], number + 1, wrong_half=True)
    raise Misread(N_("บรรทัดที่ %(line)s มีตัวผิดหรือไม่ครบ 16 ตัว ตรวจกับกระดาษ"), number + 1)


def _split(typed: str) -> list[str]:
    rows = [_NUMBER.sub("", row) for row in to_arabic_digits(typed).splitlines() if row.strip()]
    if len(rows) == LINES:
        return rows
    whole = _plain("".join(rows))
    if len(whole) != LINES * _LINE:
        raise Misread(N_("กุญแจมี 4 บรรทัด บรรทัดละ 16 ตัว ตรวจว่าพิมพ์ครบ"))
    return [whole[at : at + _LINE] for at in range(0, len(whole), _LINE)]


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text).upper().translate(_LOOK_ALIKE)


def _is(line: str, number: int, half: str) -> bool:
    if len(line) != _LINE or not set(line) <= set(_LETTERS) or _value(line) >= 1 << 8 * _PART:
        return False
    return _line(_value(line).to_bytes(_PART, "big"), number, half) == line


def _value(line: str) -> int:
    value = 0
    for letter in line[:_BODY]:
        value = value * 32 + _LETTERS.index(letter)
    return value


def _line(part: bytes, number: int, half: str) -> str:
    digest = hashlib.sha256(b"khamrong paper key " + half.encode() + bytes([number]) + part).digest()
    check = int.from_bytes(digest[:2], "big") >> 1
    return _letters(int.from_bytes(part, "big"), _BODY) + _letters(check, _LINE - _BODY)


def _letters(number: int, count: int) -> str:
    return "".join(_LETTERS[(number >> 5 * at) & 31] for at in reversed(range(count)))


def _grouped(text: str) -> str:
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
