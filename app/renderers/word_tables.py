"""Ruled tables in a Word document: fixed columns, a header on every page, rows that stay whole while they can."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table as DocxTable

from app.domain.report import Table
from app.renderers import word_xml

IN_TWO_LINES = re.compile("(?<=หน่วยงาน)(?=ผู้รับผิดชอบ)|(?<=ระยะเวลา)(?=ดำเนินการ)|(?<=ขั้นตอน/)(?=วิธีการ)")
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def ruled(document: Document, header: Iterable[str], shares: Sequence[int], width: int) -> DocxTable:
    """A ruled table whose first row comes again on every page."""
    table: DocxTable = document.add_table(rows=1, cols=len(shares), style="Table Grid")
    widths = [int(width * share / sum(shares)) for share in shares]
    word_xml.fix_columns(table, widths)
    word_xml.repeat_on_each_page(table.rows[0])
    word_xml.keep_whole(table.rows[0])
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        word_xml.shade(cell, "EEEEEE")
        head = word_xml.write(cell.paragraphs[0], IN_TWO_LINES.sub("\n", text), align=CENTRE, bold=True)
        head.paragraph_format.keep_with_next = True
    return table


def shares_of(table: Table) -> list[int]:
    """Column widths after the longest text of each, none very narrow or very wide."""
    columns = zip(table.header, *table.rows, strict=True)
    return [min(max(len(text) for text in texts), 36) + 4 for texts in columns]


def add_row(table: DocxTable, *, whole: bool = True) -> Any:
    """One more row; a ``whole`` one is never torn from one page to the next."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    if whole:
        word_xml.keep_whole(row)
    return row
