import io
import zipfile
from dataclasses import replace

import pytest

from app.domain.report import MeasureTable, Paragraph, Table
from app.renderers import csv, xlsx
from tests.renderers.reading import csv_rows, workbook
from tests.renderers.sample import CHANNELS, FY2567, PHOTOS, PUBLISHED

FORMULAS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")')


def formulas():
    table = Table("=ตาราง", ("=หัว", "+จำนวน"), tuple((text, text) for text in FORMULAS), frozenset({1}))
    measure = MeasureTable(tuple((text, "ต่อ") for text in FORMULAS[:6]))
    return replace(FY2567, blocks=(measure, table, Paragraph("=A1")))


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    data = xlsx.render(formulas())
    kinds = {cell.data_type for sheet in workbook(data) for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if b"<hyperlink" in package.read(name)]


def test_numbers_are_numbers_in_a_workbook():
    sheet = workbook(xlsx.render(FY2567))[CHANNELS.caption[:31].strip()]
    assert [cell.value for cell in sheet[2]] == ["ร้องเรียนร้องทุกข์", 14, 254, 9, 263, 14, "193 จาก 254 (ร้อยละ 76)"]
    assert sheet["C4"].value == 1266000
    assert sheet["B4"].value == "–"


@pytest.mark.parametrize(
    ("typed", "kept"), [("76.5", 76.5), ("−4", -4), ("1266000", 1266000), ("1,26", "1,26"), ("2567/1", "2567/1")]
)
def test_what_a_number_is(typed, kept):
    report = replace(FY2567, blocks=(Table("ต", ("ก",), ((typed,),), frozenset({0})),))
    assert workbook(xlsx.render(report))["ต"]["A2"].value == kept


def test_a_sheet_for_the_measures_one_for_each_table_and_the_text():
    same = Table("ยอด: รับ/ปิด [รวม] ที่ชื่อยาวเกินกว่าที่โปรแกรมตารางรับได้", ("ก",), (("1",),))
    names = workbook(xlsx.render(replace(FY2567, blocks=(*FY2567.blocks, same, same)))).sheetnames
    assert names[0] == "มาตรการ"
    assert names[-1] == "ข้อความในรายงาน"
    assert len(names) == len(set(names)) == 5
    assert all(len(name) <= 31 for name in names)


def test_each_measure_is_one_row_below_a_header_that_stays():
    sheet = workbook(xlsx.render(FY2567))["มาตรการ"]
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 7
    assert sheet["A7"].value.splitlines()[1] == "-ร้องเรียนร้องทุกข์"


def test_pictures_have_a_sheet_and_words_and_a_table_without_rows_its_sentence():
    data = xlsx.render(PUBLISHED)
    book = workbook(data)
    assert len(book["ภาพหลักฐาน"]._images) == 6
    assert book["สถิติเรื่องร้องเรียนการทุจริต"]["A2"].value == "ไม่มีเรื่องร้องเรียน"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert PHOTOS[0].alt in package.read("xl/drawings/drawing1.xml").decode()


def test_each_sheet_says_of_what_it_is_when_it_is_printed():
    for sheet in workbook(xlsx.render(PUBLISHED)):
        assert "ส่งเสริมคุณธรรม" in sheet.oddHeader.center.text
        assert "ข้อมูล ณ วันที่" in sheet.oddFooter.left.text


def test_csv_opens_in_excel_as_thai_and_runs_nothing():
    data = csv.render(formulas())
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv_rows(data) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert "'=1+1" in cells


@pytest.mark.parametrize("number", ["-5", "+5", "-1,266.50"])
def test_a_plain_number_is_harmless(number):
    assert csv.harmless(number) == number
