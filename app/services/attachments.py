"""Files: judged by decoding, never by name; pictures are written anew, upright and without metadata."""

import hashlib
import io
import secrets
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pi_heif
from flask import current_app
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from app.domain.thai import clean
from app.domain.words import N_
from app.extensions import db
from app.models import Attachment

MAX_FILES = 5
MAX_PIXELS = 50_000_000
_SIDE = 2000
_QUALITY = 82
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PAPERS = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
}
_FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]

pi_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


class BadFile(ValueError):
    """A file that cannot be taken; the message is a Thai msgid, ``name`` the file's own name."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.message, self.name = message, name


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was judged and is ready to be kept."""

    name: str
    media_type: str
    content: bytes


def accept(name: str, content: bytes, *, documents: bool = False) -> Accepted:
    """Judge a file: a photograph (JPEG, PNG, WebP, HEIC) comes back as a clean JPEG.

    With ``documents`` a PDF, Word or Excel file (without macros) is taken as it is. ``BadFile`` for anything else.
    """
    name = clean(name.replace("\\", "/").rsplit("/", 1)[-1])[:150] or "file"
    if len(content) > current_app.config["MAX_UPLOAD_BYTES"]:
        raise BadFile(N_("ไฟล์ใหญ่เกิน 10 MB ย่อรูปหรือเลือกรูปอื่น"), name)
    if documents and (paper := _paper(content)):
        return Accepted(name, paper, content)
    return Accepted(_stem(name) + ".jpg", "image/jpeg", _picture(name, content))


def store(accepted: Accepted, *, public: bool, now: datetime) -> Attachment:
    """Keep a file's bytes under a random name and its record in the present transaction."""
    storage_name = secrets.token_hex(16)
    path = _path(storage_name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(accepted.content)
    record = Attachment(
        storage_name=storage_name, public=public, name=accepted.name, media_type=accepted.media_type,
        size=len(accepted.content), sha256=hashlib.sha256(accepted.content).hexdigest(), added_at=now,
    )  # fmt: skip
    db.session.add(record)
    return record


def read(record: Attachment) -> bytes:
    """The bytes of a file; ``OSError`` when they are gone, ``ValueError`` when they are not what was stored."""
    content = _path(record.storage_name).read_bytes()
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise ValueError(f"attachment {record.id} does not match its hash")
    return content


def forget(record: Attachment) -> None:
    """Remove a file that belongs to no case (a draft's)."""
    db.session.delete(record)
    _path(record.storage_name).unlink(missing_ok=True)


def sweep(*, older_than: datetime) -> int:
    """Remove bytes without a record (left by a crash between file and commit) that lie there for a while: how many."""
    known = set(db.session.scalars(select(Attachment.storage_name)))
    limit = older_than.timestamp()
    loose = [p for p in _root().glob("??/*") if p.name not in known and p.stat().st_mtime < limit]
    for path in loose:
        path.unlink(missing_ok=True)
    return len(loose)


def _paper(content: bytes) -> str | None:
    """The media type of a PDF, or of a Word or Excel file without macros; None for anything else."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except zipfile.BadZipFile:
        return None
    if any("vbaProject" in inner for inner in names):
        return None
    return next((kind for main, kind in _PAPERS.items() if main in names), None)


def _picture(name: str, content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise BadFile(N_("รูปมีขนาดกว้างยาวเกินไป ย่อรูปแล้วลองใหม่"), name)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((_SIDE, _SIDE))
            out = io.BytesIO()
            upright.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    except Image.DecompressionBombError as bomb:
        raise BadFile(N_("รูปมีขนาดกว้างยาวเกินไป ย่อรูปแล้วลองใหม่"), name) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        if isinstance(broken, BadFile):
            raise
        raise BadFile(N_("เปิดไฟล์นี้เป็นรูปไม่ได้ แนบรูป JPEG, PNG, WebP หรือ HEIC"), name) from broken
    return out.getvalue()


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] or name


def _root() -> Path:
    root: Path = current_app.config["VAR_DIR"] / "files"
    return root


def _path(storage_name: str) -> Path:
    return _root() / storage_name[:2] / storage_name
