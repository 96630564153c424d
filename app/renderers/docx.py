"""A report as a Word document that the office edits, signs and files: A4 landscape, TH SarabunIT๙, Thai digits."""

import io
from functools import singledispatch

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from app.domain.report import (
    Block,
    EvidenceList,
    Heading,
    MeasureTable,
    Paragraph,
    PictureSheet,
    Report,
    Signature,
    Table,
)
from app.domain.report_pages import MEASURE_SHARES, pages, size_of
from app.renderers import word_pictures, word_tables, word_xml
from app.renderers.typesetting import Digits, typeset
from app.renderers.unbroken import NBSP

BODY, TITLE, DENSE, SMALL = Pt(16), Pt(18), Pt(14), Pt(13)
PAPER = (Mm(297), Mm(210))
MARGIN = Mm(15)
TEXT_WIDTH = PAPER[0] - 2 * MARGIN
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def render(report: Report, *, digits: Digits = "thai") -> bytes:
    """The document; texts in cells stay ordinary paragraphs, so that they can be edited."""
    report = typeset(report, digits, glue=True)
    document = Document()
    _set_up(document, report, digits)
    _title(document, report)
    _blocks(document, report.blocks, first_on_new_page=False)
    _signatures(document, report.signatures)
    _colophon(document, report)
    _blocks(document, report.annex, first_on_new_page=True)
    _small_gap(document)  # Word wants a paragraph behind the last table
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _blocks(document: DocxDocument, blocks: tuple[Block, ...], *, first_on_new_page: bool) -> None:
    for number, page in enumerate(pages(blocks)):
        for position, block in enumerate(page):
            _add(block, document, new_page=(first_on_new_page or number > 0) and position == 0)


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
    word_xml.write(section.header.paragraphs[0], report.running_head, align=CENTRE, size=14)
    for footer in (section.footer, section.first_page_footer):
        word_xml.page_number_line(footer.paragraphs[0], report.as_of, report.edition, TEXT_WIDTH, digits)


def _title(document: DocxDocument, report: Report) -> None:
    for line in report.title_lines:
        word_xml.write(document.add_paragraph(), line, align=CENTRE, bold=True, size=TITLE.pt)
    for line in report.agency:
        word_xml.write(document.add_paragraph(), line, align=CENTRE)
    if report.preface:
        preface = word_xml.write(document.add_paragraph(), report.preface)
        preface.paragraph_format.first_line_indent = Mm(15)
        preface.paragraph_format.space_before = preface.paragraph_format.space_after = Pt(6)


@singledispatch
def _add(block: Block, document: DocxDocument, *, new_page: bool) -> None:
    raise NotImplementedError(type(block).__name__)


@_add.register
def _(block: Heading, document: DocxDocument, *, new_page: bool) -> None:
    _stand_above(word_xml.write(document.add_paragraph(style="Heading 2"), block.text), new_page=new_page)


@_add.register
def _(block: Paragraph, document: DocxDocument, *, new_page: bool) -> None:
    word_xml.write(document.add_paragraph(), block.text).paragraph_format.page_break_before = new_page


@_add.register
def _(block: Table, document: DocxDocument, *, new_page: bool) -> None:
    caption = word_xml.write(document.add_paragraph(), block.caption, bold=True)
    _stand_above(caption, new_page=new_page)
    table = word_tables.ruled(document, block.header, word_tables.shares_of(block), TEXT_WIDTH)
    for row in block.rows:
        cells = word_tables.add_row(table).cells
        for column, text in enumerate(row):
            word_xml.write(cells[column].paragraphs[0], text, align=RIGHT if column in block.numeric else None)
    if not block.rows:
        cells = word_tables.add_row(table).cells
        word_xml.write(cells[0].merge(cells[-1]).paragraphs[0], block.empty)


@_add.register
def _(block: MeasureTable, document: DocxDocument, *, new_page: bool) -> None:
    """At the top of a page a row may break, if it is longer than the page; below the title it waits for the next."""
    _small_gap(document).paragraph_format.page_break_before = new_page or None
    table = word_tables.ruled(document, block.header, MEASURE_SHARES, TEXT_WIDTH)
    size = size_of(block)
    row = word_tables.add_row(table, whole=not new_page and size != "long")
    for cell, texts in zip(row.cells, block.cells, strict=True):
        for position, text in enumerate(texts):
            paragraph = cell.add_paragraph() if position else cell.paragraphs[0]
            word_xml.write(paragraph, text, size=DENSE.pt if size == "dense" else None)


@_add.register
def _(block: EvidenceList, document: DocxDocument, *, new_page: bool) -> None:
    caption = word_xml.write(document.add_paragraph(), block.caption, bold=True)
    _stand_above(caption, new_page=new_page)
    for item in block.items:
        word_xml.write(document.add_paragraph(style="List Bullet"), item.line)


@_add.register
def _(block: PictureSheet, document: DocxDocument, *, new_page: bool) -> None:
    caption = word_xml.write(document.add_paragraph(style="Heading 2"), block.caption)
    _stand_above(caption, new_page=new_page)
    word_pictures.lay_out(document, block, TEXT_WIDTH)


def _signatures(document: DocxDocument, signatures: tuple[Signature, ...]) -> None:
    """Side by side in a table without lines that is never torn from one page to the next."""
    if not signatures:
        return
    _small_gap(document).paragraph_format.space_before = Pt(18)
    table = document.add_table(rows=1, cols=len(signatures))
    word_xml.keep_whole(table.rows[0])
    for cell, signature in zip(table.rows[0].cells, signatures, strict=True):
        for position, line in enumerate(signature.lines):
            signed = word_xml.write(cell.add_paragraph() if position else cell.paragraphs[0], line, align=CENTRE)
            signed.paragraph_format.line_spacing = 1.3


def _colophon(document: DocxDocument, report: Report) -> None:
    """Which edition this is, and how it can be checked."""
    for position, line in enumerate([*filter(None, [report.edition]), *report.colophon]):
        written = word_xml.write(document.add_paragraph(), line, size=SMALL.pt)
        written.paragraph_format.space_before = Pt(0 if position else 12)


def _stand_above(caption: DocxParagraph, *, new_page: bool) -> None:
    """Air above, and never alone at the foot of a page."""
    caption.paragraph_format.page_break_before = new_page
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)


def _small_gap(document: DocxDocument) -> DocxParagraph:
    gap = document.add_paragraph()
    word_xml.shrink(gap)
    return gap
