"""What a file is, by its own bytes and never by its name. What it does not know, it calls nothing."""

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<?php", "<iframe", "<%")
_MARKUP_WITHIN = 2048
_STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}


@dataclass(frozen=True, slots=True)
class FileKind:
    """The ending that fits, and the media type."""

    ending: str
    media_type: str


PDF = FileKind(".pdf", "application/pdf")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_PAPERS = {
    "word/document.xml": FileKind(".docx", f"{_OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": FileKind(".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": FileKind(".pptx", f"{_OFFICE}.presentationml.presentation"),
}
_OPEN_PAPERS = {
    f"{_OPEN}.text".encode(): FileKind(".odt", f"{_OPEN}.text"),
    f"{_OPEN}.spreadsheet".encode(): FileKind(".ods", f"{_OPEN}.spreadsheet"),
    f"{_OPEN}.presentation".encode(): FileKind(".odp", f"{_OPEN}.presentation"),
}
_ACTIVE = ("vbaproject", "macrosheets/", "activex/", "basic/", "scripts/")
_MP4, _MOV = FileKind(".mp4", "video/mp4"), FileKind(".mov", "video/quicktime")
_M4A, _3GP = FileKind(".m4a", "audio/mp4"), FileKind(".3gp", "video/3gpp")
_FILMS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"f4v", b"mmp4")


def recognise(content: bytes, name: str = "") -> FileKind | None:
    """A paper, a recording, a film or plain text; None for anything else, pictures too.

    The ``name`` decides one thing only: whether text is a table (csv).
    """
    if content.startswith(_PROGRAMS):
        return None
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK"):
        return _paper(content)
    return _recording(content) or _text(content, name)


def is_picture(content: bytes) -> bool:
    """Whether it begins as a photograph does; whether it is one shows when it is decoded."""
    riff = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    heif = content[4:8] == b"ftyp" and content[8:12] in _STILL_BRANDS
    return riff or heif or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _paper(content: bytes) -> FileKind | None:
    """A Word, Excel, PowerPoint or OpenDocument file without anything in it that could run; no other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            stated = _stated(packed) if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, struct.error):
        return None
    if any(word in name.lower() for name in names for word in _ACTIVE):
        return None
    return next((kind for main, kind in _PAPERS.items() if main in names), _OPEN_PAPERS.get(stated))


def _stated(packed: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is; its makers never compress that line, so nothing is unpacked here."""
    line = packed.getinfo("mimetype")
    return packed.open(line).read(100).strip() if line.compress_type == zipfile.ZIP_STORED else b""


def _recording(content: bytes) -> FileKind | None:
    if content[4:8] == b"ftyp":
        return _boxed(content[8:12])
    if content.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return FileKind(".amr", "audio/amr")
    if content.startswith(b"OggS"):
        return FileKind(".ogg", "audio/ogg")
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return FileKind(".wav", "audio/wav")
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return FileKind(".webm", "video/webm")
    if content.startswith(b"ID3") or _beats(content, _mp3_frame):
        return FileKind(".mp3", "audio/mpeg")
    return FileKind(".aac", "audio/aac") if _beats(content, _aac_frame) else None


def _boxed(brand: bytes) -> FileKind | None:
    """The family of MP4: sound, film, an old telephone's film; a still picture is none of these."""
    if brand in {b"M4A ", b"M4B "}:
        return _M4A
    if brand.startswith((b"3gp", b"3g2")):
        return _3GP
    if brand == b"qt  ":
        return _MOV
    return _MP4 if brand.startswith(_FILMS) else None


def _beats(content: bytes, length: Callable[[bytes], int]) -> bool:
    """Whether one frame of sound is followed by another."""
    first = length(content[:8])
    return bool(first) and bool(length(content[first : first + 8]))


def _mp3_frame(head: bytes) -> int:
    """The length of an MPEG layer III frame, 0 if this is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] & 0x18 == 0x08:
        return 0
    first = head[1] & 0x18 == 0x18
    rates = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    rates_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
    bits, speed = head[2] >> 4, (head[2] >> 2) & 3
    if bits in {0, 15} or speed == 3:
        return 0
    hertz = (44100, 48000, 32000)[speed] // (1 if first else 2 if head[1] & 0x18 == 0x10 else 4)
    return (144 if first else 72) * 1000 * (rates if first else rates_2)[bits - 1] // hertz + ((head[2] >> 1) & 1)


def _aac_frame(head: bytes) -> int:
    """The length of an ADTS frame, 0 if this is none."""
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    return (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5


def _text(content: bytes, name: str) -> FileKind | None:
    """Words in UTF-8 or the Thai code page, without control signs; nothing that a browser would take for a page."""
    words = None if content.startswith(b"#!") else _decoded(content)
    if words is None or not words.strip() or any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in words):
        return None
    if any(mark in words[:_MARKUP_WITHIN].lower() for mark in _MARKUP):
        return None
    return FileKind(".csv", "text/csv") if name.lower().endswith(".csv") else FileKind(".txt", "text/plain")


def _decoded(content: bytes) -> str | None:
    for codec in ("utf-8-sig", "cp874"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
