"""R12: small files that unpack to hundreds of megabytes, sent to the real server: refused in words, memory bounded."""

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from app.domain.workflow import Role
from app.extensions import db
from app.models import Attachment, OldRegister, Ticket
from tests.factories import PASSWORD, make_staff
from tests.photos import HEIC, packed
from tests.reliability.filing import Resident, hidden
from tests.sealed.wire import Wire

MEGABYTES = 250
"""More than it held before: room for two of the largest requests, read and checked."""
BLOCK = bytes(1 << 20)


def zipped(names, megabytes):
    """Parts of nothing but zeros, each so large."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        pack.writestr("[Content_Types].xml", "<xml/>")
        for name in names:
            with pack.open(name, "w") as part:
                for _ in range(megabytes):
                    part.write(BLOCK)
    return out.getvalue()


def crowded(count):
    """A document of very many parts with nothing in them: its list of contents is the bomb."""
    out = io.BytesIO(packed("word/document.xml"))
    with zipfile.ZipFile(out, "a") as pack:
        for number in range(count):
            pack.writestr(f"{number:x}", b"")
    return out.getvalue()


def picture_with(kind, content):
    """A PNG of one dot that carries something else."""

    def chunk(name, inside):
        return struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", zlib.crc32(name + inside))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(bytes(4))
    parts = ((b"IHDR", head), (kind, content), (b"IDAT", dot), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, inside) for name, inside in parts)


def squeezed(megabytes):
    """So many megabytes of zeros, small."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(BLOCK) for _ in range(megabytes)) + packer.flush()


def enlarged(heic):
    """A photograph of a telephone that says it is 60,000 dots wide and high."""
    at = heic.index(b"ispe") + 8
    return heic[:at] + struct.pack(">II", 60_000, 60_000) + heic[at + 8 :]


@pytest.fixture
def server(server):
    """It serves, and has not grown afterwards."""
    for name, role in (("nurida", Role.INTAKE), ("arunee", Role.ADMINISTRATOR)):
        make_staff(name, role, now=datetime.now(UTC))  # noqa: TID251 - the server's clock is the real one
    db.session.remove()
    alone = ("serve", "--port", str(server.port), "--no-worker")
    server.start(command=alone).listens()
    found = Resident(server.port)
    found.files("ไฟดับ", photos=1)
    before = server.most_memory()
    yield server
    assert server.most_memory() - before < MEGABYTES
    found.files("ยังส่งได้")
    assert [db.session.query(model).count() for model in (Ticket, Attachment, OldRegister)] == [2, 1, 0]


def at_work(server, username):
    """Somebody of the office, signed in on a real socket."""
    wire = Wire(server.port)
    fields = {**hidden(wire.get("/staff/sign-in")), "username": username, "password": PASSWORD}
    assert wire.post("/staff/sign-in", fields).location
    return wire


def sends(wire, address, filename, content, **fields):
    """A form with one file."""
    token = hidden(wire.get(address))
    file = FileStorage(io.BytesIO(content), filename, name="sheet" if filename == "old.xlsx" else "photos")
    boundary, body = encode_multipart(MultiDict([*{**token, **fields}.items(), (file.name, file)]))
    return wire.post(address, body, f'multipart/form-data; boundary="{boundary}"')


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: zipped(["word/document.xml"], 400)),
        ("a.xlsx", lambda: zipped(["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"], 130)),
        ("parts.docx", lambda: crowded(80_000)),
        ("a.png", lambda: picture_with(b"iCCP", b"x\0\0" + squeezed(300))),
        ("b.png", lambda: picture_with(b"zTXt", b"x\0\0" + squeezed(300))),
        ("a.heic", lambda: enlarged(HEIC)),
    ],
)
def test_r12_a_letter_that_is_a_bomb_is_refused_at_the_counter(app, server, name, make):
    content = make()
    assert len(content) < 10 * len(BLOCK)
    story = {"story": "ไฟดับ", "category": "1", "applicant": "วรรณา", "village": "1"}
    answer = sends(at_work(server, "nurida"), "/staff/tickets/new?channel=complaints", name, content, **story)
    assert answer.status_code in {400, 413, 422}
    assert any(words in answer.text for words in ("แนบได้เฉพาะ", "เปิดไฟล์นี้เป็นรูปไม่ได้", "กว้างยาวเกินไป"))


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_r12_an_old_register_that_is_a_bomb_is_refused(app, server, part):
    others = {"xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"} - {part}
    out = io.BytesIO(zipped([part], 400))
    with zipfile.ZipFile(out, "a") as pack:
        for name in others:
            pack.writestr(name, "<x/>")
    answer = sends(at_work(server, "arunee"), "/admin/registers", "old.xlsx", out.getvalue(), name="ทะเบียนปี 2566")
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
