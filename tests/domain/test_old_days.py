"""Days and lines of old books: every habit of writing is read, what no calendar has is refused, nothing is made up."""

import io
import zipfile
from datetime import date

import pytest

from app.domain.old_books import read
from app.domain.old_columns import guess
from app.domain.old_days import MONTH_FIRST, UnreadDay, read_day
from app.domain.old_lines import Rules, read_line, same_number
from app.domain.workbooks import BadSheet
from tests.old_books import as_xlsx, rows

NEW_YEAR = date(2023, 1, 1)
RULES = Rules(today=date(2026, 11, 2), villages={1: 11, 2: 22}, village_names={"ปุหรน": 44})


@pytest.mark.parametrize(
    "written",
    [
        "1 ม.ค. 2566", "1/1/66", "๑ มกราคม พ.ศ. ๒๕๖๖", "2566-01-01", "44927", "44927.5", "2023-01-01 00:00:00",
        "1-ม.ค.-66", "1ม.ค.66", "1 มค 66", "วันอาทิตย์ที่ 1 มกราคม 2566", "1.1.2566", "01/01/2566 09.30 น.",
        "1 January 2023", "1 มกราคม ค.ศ. 2023", "243254", "1/1/23", "วันที่ 1 เดือน มกราคม พ.ศ. 2566", "1 / 1 / 2566",
    ],
)  # fmt: skip
def test_one_day_in_all_habits(written):
    assert read_day(written) == NEW_YEAR


def test_the_order_and_the_count_of_a_book():
    assert read_day("12/31/2023", order=MONTH_FIRST) == date(2023, 12, 31)
    assert read_day("43465", from_1904=True) == NEW_YEAR


@pytest.mark.parametrize(
    "written", ["31/2/66", "1/13/66", "29/2/2566", "เมื่อวาน", "0", "99", "1 ส.ค.", "9" * 400, "-", "5/2566"]
)
def test_what_no_calendar_has_is_refused(written):
    with pytest.raises(UnreadDay):
        read_day(written)


@pytest.mark.parametrize("written", ["24108", "24108.4", "1966-01-01 00:00:00", "1/1/1966"])
def test_what_excel_makes_of_a_short_thai_year_is_not_believed(written):
    """Whoever types 1/1/66 into Excel gets the year 1966."""
    with pytest.raises(UnreadDay):
        read_day(written)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("812345678", "0812345678"), ("081-2345678, 073-331234", "0812345678"), ("-", ""), ("ไม่มี", ""),
        ("073331234 ต่อ 12", "073331234#12"),
    ],
)  # fmt: skip
def test_telephones_as_spreadsheets_leave_them(written, found):
    assert read_line([written], ["phone"], RULES).phone == found


@pytest.mark.parametrize(
    ("written", "found"),
    [("1", 11), ("หมู่ที่ ๑", 11), ("ม.2", 22), ("หมู่ 1 บ้านหนึ่ง", 11), ("บ้านปุหรน", 44), ("7", None), ("12", None)],
)
def test_villages_by_number_and_name(written, found):
    reading = read_line([written], ["village"], RULES)
    assert reading.village_id == found
    assert ("village" in reading.faults) is (found is None)


def test_numbers_begin_anew_each_year_unless_they_hold_it():
    assert same_number("5", date(2022, 1, 1)) != same_number("5", date(2023, 1, 1))
    assert same_number("5/2565", date(2022, 1, 1)) == same_number("๕/๒๕๖๕", date(2023, 1, 1))


def test_identity_numbers_and_countings_are_no_columns():
    assert guess(["ลำดับ", "เลขที่", "วันที่", "เรื่อง", "เลขบัตรประชาชน"]) == ["", "number", "received", "subject", ""]
    assert guess(["ลำดับที่", "วันที่รับ", "เรื่อง"])[0] == "number"
    assert guess(["วัน/เดือน/ปี ที่รับ", "ว.ด.ป. ที่แล้วเสร็จ"]) == ["received", "closed"]


def test_cells_of_several_lines_keep_the_numbers_of_lines_right():
    book = read('วันที่,เรื่อง\n1/1/66,"หลุม\nหน้าบ้าน"\n\n2/1/66,ไฟดับ\n'.encode())
    assert [line for line, _cells in book.lines] == [2, 5]
    assert book.lines[0][1][1] == "หลุม\nหน้าบ้าน"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    lines = "".join(f"{n}/1/66,เรื่อง\n" for n in range(1, 29)) * 3
    book = read(f'วันที่,เรื่อง\n1/1/66,"ท่อ 4 นิ้ว\n{lines}'.encode())
    assert len(book.lines) == 85


def test_a_spreadsheet_that_hides_a_bomb_is_refused():
    with pytest.raises(BadSheet):
        read(b"PK\x03\x04" + b"\0" * 100)


def test_one_long_string_in_very_many_cells_is_refused_before_it_fills_the_memory():
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 40 + b"</row>"
    small = _with_rows(as_xlsx(rows(2), titled=False), row * 100, b"<sst><si><t>" + b"x" * 4000 + b"</t></si></sst>")
    assert len(small) < 20_000
    with pytest.raises(BadSheet, match="ไฟล์ใหญ่เกินไป"):
        read(small)


def test_rows_with_impossible_numbers_are_counted_from_the_rows_above():
    head = b'<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>'
    odd = b"".join(b'<row r="%b"><c><v>1</v></c></row>' % r for r in (b"5", b"5", b"9" * 20, b"3"))
    book = read(_with_rows(as_xlsx(rows(2), titled=False), head + odd))
    assert [line for line, _cells in book.lines] == [5, 6, 7, 8]


def _with_rows(workbook, sheet, strings=b"<sst/>"):
    """The workbook with other rows in its first sheet."""
    new = {
        "xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + sheet + b"</sheetData></worksheet>",
        "xl/sharedStrings.xml": strings,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, new.get(name) or old.read(name))
    return out.getvalue()
