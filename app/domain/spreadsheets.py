"""Rows of text out of an uploaded CSV or XLSX file, read with care: bounded in size, no entities, no formulas run.

Only what the cells show is read: of a formula its last result, of dates and styles nothing.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

from app.domain.house_rolls import LONGEST_CELL, split
from app.domain.words import N_

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
_MOST_COLUMNS = 60
_MOST_XML = 12_000_000
_MOST_PARTS = 400
_DEEPEST = 40
_CHUNK = 65_536
_KNOWN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"

_UNREADABLE = N_("ไฟล์ตารางนี้อ่านไม่ได้ เปิดแล้วบันทึกใหม่เป็น .xlsx หรือคัดลอกตารางมาวาง")
_TOO_MANY = N_("ตารางนี้มีหลายพันแถว ใช้ไฟล์ที่มีแต่รายชื่อบ้าน")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, LookupError, ValueError, NotImplementedError, RuntimeError,
    EOFError, OSError, StopIteration,
)  # fmt: skip

Table = list[list[str]]


class BadSheet(ValueError):
    """A file that is not read; the message is a Thai msgid for whoever chose it."""


def table(content: bytes) -> Table:
    """The rows of the first sheet, or of the lines of a text."""
    if len(content) > MOST_BYTES:
        raise BadSheet(N_("ไฟล์ใหญ่เกินไป ใช้ไฟล์ที่มีแต่รายชื่อบ้าน ไม่เกิน 2 MB"))
    if content.startswith(b"PK"):
        return _workbook(content)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")) or b"\0\0" in content[:200]:
        raise BadSheet(N_("อ่านไฟล์นี้ไม่ได้ บันทึกเป็น .xlsx หรือ .csv แล้วเลือกใหม่ หรือคัดลอกตารางมาวาง"))
    text = _decoded(content)
    if text.count("\n") + text.count("\r") > 2 * MOST_ROWS:
        raise BadSheet(_TOO_MANY)
    return split(text)


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 as programs mark them; else the Thai code page that older ones write CSV in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874", "replace")


def _workbook(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            _refuse_strange(book)
            strings = _shared(_part(book, _STRINGS)) if _STRINGS in book.namelist() else []
            return _rows(_part(book, _first_sheet(book)), strings)
    except BadSheet:
        raise
    except _BROKEN as broken:
        raise BadSheet(_UNREADABLE) from broken


def _refuse_strange(book: zipfile.ZipFile) -> None:
    if len(book.infolist()) > _MOST_PARTS or {part.compress_type for part in book.infolist()} - _KNOWN:
        raise BadSheet(_UNREADABLE)


def _part(book: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more of it than the bound, whatever the archive says about its size."""
    with book.open(name) as part:
        content = part.read(_MOST_XML + 1)
    if len(content) > _MOST_XML:
        raise BadSheet(N_("ไฟล์ใหญ่เกินไป ใช้ไฟล์ที่มีแต่รายชื่อบ้าน ไม่เกิน 2 MB"))
    return content


def _first_sheet(book: zipfile.ZipFile) -> str:
    first = next(given for tag, given, _text in _ends(_part(book, _WORKBOOK)) if tag == "sheet")
    wanted = next(value for name, value in first.items() if name.endswith(":id") or name == "id")
    targets = {given["Id"]: given["Target"] for tag, given, _text in _ends(_part(book, _RELATIONS)) if "Id" in given}
    target = targets[wanted]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _shared(xml: bytes) -> list[str]:
    strings, said = [], ""
    for tag, _given, text in _ends(xml):
        if tag == "t":
            said += text
        elif tag == "rPh":  # how it is read aloud, not what it says
            said = ""
        elif tag == "si":
            strings.append(said)
            said = ""
    return strings


def _rows(xml: bytes, strings: list[str]) -> Table:
    rows: Table = []
    row: dict[int, str] = {}
    said = ""
    for tag, given, text in _ends(xml):
        if tag in {"t", "v"}:
            said += text
        elif tag == "c":
            column = _column(given.get("r", "")) if given.get("r") else len(row)
            if column < _MOST_COLUMNS:
                row[column] = _cell(given.get("t", "n"), said, strings)[:LONGEST_CELL]
            said = ""
        elif tag == "row":
            if any(cell.strip() for cell in row.values()):
                rows.append([row.get(n, "") for n in range(max(row) + 1)])
            row = {}
            if len(rows) > MOST_ROWS:
                raise BadSheet(_TOO_MANY)
    return rows


def _cell(kind: str, said: str, strings: list[str]) -> str:
    if kind == "s":
        return strings[int(said)] if said else ""  # one string may stand in very many cells
    if kind == "n" and said:
        number = float(said)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else said
    return said


def _column(reference: str) -> int:
    """AB12 → 27."""
    number = 0
    for letter in reference.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(0, number - 1)


def _ends(xml: bytes) -> Iterator[tuple[str, dict[str, str], str]]:
    """Elements as they end: name without its namespace, attributes, own text. Declarations of any kind are refused."""
    found: list[tuple[str, dict[str, str], str]] = []
    within: list[tuple[str, dict[str, str], list[str]]] = []

    def start(name: str, given: dict[str, str]) -> None:
        if len(within) > _DEEPEST:
            raise BadSheet(_UNREADABLE)
        within.append((name.rpartition(":")[2], given, []))

    def text(said: str) -> None:
        within[-1][2].append(said)

    def end(_name: str) -> None:
        name, given, said = within.pop()
        found.append((name, given, "".join(said)))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    for place in range(0, len(xml) + 1, _CHUNK):
        parser.Parse(xml[place : place + _CHUNK], place + _CHUNK > len(xml))
        yield from found
        found.clear()


def _refuse(*_declared: object) -> None:
    """A workbook declares no document type and no entities; what does is made to harm."""
    raise BadSheet(_UNREADABLE)
