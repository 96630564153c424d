"""A report as CSV for Excel: UTF-8 with its mark, and no cell that a spreadsheet would run as a formula."""

import csv
import io
import re

from app.domain.report import Block, MeasureTable, Report, Table
from app.renderers.running_text import block_lines, closing_lines, opening_lines
from app.renderers.typesetting import Digits, typeset

NUMBER = re.compile(r"[-+]?\d[\d,.]*")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(report: Report, *, digits: Digits = "arab") -> bytes:
    """The whole report from top to bottom, blocks parted by an empty line."""
    report = typeset(report, digits)
    rows: list[list[str]] = [[text] for text in opening_lines(report)]
    for block in report.blocks:
        rows += [[], *_rows(block)]
    rows += [[], *([text] for text in closing_lines(report))]
    for block in report.annex:
        rows += [[], *_rows(block)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(block: Block) -> list[list[str]]:
    if isinstance(block, Table):
        return [[block.caption], list(block.header), *(map(list, block.rows) if block.rows else [[block.empty]])]
    if isinstance(block, MeasureTable):
        return [list(block.header), ["\n".join(texts) for texts in block.cells]]
    return [[text] for text in block_lines(block)]


def harmless(text: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula; a plain number stays one."""
    if text.startswith(RUN_BY_SPREADSHEETS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
