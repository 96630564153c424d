"""Reads printed reports back, each with a library that had no part in writing them."""

import csv
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator

import openpyxl
import pypdf
import pytest
from docx import Document
from lxml import html as lxml_html

from app.domain.report import Block, EvidenceList, Heading, MeasureTable, Paragraph, PictureSheet, Report, Table
from app.domain.thai import to_arabic_digits
from app.renderers import RENDERERS


def bare(text):
    """Without spaces, line ends and the difference between Thai and Arabic digits."""
    return "".join(to_arabic_digits(text).split())


def texts_of(report: Report):
    """Every text that must be on paper, one by one."""
    yield from (*report.title_lines, *report.agency, report.preface, report.as_of)
    yield from (report.edition, *report.colophon)
    for block in report.everything:
        yield from _texts(block)
    for signature in report.signatures:
        yield from signature.lines


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Table(caption, header, rows):
            yield from (caption, *header, *(cell for row in rows for cell in row))
            yield "" if rows else block.empty
        case PictureSheet(caption, pictures):
            yield from (caption, *(picture.caption for picture in pictures))
        case MeasureTable(row, header):
            yield from (*header, *(text for cell in row for text in cell))
        case EvidenceList(caption, items):
            yield from (caption, *(text for item in items for text in (item.label, item.detail)))


def html_text(data):
    return lxml_html.fromstring(data.decode()).text_content()


def docx_text(data):
    document = Document(io.BytesIO(data))
    section = document.sections[0]
    outside = [p.text for part in (section.header, section.footer) for p in part.paragraphs]
    body = [node.text or "" for node in document.element.body.iter("{*}t")]
    return "".join([*outside, *body])


def docx_part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(f"word/{name}").decode()


def pdf_pages(data):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def pdf_text(data):
    return "".join(pdf_pages(data))


def poppler_text(data, *options):
    """What a second reader of another family finds; it comes with poppler-utils. ``-raw``: in the order of the file."""
    program = shutil.which("pdftotext")
    if not program:
        skip_unless_ci("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([program, *options, "-", "-"], input=data, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def xlsx_text(data):
    return "".join(str(cell) for sheet in workbook(data) for row in sheet.values for cell in row if cell is not None)


def csv_rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def csv_text(data):
    return "".join(cell for row in csv_rows(data) for cell in row)


def needs_pango():
    """Skip where the system cannot print PDF; on the build machine that is a failure."""
    if reason := RENDERERS["pdf"].available():
        skip_unless_ci(reason)


def skip_unless_ci(reason):
    """What a newcomer may do without; on the build machine nothing is left out."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
