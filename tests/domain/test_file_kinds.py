"""What evidence may be sent: told by the bytes, whatever the name says."""

import io
import zipfile

import pytest

from app.domain.file_kinds import is_picture, recognise

pytestmark = pytest.mark.sealed


def packed(*names, mimetype=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        if mimetype:
            package.writestr("mimetype", mimetype)
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


def boxed(brand):
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + bytes(64)


MP3 = b"\xff\xfb\x90\x00" + bytes(413) + b"\xff\xfb\x90\x00" + bytes(413)
AAC = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9) + b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)
ODT = "application/vnd.oasis.opendocument.text"
TAKEN = {
    "mp3": (MP3, ".mp3"),
    "mp3 with a tag": (b"ID3\x03\0\0\0\0\0\x0a" + bytes(50), ".mp3"),
    "aac": (AAC, ".aac"),
    "an iPhone's voice memo": (boxed(b"M4A "), ".m4a"),
    "amr": (b"#!AMR\n\x3c" + bytes(30), ".amr"),
    "ogg": (b"OggS\0\x02" + bytes(30), ".ogg"),
    "wav": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(30), ".wav"),
    "3gp": (boxed(b"3gp4"), ".3gp"),
    "mp4": (boxed(b"isom"), ".mp4"),
    "an iPhone's film": (boxed(b"qt  "), ".mov"),
    "webm": (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(30), ".webm"),
    "docx": (packed("[Content_Types].xml", "word/document.xml"), ".docx"),
    "xlsx": (packed("xl/workbook.xml"), ".xlsx"),
    "pptx": (packed("ppt/presentation.xml"), ".pptx"),
    "odt": (packed("content.xml", mimetype=ODT), ".odt"),
    "pdf": (b"%PDF-1.7 x", ".pdf"),
    "a chat of LINE": ("\ufeff[LINE] ประวัติการแชท\n09:12 แม่ค้า ขอเงิน 300\n".encode(), ".txt"),
    "Thai of an old computer": ("เรียกเงินค่าเซ็นชื่อ\r\n".encode("cp874"), ".txt"),
}
REFUSED = {
    "a program": b"MZ\x90\0" + bytes(200),
    "a program of words only": b"MZ not allowed",
    "a program of Linux": b"\x7fELF" + bytes(200),
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "a page": b"<!DOCTYPE html><p>hello",
    "a page after a greeting": b"hello\n<html><script>alert(1)</script>",
    "a drawing that runs": b'<?xml version="1.0"?><svg xmlns="x" onload="x()"/>',
    "an archive": packed("photos/one.jpg"),
    "a Word file with macros": packed("word/document.xml", "word/vbaProject.bin"),
    "an Excel file with old macros": packed("xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
    "an OpenDocument with macros": packed("Basic/Standard/Module1.xml", mimetype=ODT),
    "a telephone's program": packed("AndroidManifest.xml", "classes.dex"),
    "a cut-off archive": packed("word/document.xml")[:-30],
    "noise": bytes(range(256)) * 4,
    "half a frame of sound": MP3[:200],
    "nothing": b"",
    "blanks": b"  \n ",
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_a_reporter_has_is_known_by_its_bytes(name):
    content, ending = TAKEN[name]
    for called in ("x", "x.exe", "x.html"):
        assert recognise(content, called).ending == ending
    assert not is_picture(content)


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_run_or_is_nothing_is_not_known_whatever_it_is_called(name):
    for called in ("photo.jpg", "chat.txt", "memo.m4a", "letter.docx"):
        assert recognise(REFUSED[name], called) is None


def test_a_table_keeps_its_ending_and_other_text_is_text():
    table = "วันที่,บาท\n1,300\n".encode()
    endings = [recognise(table, name).ending for name in ("a.csv", "A.CSV", "a.bat", "a")]
    assert endings == [".csv", ".csv", ".txt", ".txt"]


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_a_still_picture_of_an_iphone_is_a_picture(brand):
    assert is_picture(boxed(brand))
    assert recognise(boxed(brand)) is None


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_that_is_damaged_or_packed_to_burst_is_refused_and_never_unpacked(method):
    """What was typed comes back with the form then; a page that broke off would lose it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr("mimetype", ODT.encode() + b" " * 5_000_000)
    content = out.getvalue()
    assert recognise(content) is None
    for at in range(38, 60):
        assert recognise(content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]) is None
