"""Evidence on its way in and out of the sealed channel: read from memory, judged, given out as a download only."""

from urllib.parse import quote

from flask import Response
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, MultipleFileField

from app.services.attachments import BadFile
from app.services.sealed import evidence
from app.services.sealed.evidence import File, Judged

SANDBOX = "default-src 'none'; sandbox"


class EvidenceFields:
    """The two fields of every form that takes evidence."""

    files = MultipleFileField(_l("แนบหลักฐาน"))
    keep_hidden = BooleanField(_l("เก็บข้อมูลที่ซ่อนในรูปไว้เป็นหลักฐาน"))

    def chosen(self) -> list[FileStorage]:
        """The files that were really chosen; an empty field sends one without a name."""
        return [part for part in self.files.data or () if isinstance(part, FileStorage) and part.filename]

    def judged(self) -> tuple[Judged, ...] | None:
        """The files, ready to be kept; None when one of them cannot be, which is then said beside the field."""
        try:
            evidence.refuse_too_many((), self.chosen())
            return tuple(
                evidence.judge(part.filename or "", part.stream.read(), keep_hidden=bool(self.keep_hidden.data))
                for part in self.chosen()
            )
        except BadFile as bad:
            self.blame_files(f"{bad.name}: {gettext(bad.message)}")
        except evidence.TooManyFiles:
            self.too_many()
        return None

    def too_many(self) -> None:
        """Say that it is enough."""
        words = gettext("แนบได้ครั้งละไม่เกิน %(each)s ไฟล์ รวมทั้งเรื่องไม่เกิน %(all)s ไฟล์", each=5, all=40)
        self.blame_files(words)

    def blame_files(self, words: str) -> None:
        """Put an error beside the files."""
        self.files.errors = [*self.files.errors, words]


def download(file: File, content: bytes) -> Response:
    """A file for saving, never for showing; it cannot run anything in our name."""
    answer = Response(content, mimetype="application/octet-stream")
    name = quote(file.name, safe="")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"file\"; filename*=UTF-8''{name}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
