"""Looks for planted secrets in every byte that was stored, in every spelling a computer might have given them."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

_CODECS = ("utf-8", "utf-16-le", "utf-16-be", "cp874")
_LONG_ENOUGH = 6


def spellings(secret: str) -> set[bytes]:
    """A secret as UTF-8, UTF-16, Thai code page, base64 at each of its three places, hex, percent and JSON escapes."""
    raw = {secret.encode(codec) for codec in _CODECS if _fits(secret, codec)}
    found = set(raw)
    for plain in raw:
        found |= {plain.hex().encode(), plain.hex().upper().encode()}
        for shift in range(3):
            coded = base64.b64encode(bytes(shift) + plain)
            start, end = -(-shift * 8 // 6), len(coded) - 4
            found |= {coded[start:end], coded[start:end].translate(bytes.maketrans(b"+/", b"-_"))}
    found |= {quote(secret).encode(), quote(secret).lower().encode(), quote_plus(secret).encode()}
    found.add(secret.encode("unicode_escape"))
    found.add("".join(f"&#{ord(letter)};" for letter in secret).encode())
    return {spelling for spelling in found if len(spelling) >= _LONG_ENOUGH}


def found_in(secrets: Iterable[str], content: bytes) -> set[str]:
    """The secrets that stand in these bytes or in anything compressed inside them."""
    wanted = {secret: spellings(secret) for secret in secrets}
    return {
        secret
        for place in (content, *_inflated(content))
        for secret, written in wanted.items()
        if any(spelling in place for spelling in written)
    }


def sweep(secrets: Iterable[str], *places: Path, **streams: str) -> dict[str, set[str]]:
    """Where which secrets were found: files below ``places``, and texts by name."""
    secrets = list(secrets)
    files = [path for place in places for path in sorted(place.rglob("*")) if path.is_file()]
    found = {str(path): found_in(secrets, path.read_bytes()) for path in files}
    found |= {name: found_in(secrets, text.encode()) for name, text in streams.items()}
    return {name: what for name, what in found.items() if what}


def _inflated(content: bytes) -> Iterator[bytes]:
    for start in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", content):
        unpack = zlib.decompressobj(47)
        try:
            yield unpack.decompress(content[start.start() :])
        except zlib.error:
            continue


def _fits(secret: str, codec: str) -> bool:
    try:
        secret.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
