"""The houses of a group request as people paste them: rows of cells under known headings; no row is ever dropped.

Every line with anything on it becomes one row, whatever stands in it. Of its cells only the columns of COLUMNS are
taken: what a list of neighbours says beside them (ID numbers, incomes) is nobody's business here and is not kept.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.thai import clean, search_key
from app.domain.words import N_

COLUMNS: Mapping[str, str] = {
    "name": N_("ชื่อ-สกุล"),
    "house_no": N_("บ้านเลขที่"),
    "village": N_("หมู่ที่"),
    "place": N_("จุดสังเกต"),
    "phone": N_("เบอร์โทร"),
    "persons": N_("คน"),
    "amount": N_("น้ำ (ลิตรหรือเที่ยว)"),
    "capacity": N_("ภาชนะ (ลิตร)"),
    "care": N_("ดูแลเป็นพิเศษ"),
}
LONGEST_CELL = 300
YES = "y"
_NO = frozenset({"", "-", "0", "ไม่", "ไม่มี", "ไม่ใช่", "no", "n", "false", "none"})
_TRIPS = "trips"
_NUMBERING = "number"
# How headings begin, the longer before the shorter; a column that none of them fits is not taken.
_HEADINGS = (
    ("name", ("ชื่อ", "name", "ครัวเรือน", "เจ้าบ้าน", "หัวหน้าครัว")),
    ("house_no", ("บ้านเลขที่", "เลขที่บ้าน", "เลขที่", "house")),
    ("village", ("หมู่", "ม.", "moo", "village")),
    ("place", ("จุดสังเกต", "จุด", "สถานที่", "landmark", "ที่ตั้ง")),
    ("phone", ("เบอร์", "โทร", "มือถือ", "phone", "tel")),
    ("capacity", ("ภาชนะ", "ความจุ", "ถัง", "โอ่ง", "แท็งก์", "container", "capacity")),
    (_TRIPS, ("เที่ยว", "จำนวนเที่ยว", "trip")),
    ("amount", ("น้ำ", "ปริมาณ", "ลิตร", "จำนวนลิตร", "ขอน้ำ", "litre", "amount", "water")),
    ("persons", ("คน", "จำนวนคน", "จำนวนสมาชิก", "สมาชิก", "จำนวนผู้", "person", "people")),
    ("care", ("ดูแล", "ผู้ต้องดูแล", "มีผู้", "ผู้สูงอายุ", "พิเศษ", "care")),
    (_NUMBERING, ("ลำดับ", "ที่", "no", "#")),
)


@dataclass(frozen=True, slots=True)
class Roll:
    """Rows of cells by column, and headings of columns that were left out."""

    rows: tuple[dict[str, str], ...]
    left_out: tuple[str, ...] = ()


def split(text: str) -> list[list[str]]:
    """Lines into cells: at tabs if there are any, else at semicolons, else at commas; empty lines say nothing."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    joined = "\n".join(lines)
    sign = next((sign for sign in "\t;" if sign in joined), ",")
    return [_cells(line, sign) for line in lines]


def read(table: Sequence[Sequence[str]]) -> Roll:
    """Rows of cells under our columns: by the headings of the first row if it has some, else in our own order."""
    cleaned = [[clean(cell) for cell in row] for row in table]
    filled = [row for row in cleaned if any(row)]
    found = _headings(filled[0]) if filled else None
    if found is None:
        return Roll(tuple(_row(row, _own_order(filled)) for row in filled))
    left_out = [cell for cell, column in zip(filled[0], found, strict=True) if cell and not column]
    return Roll(tuple(_row(row, found) for row in filled[1:]), tuple(left_out))


def _cells(line: str, sign: str) -> list[str]:
    """One line; a quotation mark that is never closed is a mark like any other."""
    if line.count('"') % 2 == 0 and len(line) < csv.field_size_limit():
        try:
            return next(csv.reader([line], delimiter=sign), [])
        except csv.Error:  # a sign that belongs in no table
            pass
    return line.split(sign)


def _headings(row: Sequence[str]) -> list[str] | None:
    """The column of each cell ("" for none of ours); None when this is no row of headings."""
    found = [_column(cell) for cell in row]
    named = {column for column in found if column}
    if "name" not in named or len(named - {_NUMBERING}) < 2 or any(cell[:1].isdigit() for cell in row):
        return None
    return [column if column not in found[:i] else "" for i, column in enumerate(found)]


def _column(cell: str) -> str:
    key = search_key(cell)
    return next((column for column, starts in _HEADINGS if key and key.startswith(starts)), "")


def _own_order(rows: Sequence[Sequence[str]]) -> list[str]:
    """Our columns one after another; a first column that only counts the rows stands before them."""
    counted = len(rows) > 1 and [row[0].rstrip(".") for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    return [_NUMBERING, *COLUMNS] if counted else list(COLUMNS)


def _row(cells: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    said = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}
    trips = said.pop(_TRIPS, "")
    if trips and "amount" not in said:
        said["amount"] = f"{trips} เที่ยว" if trips[-1:].isdigit() else trips
    said["care"] = YES if cared_for(said.get("care", "")) else ""
    return {column: said.get(column, "")[:LONGEST_CELL] for column in COLUMNS}


def cared_for(text: str) -> bool:
    """Whether somebody there needs special care; whatever else was written about them is not kept."""
    return search_key(text) not in _NO
