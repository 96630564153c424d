"""R12: a byte too many, a thousand parts, a megabyte of text, a bomb: refused in words, in bounded memory."""

import io
import socket
import struct
import zlib

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from app.extensions import db
from app.models import Attachment, Ticket
from config import Config
from tests.reliability.filing import ANSWERS, Resident

MEGABYTES = 250
"""More than it held before: room for two of the largest requests, read and checked."""


@pytest.fixture
def resident(server):
    server.start(command=("serve", "--port", str(server.port), "--no-worker")).listens()
    found = Resident(server.port)
    found.files("ไฟดับ", photos=1)
    before = server.most_memory()
    yield found
    assert server.most_memory() - before < MEGABYTES
    found.files("ยังส่งได้")
    assert db.session.query(Ticket).count() == 2
    assert db.session.query(Attachment).count() == 1


def posted(resident, fields):
    boundary, body = encode_multipart(MultiDict([*ANSWERS.items(), *resident.form().items(), *fields]))
    return resident.wire.post("/complaints/new", body, f'multipart/form-data; boundary="{boundary}"')


def bomb():
    """A small PNG of 900 million pixels."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes(30_000 * 3751), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.mark.parametrize("chunked", [False, True])
def test_r12_a_byte_more_than_the_limit_is_told_in_thai_before_it_is_read(resident, chunked):
    size = Config.MAX_CONTENT_LENGTH + 1
    kind = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
    form = "Content-Type: multipart/form-data; boundary=x"
    head = f"POST /complaints/new HTTP/1.1\r\nHost: x\r\n{form}\r\n{kind}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", resident.wire.port), timeout=120) as line:
        line.sendall(head.encode())
        if chunked:
            line.sendall(f"{size:x}\r\n".encode())
            for _ in range(size // 65536):
                line.sendall(bytes(65536))
            line.sendall(bytes(size % 65536))
        answer = line.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 413")
    assert "แนบรูปให้น้อยลง" in answer


def test_r12_a_thousand_and_one_parts(resident):
    assert posted(resident, [(f"x{n}", "1") for n in range(1001)]).status_code == 413


def test_r12_a_megabyte_of_text(resident):
    assert posted(resident, [("story", "ก" * 350_000)]).status_code in {413, 422}
    assert posted(resident, [("story", "ก" * 340_000)]).status_code in {413, 422}


def test_r12_a_pixel_bomb(resident):
    bad = FileStorage(io.BytesIO(bomb()), "a.png", name="photos")
    answer = posted(resident, [("story", "ไฟดับ"), ("photos", bad)])
    assert answer.status_code == 422
    assert "กว้างยาวเกินไป" in answer.text
