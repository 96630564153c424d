"""Old registers as offices keep them, made up: the same each time, as CSV and as a workbook."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import xlsxwriter

HEADERS = [
    "ลำดับ", "เลขที่รับ", "วันที่รับ", "ชื่อ-สกุล ผู้ร้อง", "เลขบัตรประชาชน", "โทร.", "หมู่ที่", "เรื่อง", "ประเภท", "ผลการดำเนินการ",
    "วันที่แล้วเสร็จ",
]  # fmt: skip
_SUBJECTS = ("ถนนชำรุดหน้าบ้าน", "ไฟฟ้าสาธารณะดับ", "ขอน้ำอุปโภคบริโภค", "ท่อระบายน้ำอุดตัน", "เหตุรำคาญ เสียงดัง", "กิ่งไม้พาดสายไฟ")
_NAMES = ("สมพร แก้วมณี", "อารีย์ ดอเลาะ", "นิมะ สาแม", "วรรณา ใจดี", "ฮาซัน เจ๊ะเลาะ")
_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def _habits(day: date) -> list[str]:
    """One day as five clerks write it."""
    year = day.year + 543
    return [
        f"{day.day} {_MONTHS[day.month - 1]} {year}", f"{day.day}/{day.month}/{year % 100}", f"{year}-{day:%m-%d}",
        f"{day.day} {_MONTHS[day.month - 1]} พ.ศ. {year}".translate(_THAI), f"{day.day:02}-{day.month:02}-{year}",
    ]  # fmt: skip


def rows(count: int) -> list[list[str]]:
    """So many lines without a fault, about two a day from 1 October 2565 on; every seventh is still open."""
    made = []
    for n in range(count):
        received = date(2022, 10, 1) + timedelta(days=n // 3)
        closed = "" if n % 7 == 0 else _habits(received + timedelta(days=n % 9))[(n + 2) % 5]
        made.append([
            str(n + 1), f"{n + 1}/{received.year + 543}", _habits(received)[n % 5], _NAMES[n % 5], "1949900000000",
            f"08{n % 2}-{n % 1000:03}-{n % 10000:04}", str(n % 4 + 1), f"{_SUBJECTS[n % 6]} จุดที่ {n}", "ทั่วไป",
            "" if not closed else "ดำเนินการแล้ว", closed,
        ])  # fmt: skip
    return made


def as_csv(lines: Iterable[list[str]], *, spelling: str = "utf-8", sign: str = ",", headers: bool = True) -> bytes:
    """The lines as a file of text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign)
    writer.writerows([HEADERS, *lines] if headers else lines)
    return out.getvalue().encode(spelling)


def as_xlsx(lines: Iterable[list[str]], *, titled: bool = True) -> bytes:
    """The lines as a workbook: a title above the headings, the days in every second line as Excel's own."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "d/m/yyyy"})
        sheet = book.add_worksheet("ปี 2566")
        book.add_worksheet("ว่าง")
        top = 0
        if titled:
            sheet.write_string(0, 0, "ทะเบียนรับเรื่องร้องเรียน ร้องทุกข์")
            top = 2
        for column, words in enumerate(HEADERS):
            sheet.write_string(top, column, words)
        for n, line in enumerate(lines):
            for column, words in enumerate(line):
                sheet.write_string(top + 1 + n, column, words)
            if n % 2 == 0 and line[2]:
                sheet.write_datetime(top + 1 + n, 2, _first_day() + timedelta(days=n // 3), day)
    return out.getvalue()


def _first_day() -> datetime:
    return datetime(2022, 10, 1)  # noqa: DTZ001 - a spreadsheet knows no zone
