"""Evidence: judged in memory, stripped of what it betrays, kept in the database as sealed pieces. It writes no file."""

import hashlib
import io
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from PIL import Image, UnidentifiedImageError
from sqlalchemy import insert, select

from app.domain import file_kinds
from app.domain.words import N_
from app.extensions import db
from app.models import SealedChunk, SealedFile
from app.services import attachments, space
from app.services.attachments import BadFile
from app.services.sealed import keys
from app.services.sealed.bodies import Body

MAX_FILES = 5
MAX_A_CASE = 40
_PIECE = 256 * 1024
FIELD = "file"

_TOO_LARGE = N_("ไฟล์ใหญ่เกิน 10 MB ย่อลงหรือตัดเป็นหลายไฟล์")
_UNKNOWN = N_("รับไฟล์ชนิดนี้ไม่ได้ ส่งได้แต่รูป เสียง วิดีโอ PDF Word Excel PowerPoint และข้อความ (txt, csv)")

# Pillow writes what is hidden in a picture (camera, place, description) into a log at level DEBUG.
logging.getLogger("PIL").setLevel(logging.WARNING)


class TooManyFiles(Exception):
    """A report carries no more files than this."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may be kept."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a kept file; its bytes stay sealed until somebody asks."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    pieces: int
    by: str
    at: datetime


def judge(name: str, content: bytes, *, keep_hidden: bool = False) -> Judged:
    """A picture loses what is hidden in it unless its sender wants that kept as evidence; all else stays as it is.

    ``BadFile`` for what is no picture, recording, film, paper or plain text.
    """
    plain = attachments.plain_name(name)
    if not space.takes_files():
        raise BadFile(space.NO_FILES, plain)
    if len(content) > current_app.config["MAX_UPLOAD_BYTES"]:
        raise BadFile(_TOO_LARGE, plain)
    if file_kinds.is_picture(content):
        clean = attachments.accept(name, content)
        if keep_hidden:
            return Judged(_stem(clean.name) + _suffix(content, name), "application/octet-stream", content)
        return Judged(clean.name, clean.media_type, clean.content)
    kind = file_kinds.recognise(content, plain)
    if kind is None:
        raise BadFile(_UNKNOWN, plain)
    return Judged(_stem(plain) + kind.ending, kind.media_type, content)


def digest(judged: Judged) -> str:
    """What a file's bytes are known by."""
    return hashlib.sha256(judged.content).hexdigest()


def refuse_too_many(kept: Collection[object], more: Collection[object]) -> None:
    """``TooManyFiles`` beyond five at a time or forty a report."""
    if len(more) > MAX_FILES or len(kept) + len(more) > MAX_A_CASE:
        raise TooManyFiles


def store(body: Body, case_id: str, key: bytes, judged: Judged, *, by: str, now: datetime) -> str:
    """Seal a file in the present transaction: its name there. The same file twice is kept once."""
    sha256 = digest(judged)
    file_id = body.row_name("file", f"{by}{sha256}{judged.name}")
    if db.session.get(SealedFile, file_id):
        return file_id
    starts = range(0, len(judged.content), _PIECE)
    facts = {
        "name": judged.name, "media_type": judged.media_type, "size": len(judged.content), "sha256": sha256,
        "pieces": len(starts), "by": by, "at": now.isoformat(),
    }  # fmt: skip
    sealed = keys.seal_json(key, facts, case_id, file_id, FIELD)
    db.session.add(SealedFile(id=file_id, case_id=case_id, body=sealed))
    db.session.flush()
    for number, start in enumerate(starts):  # written at once: ten megabytes need not lie here sealed as well
        data = keys.seal(key, judged.content[start : start + _PIECE], case_id, file_id, str(number))
        db.session.execute(insert(SealedChunk).values(file_id=file_id, number=number, data=data))
    return file_id


def of_case(case_id: str, key: bytes) -> list[File]:
    """The files of a case."""
    rows = db.session.scalars(select(SealedFile).where(SealedFile.case_id == case_id))
    return [_facts(row, key) for row in rows]


def read(file: File, case_id: str, key: bytes) -> bytes:
    """A file's bytes; ``Tampered`` when a piece is missing, moved or changed."""
    query = select(SealedChunk).where(SealedChunk.file_id == file.id).order_by(SealedChunk.number)
    content = b"".join(keys.unseal(key, c.data, case_id, file.id, str(c.number)) for c in db.session.scalars(query))
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise keys.Tampered
    return content


def _facts(row: SealedFile, key: bytes) -> File:
    facts = keys.unseal_json(key, row.body, row.case_id, row.id, FIELD)
    return File(id=row.id, **{**facts, "at": datetime.fromisoformat(facts["at"])})


def _suffix(content: bytes, name: str) -> str:
    """The ending that fits what the picture is, whatever it was called."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return "." + (picture.format or "").lower().replace("jpeg", "jpg")
    except (UnidentifiedImageError, OSError) as broken:  # judged a moment ago: cannot be
        raise BadFile(N_("เปิดไฟล์นี้เป็นรูปไม่ได้ แนบรูป JPEG, PNG, WebP หรือ HEIC"), name) from broken


def _stem(name: str) -> str:
    return name.rsplit(".", 1)[0] or name
