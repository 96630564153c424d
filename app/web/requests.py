"""A request that keeps the sealed channel's uploads in memory: Werkzeug would write large ones to a plain file."""

from io import BytesIO
from typing import IO

from flask import Request

from app.web.headers import SEALED


class OfficeRequest(Request):
    """As Flask's, but a sealed upload never touches a disk; ``MAX_CONTENT_LENGTH`` bounds it."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.path.startswith(SEALED):
            return BytesIO()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)
