"""Files as answers: pictures that a browser shows, everything else as a download; nothing in a file runs here."""

from urllib.parse import quote

from flask import Response
from werkzeug.exceptions import NotFound

from app.models import Attachment
from app.services import attachments

_SANDBOX = "default-src 'none'; sandbox"
_SHOWN = {"image/jpeg", "image/png", "image/webp"}


def picture(record: Attachment) -> Response:
    """The bytes of a file; 404 when they are gone from the disk."""
    try:
        content = attachments.read(record)
    except OSError as gone:
        raise NotFound from gone
    shown = record.media_type in _SHOWN
    answer = Response(content, mimetype=record.media_type if shown else "application/octet-stream")
    answer.headers["Content-Disposition"] = (
        f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(record.name)}"
    )
    answer.headers["Content-Security-Policy"] = _SANDBOX
    return answer
