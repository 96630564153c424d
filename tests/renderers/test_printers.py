from dataclasses import replace

import pytest

from app.domain.report import EvidenceItem, EvidenceList, Heading, MeasureTable, Paragraph, PictureSheet, Table
from app.renderers import RENDERERS
from tests.renderers import reading
from tests.renderers.sample import FY2567, PHOTOS, PUBLISHED

READERS = {
    "html": reading.html_text,
    "docx": reading.docx_text,
    "pdf": reading.pdf_text,
    "xlsx": reading.xlsx_text,
    "csv": reading.csv_text,
}


@pytest.fixture(params=RENDERERS)
def printer(request):
    if request.param == "pdf":
        reading.needs_pango()
    return RENDERERS[request.param]


def printed(printer, report):
    text = reading.bare(READERS[printer.extension](printer.render(report)))
    return text.replace(",", "") if printer.extension == "xlsx" else text


@pytest.mark.parametrize("report", [FY2567, PUBLISHED], ids=["draft", "published"])
def test_every_printer_prints_every_text(printer, report):
    text = printed(printer, report)
    wanted = [reading.bare(t) for t in reading.texts_of(report)]
    if printer.extension == "xlsx":
        wanted = [t.replace(",", "") for t in wanted]
    assert [t for t in wanted if t not in text] == []


def test_every_printer_takes_a_report_with_next_to_nothing_in_it(printer):
    empty = replace(FY2567, agency=(), preface="", running_head="", blocks=(), signatures=(), names=())
    assert reading.bare("ข้อมูล ณ วันที่ 5 ตุลาคม 2567") in printed(printer, empty)


def test_marks_of_html_xml_and_css_arrive_as_they_were_typed(printer):
    nasty = """<script>alert(1)</script> & "ก" 'ข' </td> }*{color:red} \\0a ${x} {0} ]]>"""
    blocks = (
        Heading(nasty),
        Paragraph(nasty),
        Table(nasty, (nasty, "ข"), ((nasty, "1"),)),
        EvidenceList(nasty, (EvidenceItem(nasty, nasty),)),
        PictureSheet(nasty, (replace(PHOTOS[0], caption=nasty, alt=nasty),)),
    )
    report = replace(FY2567, running_head=nasty, as_of=nasty, blocks=blocks, names=("<script>",))
    assert printed(printer, report).count(reading.bare(nasty)) >= 6


def test_a_cell_in_which_nothing_was_written_holds_a_dash(printer):
    measure = MeasureTable((("1. มาตรการ",), (), (), (), (), ("ผล",)))
    assert printed(printer, replace(FY2567, blocks=(measure,), signatures=())).count("–") == 4


def test_a_picture_whose_file_is_gone_leaves_its_caption(printer):
    gone = PictureSheet("ภาพหลักฐาน", (replace(PHOTOS[0], content=b""),))
    assert reading.bare(PHOTOS[0].caption) in printed(printer, replace(FY2567, annex=(gone,)))


def test_the_register_says_what_a_download_needs():
    for extension, printer in RENDERERS.items():
        assert printer.extension == extension
        assert "/" in printer.mimetype
        assert printer.available() is None or isinstance(printer.available(), str)
