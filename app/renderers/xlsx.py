"""A report as a workbook: numbers are numbers, texts are texts, and nothing in it can become a formula or a link."""

import io
import re
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.domain.report import MeasureTable, Picture, PictureSheet, Report, Table
from app.renderers.running_text import lines
from app.renderers.typesetting import Digits, typeset

NUMBER = re.compile(r"[-−]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?")
NO_FORMULAS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
PICTURE_HEIGHT = 420
NARROWEST, WIDEST = 10, 48
MOST_IN_A_MARGIN = 100
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def render(report: Report, *, digits: Digits = "arab") -> bytes:
    """One sheet of measures, one for each table, one of pictures, and the running text on the last."""
    report = typeset(report, digits)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, NO_FORMULAS) as workbook:
        workbook.set_properties({"title": report.title, "author": report.agency[0] if report.agency else ""})
        sheets = _Sheets(workbook, report)
        measures = [block for block in report.everything if isinstance(block, MeasureTable)]
        if measures:
            sheets.measures(measures)
        for table in (block for block in report.everything if isinstance(block, Table)):
            sheets.table(table)
        picture_sheets = [block for block in report.everything if isinstance(block, PictureSheet)]
        if picture_sheets:
            sheets.pictures([picture for block in picture_sheets for picture in block.pictures])
        sheets.text(lines(report))
    return out.getvalue()


def _margin(place: str, text: str) -> str:
    """A text for the head or foot of each page: codes begin with & there, and there is room for 255 letters in all."""
    return f"{place}{text[:MOST_IN_A_MARGIN].replace('&', '&&')}" if text else ""


class _Sheets:
    def __init__(self, workbook: Any, report: Report) -> None:
        self.workbook, self.report = workbook, report
        base = {"font_name": "Sarabun", "font_size": 11, "valign": "top"}
        self.plain = workbook.add_format(base)
        self.wrapped = workbook.add_format({**base, "text_wrap": True, "border": 1})
        self.head = workbook.add_format({**base, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#EEEEEE"})
        self.whole = workbook.add_format({**base, "num_format": "#,##0", "border": 1})
        self.decimal = workbook.add_format({**base, "num_format": "#,##0.0#", "border": 1})

    def measures(self, measures: list[MeasureTable]) -> None:
        sheet = self._sheet("มาตรการ", [28, 28, 20, 20, 45, 40])
        self._header(sheet, measures[0].header)
        for row, measure in enumerate(measures, start=1):
            for column, texts in enumerate(measure.cells):
                sheet.write_string(row, column, "\n".join(texts), self.wrapped)

    def table(self, table: Table) -> None:
        longest = (max(map(len, texts)) for texts in zip(table.header, *table.rows, strict=True))
        sheet = self._sheet(table.caption, [min(max(length, NARROWEST), WIDEST) + 2 for length in longest])
        self._header(sheet, table.header)
        for number, row in enumerate(table.rows, start=1):
            for column, text in enumerate(row):
                self._cell(sheet, number, column, text, numeric=column in table.numeric)
        if not table.rows:
            sheet.write_string(1, 0, table.empty, self.wrapped)
        sheet.write_string(len(table.rows) + 2, 0, table.caption, self.plain)

    def pictures(self, pictures: list[Picture]) -> None:
        """One below the other, each with its caption above it."""
        sheet, row = self._sheet("ภาพหลักฐาน", [110]), 0
        for picture in pictures:
            sheet.write_string(row, 0, picture.caption, self.plain)
            if picture.content:
                scale = PICTURE_HEIGHT / max(picture.width, picture.height)
                shown = {"image_data": io.BytesIO(picture.content), "x_scale": scale, "y_scale": scale,
                         "description": picture.alt, "object_position": 1}  # fmt: skip
                sheet.insert_image(row + 1, 0, "picture.jpg", shown)
                sheet.set_row_pixels(row + 1, round(picture.height * scale) + 10)
            row += 3

    def text(self, texts: list[str]) -> None:
        sheet = self._sheet("ข้อความในรายงาน", [110])
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text, self.plain)

    def _cell(self, sheet: Worksheet, row: int, column: int, text: str, *, numeric: bool) -> None:
        if not (numeric and NUMBER.fullmatch(text)):
            sheet.write_string(row, column, text, self.wrapped)
            return
        number = float(text.replace(",", "").replace("−", "-"))
        sheet.write_number(row, column, number, self.whole if number.is_integer() else self.decimal)

    def _sheet(self, name: str, widths: list[int]) -> Worksheet:
        sheet: Worksheet = self.workbook.add_worksheet(self._free_name(name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_header(_margin("&C", self.report.running_head))
        sheet.set_footer(_margin("&L", self.report.as_of) + "&C&P / &N" + _margin("&R", self.report.edition))
        return sheet

    def _header(self, sheet: Worksheet, header: tuple[str, ...]) -> None:
        for column, text in enumerate(header):
            sheet.write_string(0, column, text, self.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def _free_name(self, wanted: str) -> str:
        """At most 31 characters, none that Excel forbids, never twice in whatever case."""
        name = NOT_IN_A_SHEET_NAME.sub(" ", wanted).strip()[:31].strip() or "ตาราง"
        taken = {sheet.get_name().casefold() for sheet in self.workbook.worksheets()}
        number = 2
        while name.casefold() in taken:
            name = f"{name[:27].rstrip()} {number}"
            number += 1
        return name
