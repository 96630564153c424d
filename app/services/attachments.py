"""Files: judged by decoding, never by name; pictures are written anew, upright and without metadata."""

import hashlib
import io
import secrets
import struct
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import BoundedSemaphore

import pi_heif
from flask import current_app
from PIL import Image, ImageOps
from sqlalchemy import select

from app.domain.file_kinds import is_picture
from app.domain.thai import clean
from app.domain.words import N_
from app.extensions import db
from app.models import Attachment, EditionPaper
from app.services import space
from app.services.filestore import NO_FILES
from app.services.filestore import store as files
from app.services.transaction import afterwards

MAX_FILES = 5
MAX_PIXELS = 50_000_000
_SIDE = 2000
_QUALITY = 82
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PDF = "application/pdf"
_PAPERS = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
}
_ENDINGS = {_PDF: ".pdf", _PAPERS["word/document.xml"]: ".docx", _PAPERS["xl/workbook.xml"]: ".xlsx"}
_PART, _MOST_PARTS = b"PK\x01\x02", 5_000  # a document that lists more, or unpacks to more bytes, is a bomb
_UNPACKED = 300 * 1024 * 1024
_FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
_AT_ONCE = BoundedSemaphore(2)  # a picture of 50 million pixels takes 200 MB while it is open

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
    name = plain_name(name)
    if not space.takes_files():
        raise BadFile(space.NO_FILES, name)
    if files().resting:
        raise BadFile(NO_FILES, name)
    if len(content) > current_app.config["MAX_UPLOAD_BYTES"]:
        raise BadFile(N_("ไฟล์ใหญ่เกิน 10 MB ย่อรูปหรือเลือกรูปอื่น"), name)
    if documents and (paper := _paper(content)):
        return Accepted(_stem(name) + _ENDINGS[paper], paper, content)
    if documents and not is_picture(content):
        raise BadFile(N_("แนบได้เฉพาะ PDF, Word (.docx) หรือ Excel (.xlsx) ที่ไม่มีมาโคร กับรูป"), name)
    return Accepted(_stem(name) + ".jpg", "image/jpeg", _picture(name, content))


def plain_name(name: str) -> str:
    """A file's name without the folders it came from."""
    return clean(name.replace("\\", "/").rsplit("/", 1)[-1])[:150] or "file"


def store(accepted: Accepted, *, public: bool, now: datetime) -> Attachment:
    """Keep a file's bytes under a random name and its record in the present transaction. ``StoreDown``."""
    storage_name = secrets.token_hex(16)
    files().put(storage_name, accepted.content)
    record = Attachment(
        storage_name=storage_name, public=public, name=accepted.name, media_type=accepted.media_type,
        size=len(accepted.content), sha256=hashlib.sha256(accepted.content).hexdigest(), added_at=now,
    )  # fmt: skip
    db.session.add(record)
    return record


def read(record: Attachment) -> bytes:
    """The bytes of a file; ``OSError`` when they are gone, ``ValueError`` when they are not what was stored.

    ``StoreDown`` when they cannot be looked at now.
    """
    content = files().get(record.storage_name)
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise ValueError(f"attachment {record.id} does not match its hash")
    return content


def forget(record: Attachment) -> None:
    """Remove a file that belongs to no case (a draft's); its bytes go once the transaction is written.

    A file that a published edition shows stays.
    """
    if db.session.scalar(select(EditionPaper.id).where(EditionPaper.attachment_id == record.id).limit(1)):
        return
    afterwards(partial(files().erase, record.storage_name))
    db.session.delete(record)


def sweep(*, older_than: datetime) -> int:
    """Remove bytes without a record (left by a crash between file and commit) that lie there for a while: how many."""
    there = list(files().names(older_than))  # before the records: what is put meanwhile is no stranger
    known = set(db.session.scalars(select(Attachment.storage_name)))
    loose = [name for name in there if name not in known]
    for name in loose:
        files().erase(name)
    return len(loose)


def _paper(content: bytes) -> str | None:
    """The media type of a PDF, or of a Word or Excel file without macros; None for anything else, and for bombs."""
    if content.startswith(b"%PDF-"):
        return _PDF
    try:
        if content.count(_PART) > _MOST_PARTS:
            return None
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return None
    if unpacked > _UNPACKED or any("vbaproject" in inner.lower() for inner in names):
        return None
    return next((kind for main, kind in _PAPERS.items() if main in names), None)


def _picture(name: str, content: bytes) -> bytes:
    too_large = BadFile(N_("รูปมีขนาดกว้างยาวเกินไป ย่อรูปแล้วลองใหม่"), name)
    unreadable = BadFile(N_("เปิดไฟล์นี้เป็นรูปไม่ได้ แนบรูป JPEG, PNG, WebP หรือ HEIC"), name)
    try:
        with _AT_ONCE, Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            redrawn = _redrawn(opened) if opened.width * opened.height <= MAX_PIXELS else None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large from bomb
    except Exception as broken:  # decoders fail in every way there is
        raise unreadable from broken
    if redrawn is None:
        raise too_large
    return redrawn


def _redrawn(opened: Image.Image) -> bytes:
    """The same picture on fresh white paper: smaller, upright, without a word of what the camera wrote beside it."""
    opened.thumbnail((_SIDE, _SIDE))
    opened.load()
    upright = _turned(opened).convert("RGBA" if opened.has_transparency_data else "RGB")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _turned(opened: Image.Image) -> Image.Image:
    """As the camera says that it was held; what a camera wrote unreadably costs nobody the picture."""
    try:
        return ImageOps.exif_transpose(opened)
    except Exception:  # noqa: BLE001 - decoders fail in every way there is
        return opened


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] or name
