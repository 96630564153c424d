"""A report as a Word document that the office edits, signs and files: A4 landscape, TH SarabunIT๙, Thai digits."""

import io
import re
from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from app.domain.report import (
    Block,
    EvidenceList,
    Heading,
    MeasureTable,
    Paragraph,
    Report,
    Signature,
    Table,
    pages,
)
from app.renderers import word_xml
from app.renderers.typesetting import Digits, typeset
from app.renderers.unbroken import NBSP

BODY, TITLE = Pt(16), Pt(18)
PAPER = (Mm(297), Mm(210))
MARGIN = Mm(15)
TEXT_WIDTH = PAPER[0] - 2 * MARGIN
MEASURE_SHARES = (34, 31, 24, 27, 44, 40)
IN_TWO_LINES = re.compile("(?<=หน่วยงาน)(?=ผู้รับผิดชอบ)|(?<=ระยะเวลา)(?=ดำเนินการ)")
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def render(report: Report, *, digits: Digits = "thai") -> bytes:
    """The document; texts in cells stay ordinary paragraphs, so that they can be edited."""
    report = typeset(report, digits, glue=True)
    document = Document()
    _set_up(document, report, digits)
    _title(document, report)
    for number, page in enumerate(pages(report)):
        for position, block in enumerate(page):
            _add(block, document, new_page=number > 0 and position == 0)
    _signatures(document, report.signatures)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: DocxDocument, report: Report, digits: Digits) -> None:
    document.core_properties.title = report.title.replace(NBSP, " ")
    document.core_properties.author = report.agency[0] if report.agency else ""
    document.core_properties.language = "th-TH"
    document.core_properties.comments = ""
    word_xml.use_thai_font(document, BODY)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAPER
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    word_xml.number_pages(section, digits)
    _paragraph(section.header.paragraphs[0], report.running_head, align=CENTRE, size=14)
    for footer in (section.footer, section.first_page_footer):
        word_xml.page_number_line(footer.paragraphs[0], report.as_of, TEXT_WIDTH, digits)


def _title(document: DocxDocument, report: Report) -> None:
    for line in report.title_lines:
        _paragraph(document.add_paragraph(), line, align=CENTRE, bold=True, size=TITLE.pt)
    for line in report.agency:
        _paragraph(document.add_paragraph(), line, align=CENTRE)
    if report.preface:
        preface = _paragraph(document.add_paragraph(), report.preface)
        preface.paragraph_format.first_line_indent = Mm(15)
        preface.paragraph_format.space_before = preface.paragraph_format.space_after = Pt(6)


@singledispatch
def _add(block: Block, document: DocxDocument, *, new_page: bool) -> None:
    raise NotImplementedError(type(block).__name__)


@_add.register
def _(block: Heading, document: DocxDocument, *, new_page: bool) -> None:
    _stand_above(_paragraph(document.add_paragraph(style="Heading 2"), block.text), new_page=new_page)


@_add.register
def _(block: Paragraph, document: DocxDocument, *, new_page: bool) -> None:
    _paragraph(document.add_paragraph(), block.text).paragraph_format.page_break_before = new_page


@_add.register
def _(block: Table, document: DocxDocument, *, new_page: bool) -> None:
    caption = _paragraph(document.add_paragraph(), block.caption, bold=True)
    _stand_above(caption, new_page=new_page)
    table = _table(document, block.header, _shares(block))
    for row in block.rows:
        cells = _row(table).cells
        for column, text in enumerate(row):
            _paragraph(cells[column].paragraphs[0], text, align=RIGHT if column in block.numeric else None)
    _small_gap(document)


@_add.register
def _(block: MeasureTable, document: DocxDocument, *, new_page: bool) -> None:
    if new_page:
        _small_gap(document).paragraph_format.page_break_before = True
    table = _table(document, block.header, MEASURE_SHARES)
    for cell, texts in zip(_row(table).cells, block.row, strict=True):
        for position, text in enumerate(texts):
            _paragraph(cell.add_paragraph() if position else cell.paragraphs[0], text)
    _small_gap(document)


@_add.register
def _(block: EvidenceList, document: DocxDocument, *, new_page: bool) -> None:
    caption = _paragraph(document.add_paragraph(), block.caption, bold=True)
    _stand_above(caption, new_page=new_page)
    for item in block.items:
        _paragraph(document.add_paragraph(style="List Bullet"), item.line)


def _signatures(document: DocxDocument, signatures: tuple[Signature, ...]) -> None:
    """Side by side in a table without lines that is never torn from one page to the next."""
    if not signatures:
        return
    _small_gap(document).paragraph_format.space_before = Pt(18)
    table = document.add_table(rows=1, cols=len(signatures))
    word_xml.keep_whole(table.rows[0])
    for cell, signature in zip(table.rows[0].cells, signatures, strict=True):
        for position, line in enumerate(signature.lines):
            signed = _paragraph(cell.add_paragraph() if position else cell.paragraphs[0], line, align=CENTRE)
            signed.paragraph_format.line_spacing = 1.3


def _table(document: DocxDocument, header: Iterable[str], shares: Sequence[int]) -> DocxTable:
    """A ruled table whose first row comes again on every page."""
    table: DocxTable = document.add_table(rows=1, cols=len(shares), style="Table Grid")
    widths = [int(TEXT_WIDTH * share / sum(shares)) for share in shares]
    word_xml.fix_columns(table, widths)
    word_xml.repeat_on_each_page(table.rows[0])
    word_xml.keep_whole(table.rows[0])
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        word_xml.shade(cell, "EEEEEE")
        _paragraph(cell.paragraphs[0], IN_TWO_LINES.sub("\n", text), align=CENTRE, bold=True)
    return table


def _shares(table: Table) -> list[int]:
    """Column widths after the longest text of each, none very narrow or very wide."""
    columns = zip(table.header, *table.rows, strict=True)
    return [min(max(8, *map(len, texts)), 40) for texts in columns]


def _row(table: DocxTable) -> Any:
    row = table.add_row()  # type: ignore[no-untyped-call]
    word_xml.keep_whole(row)
    return row


def _stand_above(caption: DocxParagraph, *, new_page: bool) -> None:
    """Air above, and never alone at the foot of a page."""
    caption.paragraph_format.page_break_before = new_page
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)


def _small_gap(document: DocxDocument) -> DocxParagraph:
    gap = document.add_paragraph()
    word_xml.shrink(gap)
    return gap


def _paragraph(
    paragraph: DocxParagraph, text: str, *, align: Any = None, bold: bool = False, size: float | None = None
) -> DocxParagraph:
    run = paragraph.add_run(text)
    if bold:
        word_xml.embolden(run)
    if size:
        word_xml.resize(run, size)
    paragraph.alignment = align
    return paragraph
