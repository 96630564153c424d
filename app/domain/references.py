"""Case numbers, link tokens and tracking codes: no look-alikes, nothing that can be guessed."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable

from app.domain.channels import CHANNELS, Channel
from app.domain.thai import to_arabic_digits

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 12


def reference(channel: Channel, fiscal_year: int, number: int) -> str:
    """A case number such as ``รท-2570-0047``."""
    return f"{channel.prefix}-{fiscal_year}-{number:04d}"


def latin(thai_reference: str) -> str:
    """The same number in Latin letters, for addresses: ``CP-2570-0047``."""
    prefix, _, rest = thai_reference.partition("-")
    return f"{_spelling((c.prefix, c.latin) for c in CHANNELS.values())[prefix]}-{rest}"


def parse_reference(text: str) -> str | None:
    """The case number a person typed: Thai digits, blanks, missing dashes and Latin letters are accepted."""
    plain = re.sub(r"[\s\-–—.]", "", to_arabic_digits(text)).upper()
    found = re.fullmatch(r"(\D+)(\d{4})(\d{1,6})", plain)
    if not found:
        return None
    spelling = _spelling((letters, c.prefix) for c in CHANNELS.values() for letters in (c.latin, c.prefix))
    prefix = spelling.get(found[1])
    return f"{prefix}-{found[2]}-{int(found[3]):04d}" if prefix else None


def new_token() -> str:
    """The unguessable part of a case's link: 128 bits."""
    return secrets.token_urlsafe(16)


def tracking_code(token: str) -> str:
    """The code on the receipt, derived from the token (12 of 31 letters: 59 bits): ``K7QM-4XWD-9TRH``."""
    number = int.from_bytes(hashlib.sha256(b"khamrong tracking code\0" + token.encode()).digest(), "big")
    letters = []
    for _ in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return "-".join("".join(letters[i : i + 4]) for i in range(0, _CODE_LENGTH, 4))


def code_matches(token: str, typed: str) -> bool:
    """Whether the typed code opens the case of this token; blanks, dashes and small letters do not matter."""
    return hmac.compare_digest(plain_code(typed).encode(), plain_code(tracking_code(token)).encode())


def plain_code(typed: str) -> str:
    """A tracking code as it was typed, without what people put between its letters."""
    return re.sub(r"[\s\-–—.]", "", to_arabic_digits(typed)).upper()


def _spelling(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(pairs)
