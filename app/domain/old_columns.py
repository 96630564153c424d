"""Which columns an old register may have, and by what headings each is known; what fits none is not brought in."""

from collections.abc import Mapping, Sequence
from itertools import chain, count

from app.domain.thai import search_key
from app.domain.words import N_

NUMBER, RECEIVED, KIND, SUBJECT, PERSON, PHONE = "number", "received", "kind", "subject", "person", "phone"
VILLAGE, PLACE, RESULT, CLOSED = "village", "place", "result", "closed"
COLUMNS: Mapping[str, str] = {
    NUMBER: N_("เลขที่ในทะเบียน"),
    RECEIVED: N_("วันที่รับ"),
    SUBJECT: N_("เรื่อง"),
    KIND: N_("ประเภท"),
    PERSON: N_("ผู้ร้อง"),
    PHONE: N_("โทรศัพท์"),
    VILLAGE: N_("หมู่ที่"),
    PLACE: N_("ที่อยู่หรือสถานที่"),
    RESULT: N_("ผลการดำเนินการ"),
    CLOSED: N_("วันที่แล้วเสร็จ"),
}
NEEDED = (RECEIVED, SUBJECT)

_NEVER = ("เลขประจำตัว", "เลขบัตร", "บัตรประชาชน", "ประชาชน", "id card", "citizen")
# Parts of headings, tried from the top: the more telling ones stand before those that are part of them.
_HEADINGS = (
    (CLOSED, ("วันที่แล้วเสร็จ", "วันแล้วเสร็จ", "แล้วเสร็จ", "วันที่เสร็จ", "วันเสร็จ", "วันที่ปิด", "วันที่ยุติ", "ยุติเรื่อง", "closed")),
    (RECEIVED, ("วันที่รับ", "วันรับ", "วันที่ร้อง", "วันที่แจ้ง", "ลงวันที่", "received")),
    (RECEIVED, ("วันเดือนปี", "วัน เดือน ปี", "วัน/เดือน/ปี", "ว.ด.ป", "ว/ด/ป", "วดป")),
    (NUMBER, ("เลขที่รับ", "เลขรับ", "ทะเบียนเลขที่", "เลขทะเบียน", "เลขที่คำร้อง", "เลขที่เรื่อง", "เลขคำร้อง", "number")),
    (PHONE, ("โทร", "เบอร์", "มือถือ", "phone", "tel")),
    (KIND, ("ประเภท", "หมวด", "ชนิด", "kind", "category", "type")),
    (PLACE, ("บ้านเลขที่", "ที่อยู่", "สถานที่", "จุดที่", "จุดเกิด", "ที่ตั้ง", "บริเวณ", "place", "address")),
    (VILLAGE, ("หมู่", "ม.ที่", "moo", "village")),
    (RESULT, ("ผลการ", "ผล", "การดำเนิน", "การแก้ไข", "ดำเนินการ", "สถานะ", "result", "outcome", "status")),
    (PERSON, ("ผู้ร้อง", "ผู้แจ้ง", "ผู้ยื่น", "ผู้ขอ", "ชื่อ", "name", "person")),
    (SUBJECT, ("เรื่อง", "รายละเอียด", "รายการ", "ข้อร้องเรียน", "เนื้อหา", "สาระ", "subject", "detail")),
    (NUMBER, ("เลขที่",)),
    (RECEIVED, ("วันที่", "date")),
)  # fmt: skip
_WHOLE = {"ที่": NUMBER, "ม.": VILLAGE, "no": NUMBER, "no.": NUMBER, "หมู่": VILLAGE, "ลำดับ": "", "ลำดับที่": ""}


def guess(headers: Sequence[str]) -> list[str]:
    """The column each heading means, none twice; "" for those that are not brought in."""
    found: list[str] = []
    for header in headers:
        column = _column(header)
        found.append(column if column not in found else "")
    if NUMBER not in found:  # a book that only counts its lines has no other number
        counted = next((i for i, header in enumerate(headers) if search_key(header).startswith("ลำดับ")), None)
        if counted is not None:
            found[counted] = NUMBER
    return found


def headings_found(row: Sequence[str]) -> int:
    """How many different columns a row names; a cell as long as a sentence is no heading."""
    return len({_column(cell) for cell in row if len(cell) <= 60} - {""})


def told_apart(headers: Sequence[str]) -> list[str]:
    """A name of its own for each column: books have headings that stand twice, and columns without any."""
    names: list[str] = []
    for number, header in enumerate(headers, 1):
        name = header or f"คอลัมน์ {number}"
        names.append(next(one for one in chain([name], (f"{name} ({n})" for n in count(2))) if one not in names))
    return names


def _column(header: str) -> str:
    key = search_key(header)
    if not key or any(words in key for words in _NEVER):
        return ""
    if key in _WHOLE:
        return _WHOLE[key]
    return next((column for column, parts in _HEADINGS if any(part in key for part in parts)), "")
