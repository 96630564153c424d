"""Requests as this office reads them: sealed uploads stay in memory, what no database could read is refused."""

import re
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from ipaddress import IPv6Address, IPv6Network
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from flask import Flask, Request, abort, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter, Map
from wtforms import FileField

from app.web.headers import SEALED

_LARGEST_ROW = 2**31 - 1
# No page may give these back, and nobody sees them: control characters and what Unicode calls no characters.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef"
    + "".join(map(chr, (plane << 16 | end for plane in range(17) for end in (0xFFFE, 0xFFFF))))
    + "]"
)
_BREAK = re.compile("[\v\x85]")  # as Word and old machines end a line


class Typed(ImmutableMultiDict[str, Any]):
    """What somebody typed or followed, without the signs that are no text."""

    def __init__(self, given: "Iterable[tuple[str, Any]] | MultiDict[str, Any] | None" = None) -> None:
        pairs = given.items(multi=True) if isinstance(given, MultiDict) else given or ()
        super().__init__([(_text(name), _text(value)) for name, value in pairs])


def _text(value: Any) -> Any:
    return _BREAK.sub("\n", _NO_TEXT.sub("", value)) if isinstance(value, str) else value


class OfficeRequest(Request):
    """As Flask's, but a sealed upload never touches a disk; ``MAX_CONTENT_LENGTH`` bounds it."""

    parameter_storage_class = Typed
    is_json = False  # no form of ours is sent so; FlaskForm would take numbers and lists for words

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


class FormMeta(FlaskForm.Meta):
    """What every form reads: files only where it asks for files, else a file would stand where words are meant."""

    def wrap_formdata(self, form: Any, formdata: Any) -> Any:
        """As Flask-WTF's, which mixes them."""
        given = super().wrap_formdata(form, formdata)
        if not isinstance(given, CombinedMultiDict):
            return given
        names = {field.name for field in form if isinstance(field, FileField)}
        asked = MultiDict([(name, file) for name, file in request.files.items(multi=True) if name in names])
        return CombinedMultiDict([asked, request.form])


class RowNumber(IntegerConverter):
    """A number in an address: larger ones than a database counts to belong to no page."""

    def __init__(self, url_map: Map, *given: int, **more: int) -> None:
        super().__init__(url_map, *given, **{"max": _LARGEST_ROW, **more})  # type: ignore[arg-type]


def row_number(text: str) -> int:
    """The same for what follows the question mark (``type=row_number``); what is none counts as not given."""
    number = int(text)
    if abs(number) > _LARGEST_ROW:
        raise ValueError(text)
    return number


def place() -> str:
    """Where a visitor comes from, to count tries; a house with the newer kind of addresses has as many as it likes."""
    address = request.remote_addr or ""
    with suppress(ValueError):
        read = IPv6Address(address.partition("%")[0])
        return str(read.ipv4_mapped or IPv6Network((read, 64), strict=False))
    return address


def init_app(app: Flask) -> None:
    """Look at every address before any page does."""
    FlaskForm.Meta = FormMeta
    app.url_map.converters["int"] = RowNumber
    app.before_request(_readable)


def _readable() -> None:
    """The sign that PostgreSQL keeps in no text stands in no address that we gave out."""
    if "\0" in request.path:
        abort(404)
    if b"\0" in unquote_to_bytes(request.query_string):
        abort(400)
