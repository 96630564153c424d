"""Looks for planted secrets in every byte that was stored, in every spelling a computer might have given them."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote, quote_plus

MARK = "PLANTED-"
"""Stands in most secrets: where no spelling of it is, none of them can be. So a large place is read once."""

_CODECS = ("utf-8", "utf-16-le", "utf-16-be", "cp874")
_LONG_ENOUGH = 6
_COMPRESSED = 512 * 1024


@cache
def spellings(secret: str) -> frozenset[bytes]:
    """A secret as UTF-8, UTF-16, Thai code page, base64 at each of its three places, hex, percent and JSON escapes."""
    raw = {secret.encode(codec) for codec in _CODECS if _fits(secret, codec)}
    found = set(raw)
    for plain in raw:
        found |= {plain.hex().encode(), plain.hex().upper().encode()}
        for shift in range(3):
            coded = base64.b64encode(bytes(shift) + plain)
            start, end = -(-shift * 8 // 6), len(coded) - 4
            found |= {coded[start:end], coded[start:end].translate(bytes.maketrans(b"+/", b"-_"))}
    percent = quote(secret)
    found |= {percent.encode(), percent.lower().encode(), quote_plus(secret).encode()}
    found.add(secret.encode("unicode_escape"))
    found.add("".join(f"&#{ord(letter)};" for letter in secret).encode())
    return frozenset(spelling for spelling in found if len(spelling) >= _LONG_ENOUGH)


def found_in(secrets: Iterable[str], content: bytes) -> set[str]:
    """The secrets that stand in these bytes or in anything compressed inside them."""
    wanted = list(secrets)
    return {secret for place in (content, *_inflated(content)) for secret in _plainly(wanted, place)}


def sweep(secrets: Iterable[str], *places: Path, **streams: str | bytes) -> dict[str, set[str]]:
    """Where which secrets were found: files below ``places``, and texts by name."""
    files = [path for place in places for path in sorted(place.rglob("*")) if path.is_file()]
    return sweep_all(secrets, {str(path): path.read_bytes() for path in files} | streams)


def sweep_all(secrets: Iterable[str], contents: Mapping[str, str | bytes]) -> dict[str, set[str]]:
    """Where which secrets were found, by the names of the contents."""
    wanted = list(secrets)
    raw = {name: content.encode() if isinstance(content, str) else content for name, content in contents.items()}
    found = {name: found_in(wanted, content) for name, content in raw.items()}
    return {name: what for name, what in found.items() if what}


def _plainly(secrets: Iterable[str], content: bytes) -> Iterator[str]:
    marked = any(spelling in content for spelling in spellings(MARK))
    for secret in secrets:
        if (marked or MARK not in secret) and any(spelling in content for spelling in spellings(secret)):
            yield secret


def _inflated(content: bytes) -> Iterator[bytes]:
    whole = memoryview(content)
    for start in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", content):
        unpack = zlib.decompressobj(47)
        try:
            yield unpack.decompress(whole[start.start() : start.start() + _COMPRESSED], 8 * _COMPRESSED)
        except zlib.error:
            continue


def _fits(secret: str, codec: str) -> bool:
    try:
        secret.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
