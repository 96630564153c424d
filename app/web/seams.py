"""Pages that hold a secret are pressed only where they are the same for everybody, so that their length says nothing.

A template marks with SEAM where that ends and where it begins again; secrets and whatever somebody typed lie between.
What is the same is compressed piece by piece, the rest is stored byte for byte in the same gzip stream. No piece
looks back into another. A page without seams, or with an odd number of them, is not compressed at all.
"""

import struct
import zlib

from flask import Flask, Response, request
from markupsafe import Markup

SEAM = Markup("<!--|-->")
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_END = b"\x03\0"  # an empty last block
_LONGEST = 65_535


def init_app(app: Flask) -> None:
    """Templates write a seam as ``{{ seam }}``; nothing that somebody typed can look like one: it is escaped."""
    app.jinja_env.globals["seam"] = SEAM


def press(response: Response) -> Response:
    """Take the seams out of a page and press what lies outside them, for a browser that reads gzip."""
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    parts = response.get_data().split(SEAM.encode())
    response.vary.add("Accept-Encoding")
    if len(parts) % 2 and parts[1:] and request.accept_encodings["gzip"]:
        response.set_data(gzip(parts))
        response.headers["Content-Encoding"] = "gzip"
    elif parts[1:]:
        response.set_data(b"".join(parts))
    return response


def gzip(parts: list[bytes]) -> bytes:
    """One gzip stream: every second part stored, the first and all others pressed."""
    body = b"".join(_stored(part) if n % 2 else _pressed(part) for n, part in enumerate(parts))
    whole = b"".join(parts)
    return _HEAD + body + _END + struct.pack("<II", zlib.crc32(whole), len(whole))


def _pressed(part: bytes) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(part) + press.flush(zlib.Z_FULL_FLUSH)


def _stored(part: bytes) -> bytes:
    blocks = (part[at : at + _LONGEST] for at in range(0, len(part), _LONGEST))
    return b"".join(struct.pack("<BHH", 0, len(block), len(block) ^ 0xFFFF) + block for block in blocks)
