"""The cells of an XLSX file as text, read with care: bounded in size, no entities, no formulas run.

Only what the cells show is read: of a formula its last result, of dates and styles nothing.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from app.domain.words import N_

_MOST_COLUMNS = 60
_MOST_PARTS = 400
_DEEPEST = 40
_LAST_ROW = 1_048_576
_MOST_ELEMENTS = 1_000_000  # 10,000 rows of 40 cells with a value each, and some
_CHUNK = 65_536
_KNOWN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"

_UNREADABLE = N_("ไฟล์ตารางนี้อ่านไม่ได้ เปิดแล้วบันทึกใหม่เป็น .xlsx หรือคัดลอกตารางมาวาง")
_NO_SUCH_SHEET = N_("ไม่มีแผ่นงานลำดับนี้ในไฟล์ นับจากซ้าย แผ่นแรกคือ 1")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, LookupError, ValueError, NotImplementedError, RuntimeError,
    EOFError, OSError, StopIteration,
)  # fmt: skip

Rows = list[tuple[int, list[str]]]


class BadSheet(ValueError):
    """A file that is not read; the message is a Thai msgid for whoever chose it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, and the sentences for what is more: bytes of one unpacked part, rows, letters of a cell.

    ``letters`` of all cells together: one shared string of a small file may stand in very many of them.
    """

    xml: int
    letters: int
    rows: int
    cell: int
    too_big: str
    too_many: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """One sheet: its rows with the numbers that stand beside them; names of all; whether its days count from 1904."""

    rows: Rows
    names: tuple[str, ...]
    from_1904: bool


def read(content: bytes, limits: Limits, *, sheet: int = 1) -> Workbook:
    """The rows of a sheet that hold anything. Raises BadSheet."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            _refuse_strange(book)
            strings = _shared(_part(book, _STRINGS, limits)) if _STRINGS in book.namelist() else []
            parts = list(_ends(_part(book, _WORKBOOK, limits)))
            sheets = [given for tag, given, _text in parts if tag == "sheet"]
            chosen = _chosen(sheets, sheet)
            old = any(given.get("date1904") in {"1", "true"} for tag, given, _text in parts if tag == "workbookPr")
            rows = _rows(_part(book, _place(book, chosen, limits), limits), strings, limits)
            return Workbook(rows, tuple(given.get("name", "") for given in sheets), old)
    except BadSheet:
        raise
    except _BROKEN as broken:
        raise BadSheet(_UNREADABLE) from broken


def _refuse_strange(book: zipfile.ZipFile) -> None:
    if len(book.infolist()) > _MOST_PARTS or {part.compress_type for part in book.infolist()} - _KNOWN:
        raise BadSheet(_UNREADABLE)


def _part(book: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """One part, never more of it than the bound, whatever the archive says about its size."""
    with book.open(name) as part:
        content = part.read(limits.xml + 1)
    if len(content) > limits.xml:
        raise BadSheet(limits.too_big)
    return content


def _chosen(sheets: list[dict[str, str]], sheet: int) -> dict[str, str]:
    if not 1 <= sheet <= len(sheets):
        raise BadSheet(_NO_SUCH_SHEET)
    return sheets[sheet - 1]


def _place(book: zipfile.ZipFile, sheet: dict[str, str], limits: Limits) -> str:
    wanted = next(value for name, value in sheet.items() if name.endswith(":id") or name == "id")
    related = _ends(_part(book, _RELATIONS, limits))
    targets = {given["Id"]: given["Target"] for _tag, given, _text in related if "Id" in given}
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


def _rows(xml: bytes, strings: list[str], limits: Limits) -> Rows:
    rows: Rows = []
    line = letters = 0
    row: dict[int, str] = {}
    said = ""
    for tag, given, text in _ends(xml):
        if tag in {"t", "v"}:
            said += text
        elif tag == "c":
            column = _column(given.get("r", "")) if given.get("r") else len(row)
            if column < _MOST_COLUMNS:
                row[column] = _cell(given.get("t", "n"), said, strings)[: limits.cell]
                letters += len(row[column])
            said = ""
        elif tag == "row":
            line = _line(given.get("r", ""), line + 1)
            if any(cell.strip() for cell in row.values()):
                rows.append((line, [row.get(n, "") for n in range(max(row) + 1)]))
            row = {}
            _bounded(len(rows), letters, limits)
    return rows


def _bounded(rows: int, letters: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise BadSheet(limits.too_many)
    if letters > limits.letters:
        raise BadSheet(limits.too_big)


def _line(said: str, least: int) -> int:
    """The number beside a row, if it goes on from those above and a spreadsheet has so many."""
    number = int(said) if said.isascii() and said.isdigit() else 0
    return number if least <= number <= _LAST_ROW else least


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

    many = 0
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    for place in range(0, len(xml) + 1, _CHUNK):
        parser.Parse(xml[place : place + _CHUNK], place + _CHUNK > len(xml))
        many += len(found)
        if many > _MOST_ELEMENTS:
            raise BadSheet(_UNREADABLE)
        yield from found
        found.clear()


def _refuse(*_declared: object) -> None:
    """A workbook declares no document type and no entities; what does is made to harm."""
    raise BadSheet(_UNREADABLE)
