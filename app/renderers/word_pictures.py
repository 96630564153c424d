"""Pictures in a Word document: side by side in a table without lines, each with its caption and what it shows."""

import io
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from app.domain.report import Picture, PictureSheet
from app.renderers import word_xml

GAP = Mm(5)
HEIGHTS = {True: Mm(118), False: Mm(62)}
CAPTION_POINTS = 13


def lay_out(document: Document, sheet: PictureSheet, width: int) -> None:
    """The pictures of a sheet, as large as the page allows, whole rows kept together."""
    rows = -(-len(sheet.pictures) // sheet.across)
    table = document.add_table(rows=rows, cols=sheet.across)
    word_xml.fix_columns(table, [width // sheet.across] * sheet.across)
    for row in table.rows:
        word_xml.keep_whole(row)
    for position, picture in enumerate(sheet.pictures):
        cell = table.cell(position // sheet.across, position % sheet.across)
        _fill(cell, picture, width // sheet.across - GAP, HEIGHTS[sheet.upright])


def _fill(cell: Any, picture: Picture, width: int, height: int) -> None:
    above: Paragraph = cell.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if picture.content:
        scale = min(width / picture.width, height / picture.height)
        size = Length(int(picture.width * scale)), Length(int(picture.height * scale))
        shape = above.add_run().add_picture(io.BytesIO(picture.content), *size)
        shape._inline.docPr.set("descr", picture.alt)  # noqa: SLF001 - python-docx has no call for the alternative text
        above.paragraph_format.keep_with_next = True
    below = cell.add_paragraph() if picture.content else above
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word_xml.resize(below.add_run(picture.caption), CAPTION_POINTS)
