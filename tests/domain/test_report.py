import pytest

from app.domain.report import (
    EvidenceItem,
    Heading,
    MeasureTable,
    PageBreak,
    Paragraph,
    Report,
    Signature,
    Table,
)
from app.domain.report_pages import pages, size_of

CELLS = (("ก",), ("ข",), ("ค",), ("ง",), ("จ",), ("ฉ",))
MEASURE = MeasureTable(CELLS)


def test_a_measure_never_shares_a_page_with_another():
    assert pages((MEASURE, MEASURE, MEASURE)) == ((MEASURE,), (MEASURE,), (MEASURE,))


def test_what_follows_a_measure_stays_with_it_and_headings_go_with_the_next():
    note, heading = Paragraph("หมายเหตุ"), Heading("มาตรการที่ 2")
    assert pages((MEASURE, note, heading, MEASURE)) == ((MEASURE, note), (heading, MEASURE))


def test_text_before_the_first_measure_shares_its_page():
    heading = Heading("มาตรการที่ 1")
    assert pages((heading, MEASURE)) == ((heading, MEASURE),)


def test_page_breaks_at_the_ends_make_no_empty_pages():
    note = Paragraph("หมายเหตุ")
    assert pages((PageBreak(), note, PageBreak(), PageBreak(), MEASURE, PageBreak())) == ((note,), (MEASURE,))


def test_a_measure_has_six_columns_and_a_table_full_rows():
    with pytest.raises(ValueError, match="six"):
        MeasureTable(CELLS[:5])
    with pytest.raises(ValueError, match="2 cells"):
        Table("ตาราง", ("ก", "ข"), (("1",),))


def test_a_signature_without_names_leaves_dotted_lines_for_the_pen():
    role, signed, name, position = Signature("ผู้จัดทำรายงาน").lines
    assert role == "ผู้จัดทำรายงาน"
    assert signed.startswith("ลงชื่อ")
    assert all("....." in line for line in (signed, name, position))


def test_a_signature_with_a_name_prints_it_in_brackets():
    lines = Signature("ผู้รับรองรายงาน", "นางสมมุติ ตัวอย่าง", "นายก อบต.").lines
    assert lines[2:] == ("(นางสมมุติ ตัวอย่าง)", "ตำแหน่ง\u00a0นายก อบต.")


def test_title_and_evidence_in_one_line():
    assert Report(("รายงาน", "รอบ 12 เดือน"), (), "", "", (), "").title == "รายงาน รอบ 12 เดือน"
    assert EvidenceItem("คู่มือ", "3 ฉบับ").line == "คู่มือ – 3 ฉบับ"
    assert EvidenceItem("คู่มือ").line == "คู่มือ"


@pytest.mark.parametrize(("lines", "size"), [(1, "whole"), (20, "whole"), (25, "dense"), (40, "long")])
def test_a_long_measure_is_set_smaller_and_a_very_long_one_may_break(lines, size):
    assert size_of(MeasureTable((*CELLS[:4], ("ทำตามขั้นตอน",) * lines, CELLS[5]))) == size
