"""Rows of text out of an uploaded CSV or XLSX file, read with care: bounded in size, no entities, no formulas run.

Only what the cells show is read: of a formula its last result, of dates and styles nothing.
"""

from app.domain.house_rolls import LONGEST_CELL, split
from app.domain.words import N_
from app.domain.workbooks import BadSheet, Limits, read

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
_MOST_XML = 12_000_000
_MOST_LETTERS = 24_000_000

_TOO_MANY = N_("ตารางนี้มีหลายพันแถว ใช้ไฟล์ที่มีแต่รายชื่อบ้าน")
_TOO_BIG = N_("ไฟล์ใหญ่เกินไป ใช้ไฟล์ที่มีแต่รายชื่อบ้าน ไม่เกิน 2 MB")

Table = list[list[str]]

__all__ = ["MOST_BYTES", "MOST_ROWS", "BadSheet", "Table", "table"]


def table(content: bytes) -> Table:
    """The rows of the first sheet, or of the lines of a text."""
    if len(content) > MOST_BYTES:
        raise BadSheet(_TOO_BIG)
    if content.startswith(b"PK"):
        limits = Limits(
            xml=_MOST_XML, letters=_MOST_LETTERS, rows=MOST_ROWS, cell=LONGEST_CELL, too_big=_TOO_BIG,
            too_many=_TOO_MANY,
        )  # fmt: skip
        return [row for _line, row in read(content, limits).rows]
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
