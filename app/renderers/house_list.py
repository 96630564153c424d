"""An empty list of houses as a workbook: every cell is text, so that no house number turns into a date."""

import io
from collections.abc import Sequence

import xlsxwriter

from app.renderers.xlsx import NO_FORMULAS

ROWS = 200


def blank(headings: Sequence[str]) -> bytes:
    """Headings and rows to be filled in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, NO_FORMULAS) as workbook:
        text = {"font_name": "Sarabun", "font_size": 11, "num_format": "@"}
        plain, head = workbook.add_format(text), workbook.add_format({**text, "bold": True, "bottom": 1})
        sheet = workbook.add_worksheet("รายชื่อบ้าน")
        sheet.set_column(0, len(headings) - 1, 18, plain)
        for column, words in enumerate(headings):
            sheet.write_string(0, column, words, head)
        for row in range(1, ROWS + 1):
            for column in range(len(headings)):
                sheet.write_blank(row, column, None, plain)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
