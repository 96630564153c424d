"""Uploaded tables: what Excel writes is read cell by cell, what is made to harm or broken is refused in words."""

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.domain import spreadsheets
from app.domain.house_rolls import LONGEST_CELL
from app.domain.spreadsheets import BadSheet, table

ROWS = [["ชื่อ", "บ้านเลขที่", "คน"], ["สมศรี ใจดี", "45/2", 4], ["อารี", "", 2.5], ["รวม", None, "=1+1"]]


def openpyxl_book(rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet("อื่น").append(["ไม่ใช่แผ่นนี้"])
    book.save(out)
    return out.getvalue()


def written_book(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("รายชื่อ")
        for n, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(n, column, cell)
    return out.getvalue()


def changed(content, part, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("book", [openpyxl_book, written_book])
def test_the_first_sheet_as_two_programs_write_it(book):
    rows = table(book(ROWS))
    assert rows[:2] == [["ชื่อ", "บ้านเลขที่", "คน"], ["สมศรี ใจดี", "45/2", "4"]]
    assert rows[2] == ["อารี", "", "2.5"]
    assert rows[3][0] == "รวม"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_text_in_the_codings_that_are_met(coding):
    assert table("ชื่อ,บ้านเลขที่\r\nสมศรี,45/2\r\n\r\n".encode(coding)) == [["ชื่อ", "บ้านเลขที่"], ["สมศรี", "45/2"]]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_declared_entities_are_refused(part):
    def add(xml):
        head, sign, rest = xml.partition(b"?>")
        return head + sign + BOMB + rest

    with pytest.raises(BadSheet):
        table(changed(written_book(ROWS), part, add))


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheets, "_MOST_XML", 100_000)
    with pytest.raises(BadSheet):
        table(changed(written_book(ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 1_000_000))


def test_too_much_is_refused_before_it_is_opened():
    with pytest.raises(BadSheet, match="2 MB"):
        table(b"x" * (spreadsheets.MOST_BYTES + 1))
    with pytest.raises(BadSheet):
        table(written_book([["ก"]] * (spreadsheets.MOST_ROWS + 2)))


def test_one_huge_text_in_thousands_of_cells_stays_small():
    rows = table(written_book([["ก" * 30_000] * 50] * 1000))
    assert sum(len(cell) for row in rows for cell in row) <= 1000 * 50 * LONGEST_CELL


def test_a_text_of_thousands_of_lines_is_refused_before_it_is_read():
    with pytest.raises(BadSheet):
        table(b"a,1\n" * 400_000)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0old", b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG\0\0\0"])
def test_other_files_are_refused_in_words(content):
    with pytest.raises(BadSheet):
        table(content)


def test_a_tower_of_elements_is_refused():
    tower = b"<a>" * 100 + b"</a>" * 100
    with pytest.raises(BadSheet):
        table(changed(written_book(ROWS), "xl/worksheets/sheet1.xml", lambda _xml: tower))


def test_a_locked_workbook_is_refused():
    content = bytearray(written_book(ROWS))
    content[6] |= 1
    start = content.index(b"PK\x01\x02")
    while start >= 0:
        content[start + 8] |= 1
        start = content.find(b"PK\x01\x02", start + 1)
    with pytest.raises(BadSheet):
        table(bytes(content))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    for given_ in (content, b"PK\x03\x04" + content):
        with suppress(BadSheet):
            assert isinstance(table(given_), list)


WHOLE = written_book(ROWS)


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(place, damage):
    with suppress(BadSheet):
        assert isinstance(table(WHOLE[:place] + damage + WHOLE[place + len(damage) :]), list)


def test_a_book_of_very_many_small_parts_is_refused_though_it_is_not_large():
    many = b"<sst>" + b"<si/>" * 1_050_000 + b"</sst>"
    with pytest.raises(BadSheet, match="อ่านไม่ได้"):
        table(changed(written_book(ROWS), "xl/sharedStrings.xml", lambda _xml: many))
