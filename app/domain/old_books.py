"""A file of an old register into numbered rows under headings: CSV in any spelling offices have, or a sheet of XLSX."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain import workbooks
from app.domain.old_columns import headings_found
from app.domain.thai import clean, search_key
from app.domain.words import N_
from app.domain.workbooks import BadSheet, Limits

MOST_BYTES = 5_000_000
MOST_LINES = 10_000
LONGEST_CELL = 4_000
MOST_COLUMNS = 40
_MOST_XML = 40_000_000
_LOOKED_AT = 12  # lines above which the headings stand
_MOST_LINES_OF_A_CELL = 30
_RUN = set("=+-@")
_SIGNS = (",", ";", "\t", "|")

_TOO_BIG = N_("ไฟล์ใหญ่เกินไป รับไฟล์ไม่เกิน 5 MB แบ่งเป็นไฟล์ละปีแล้วนำเข้าทีละไฟล์")
_TOO_MANY = N_("ไฟล์นี้มีเกิน 10,000 บรรทัด แบ่งเป็นไฟล์ละปีแล้วนำเข้าทีละไฟล์")
_NOT_A_TABLE = N_("อ่านไฟล์นี้ไม่ได้ เปิดด้วยโปรแกรมตาราง แล้วบันทึกใหม่เป็น .xlsx หรือ .csv")
_NOT_THAI = N_("อ่านตัวอักษรในไฟล์นี้ไม่ได้ เปิดด้วยโปรแกรมตาราง แล้วบันทึกใหม่เป็น .xlsx หรือ CSV UTF-8")
_EMPTY = N_("ไม่พบตารางในไฟล์หรือแผ่นงานนี้ ต้องมีแถวหัวตารางและอย่างน้อยหนึ่งบรรทัด")
_LIMITS = Limits(
    xml=_MOST_XML, letters=2 * MOST_BYTES, rows=MOST_LINES + _LOOKED_AT, cell=LONGEST_CELL, too_big=_TOO_BIG,
    too_many=_TOO_MANY,
)  # fmt: skip


LINE_HEADING, FAULTS_HEADING = "บรรทัดในไฟล์เดิม", "สิ่งที่ต้องแก้"  # ours, beside lines that are handed out to mend
_OURS = {search_key(LINE_HEADING), search_key(FAULTS_HEADING)}


@dataclass(frozen=True, slots=True)
class Book:
    """Headings, and the lines under them by the number they have in the file; ``sheets`` of a workbook by name."""

    headers: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    spelling: str
    sheets: tuple[str, ...] = ()
    from_1904: bool = False


def read(content: bytes, *, sheet: int = 1, heading: int | None = None) -> Book:
    """The rows under the headings, which stand in line ``heading`` or are looked for. Raises BadSheet."""
    if len(content) > MOST_BYTES:
        raise BadSheet(_TOO_BIG)
    if content.startswith(b"PK"):
        book = workbooks.read(content, _LIMITS, sheet=sheet)
        return _book(book.rows, heading, "XLSX", book.names, from_1904=book.from_1904)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8")):
        raise BadSheet(_NOT_A_TABLE)
    text, spelling = _decoded(content)
    return _book(_split(text), heading, spelling)


def fingerprint(headers: Sequence[str]) -> str:
    """The shape of a file: the same headings in the same order, however they are spaced."""
    return hashlib.sha256("\n".join(search_key(header) for header in headers).encode()).hexdigest()[:32]


def _book(
    rows: workbooks.Rows, heading: int | None, spelling: str, sheets: Sequence[str] = (), *, from_1904: bool = False
) -> Book:
    cleaned = [(line, _cleaned(row)) for line, row in rows]
    filled = [(line, row) for line, row in cleaned if any(row)]
    at = _heading(filled, heading)
    if at is None or len(filled) < at + 2:
        raise BadSheet(_EMPTY)
    under = filled[at + 1 :]
    if len(under) > MOST_LINES:
        raise BadSheet(_TOO_MANY)
    width = max(len(row) for _line, row in filled[at:])
    headers = _wide([clean(cell) for cell in filled[at][1]], width)
    theirs = [i for i, header in enumerate(headers) if search_key(header) not in _OURS]
    lines = tuple((n, tuple(_wide(row, width)[i] for i in theirs)) for n, row in under)
    return Book(tuple(headers[i] for i in theirs), lines, spelling, tuple(sheets), from_1904)


def _cleaned(row: Sequence[str]) -> list[str]:
    """An apostrophe before what a spreadsheet would run is the spreadsheet's, not the book's."""
    cells = [clean(cell, multiline=True)[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
    return [cell[1:] if cell[:1] == "'" and cell[1:2] in _RUN else cell for cell in cells]


def _heading(filled: workbooks.Rows, wanted: int | None) -> int | None:
    """Which of the rows holds the headings: the first of those that say most of what we look for."""
    if wanted is not None:
        return next((i for i, (line, _row) in enumerate(filled) if line == wanted), None)
    known = [headings_found(row) for _line, row in filled[:_LOOKED_AT]]
    return known.index(max(known)) if known else None


def _wide(row: Sequence[str], width: int) -> tuple[str, ...]:
    return (*row, *[""] * (width - len(row)))


def _decoded(content: bytes) -> tuple[str, str]:
    """UTF-8, UTF-16 as programs mark it, or the Thai code page (TIS-620 and its wider sister)."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    spellings = ["utf-16"] if marked else ["utf-8-sig", "cp874"]
    for spelling in spellings:
        try:
            text = content.decode(spelling)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, {"utf-8-sig": "UTF-8", "cp874": "TIS-620", "utf-16": "UTF-16"}[spelling]
    raise BadSheet(_NOT_THAI if b"\0" not in content[:400] else _NOT_A_TABLE)


def _split(text: str) -> workbooks.Rows:
    """Rows with the number of the line each begins on; a cell may hold several lines between quotation marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sign = _sign(text)
    try:
        rows = _parted(text, sign, csv.QUOTE_MINIMAL)
        if not any(cell.count("\n") > _MOST_LINES_OF_A_CELL for _line, row in rows for cell in row):
            return rows
    except csv.Error:
        pass
    try:  # a quotation mark that is never closed is a mark like any other
        return _parted(text, sign, csv.QUOTE_NONE)
    except csv.Error:
        raise BadSheet(_NOT_A_TABLE) from None


def _parted(text: str, sign: str, quoting: Literal[0, 3]) -> workbooks.Rows:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting)
    rows: workbooks.Rows = []
    begins = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append((begins, row))
        if len(rows) > _LIMITS.rows:
            raise BadSheet(_TOO_MANY)
        begins = reader.line_num + 1
    return rows


def _sign(text: str) -> str:
    """What parts the cells: the sign that the first lines have most of, outside quotation marks."""
    begin = "".join(text[:20_000].split('"')[::2])
    return max(_SIGNS, key=begin.count)
