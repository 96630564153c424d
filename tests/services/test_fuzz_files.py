"""Files as nobody sends them: broken photographs, bombs, forged papers and backups are taken or refused, never more."""

import io
import struct
import warnings
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.domain.backups import Trouble
from app.services.attachments import BadFile, accept
from app.services.backups import archive, envelope
from app.services.backups.trouble import BackupFailed
from app.services.sealed import evidence, keys
from tests.conftest import MONDAY
from tests.photos import HEIC, SECRET, jpeg, packed, picture, saved

MANY = settings(derandomize=True, database=None, deadline=None, max_examples=60)
PHOTOS = (jpeg(), jpeg(orientation=6), HEIC, saved(picture(), "PNG"), saved(picture(), "WEBP"))
PAPERS = (packed("word/document.xml"), packed("xl/workbook.xml"), b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>")


@st.composite
def damaged(draw, whole):
    """One of these files with bytes changed, cut, doubled or added."""
    content = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.sampled_from([0, 1, 4, 4000]))] = draw(st.binary(max_size=8))
    return bytes(content)


@pytest.fixture(scope="module", autouse=True)
def quiet():
    """Decoders say what they think of broken pictures; a server does not listen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_a_damaged_photograph_is_redrawn_or_refused(app):
    @MANY
    @given(damaged(PHOTOS), st.text(max_size=20))
    def each(content, name):
        with suppress(BadFile):
            kept = accept(name, content)
            assert Image.open(io.BytesIO(kept.content)).format == "JPEG"
            assert SECRET.encode() not in kept.content

    each()


def test_a_damaged_paper_or_piece_of_evidence_is_taken_or_refused(app):
    @MANY
    @given(damaged(PHOTOS + PAPERS) | st.binary(max_size=100), st.text(max_size=20), st.booleans())
    def each(content, name, keep):
        with suppress(BadFile):
            assert accept(name, content, documents=True).media_type
        with suppress(BadFile):
            assert evidence.judge(name, content, keep_hidden=keep).name

    each()


def bomb(width, height):
    """A PNG of a few kilobytes that says it is as large as this."""
    def piece(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height and 10_000_000))
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", rows) + piece(b"IEND", b"")


@pytest.mark.parametrize("size", [(2**31 - 1, 2**31 - 1), (100_000, 100_000), (1, 2**31 - 1), (0, 0)])
def test_a_picture_that_would_fill_the_memory_is_refused(app, size):
    with pytest.raises(BadFile):
        accept("รูป.png", bomb(*size))


def test_a_paper_that_would_fill_the_disk_is_not_unpacked(app):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("word/document.xml", bytes(50_000_000))
    assert accept("a.docx", out.getvalue(), documents=True).content == out.getvalue()


@pytest.fixture(scope="module")
def backup():
    """A small backup's file and its key."""
    public, private = keys.key_pair()
    out = io.BytesIO()
    writer = envelope.Writer(out, [public], MONDAY)
    writer.write(b"a database" * 100)
    writer.close()
    return out.getvalue(), private


def read(content, private):
    reader = envelope.Reader(io.BytesIO(content), private)
    found = reader.read(1000)
    reader.finish()
    return found


def test_a_backup_reads_back_and_a_damaged_one_is_refused_as_what_it_is(backup):
    whole, private = backup
    assert read(whole, private) == b"a database" * 100

    @MANY
    @given(damaged([whole]))
    def each(content):
        if content != whole:
            with pytest.raises(BackupFailed) as refused:
                read(content, private)
            assert refused.value.trouble in {Trouble.NOT_ONE, Trouble.ALTERED, Trouble.WRONG_KEY}

    each()


def test_any_bytes_as_head_or_archive_are_refused(backup, tmp_path):
    _, private = backup
    start = envelope._MAGIC

    @MANY
    @given(st.binary(max_size=300), st.integers(0, 2**32 - 1) | st.integers(0, 300), st.booleans())
    def each(content, length, ours):
        file = tmp_path / "one.backup"
        file.write_bytes((start + length.to_bytes(4, "big") if ours else b"") + content)
        with pytest.raises(BackupFailed):
            archive.unpack(file, private)

    each()


def test_an_archive_of_any_bytes_under_a_right_key_is_refused(backup, tmp_path):
    public, private = keys.key_pair()

    @MANY
    @given(st.binary(max_size=300))
    def each(content):
        file = tmp_path / "two.backup"
        with file.open("wb") as out:
            writer = envelope.Writer(out, [public], MONDAY)
            writer.write(content)
            writer.close()
        with pytest.raises(BackupFailed):
            archive.unpack(file, private)

    each()
