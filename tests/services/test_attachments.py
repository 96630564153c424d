"""Files are judged by what is in them; what is kept shows the picture and tells nothing else."""

import io
import os
import struct
import zlib
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251 - breaks files, the same way each time

import pytest
from flask import Flask
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from app.domain.dates import BANGKOK
from app.extensions import db
from app.services import attachments
from app.services.attachments import BadFile, accept
from app.services.transaction import transaction
from config import Config
from tests.architecture.sources import ROOT
from tests.photos import HEIC, SECRET, jpeg, packed, picture, saved

LIMIT = Config.MAX_UPLOAD_BYTES
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.fixture(autouse=True)
def inside(request):
    """Judging a file needs the settings; a whole office is built only for tests that keep files."""
    if "app" in request.fixturenames:
        yield request.getfixturevalue("app")
        return
    bare = Flask(__name__)
    bare.config.update(MAX_UPLOAD_BYTES=LIMIT, VAR_DIR=ROOT, SPACE_FOR_FILES=0, SPACE_FOR_CASES=0)
    with bare.app_context():
        yield bare


def seen(accepted):
    """The picture as a browser would show it."""
    image = Image.open(io.BytesIO(accepted.content))
    assert (image.format, accepted.media_type) == ("JPEG", "image/jpeg")
    return image


def near(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def corners(image):
    return image.getpixel((3, 3)), image.getpixel((image.width - 4, image.height - 4))


def test_a_photograph_stays_what_it_shows():
    image = seen(accept("ถนน.jpg", jpeg()))
    assert image.size == (64, 32)
    first, last = corners(image)
    assert near(first, RED)
    assert near(last, BLUE)


# What the camera wrote: turn me so. The stored picture is turned; red is where a person would see it.
@pytest.mark.parametrize(
    ("orientation", "size", "red_first"),
    [(1, (64, 32), True), (2, (64, 32), False), (3, (64, 32), False), (6, (32, 64), True), (8, (32, 64), False)],
)
def test_upright_however_the_phone_was_held(orientation, size, red_first):
    image = seen(accept("a.jpg", jpeg(orientation=orientation)))
    assert image.size == size
    assert image.getexif() == {}
    assert near(corners(image)[0], RED if red_first else BLUE)


@pytest.mark.parametrize(
    "content",
    [
        jpeg(orientation=6),
        HEIC,
        saved(picture(), "WEBP", exif=b"Exif\0\0" + SECRET.encode(), xmp=SECRET.encode()),  # unreadable, too
        saved(picture(), "JPEG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
    ],
    ids=["JPEG", "HEIC", "WebP", "colour profile"],
)
def test_where_and_with_what_it_was_taken_is_gone(content):
    kept = accept("a.jpg", content).content
    assert SECRET.encode() not in kept
    assert b"Exif" not in kept
    assert b"ICC_PROFILE" not in kept
    assert Image.open(io.BytesIO(kept)).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_png_text_is_gone():
    info = PngInfo()
    info.add_text("Author", SECRET)
    assert SECRET.encode() not in accept("a.png", saved(picture(), "PNG", pnginfo=info)).content


def test_a_photograph_from_an_iphone():
    image = seen(accept("IMG_0001.HEIC", HEIC))
    first, last = corners(image)
    assert near(first, RED)
    assert near(last, BLUE)


def test_webp():
    assert near(corners(seen(accept("a.webp", saved(picture(), "WEBP", lossless=True))))[1], BLUE)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white_paper(mode):
    image = picture(left=(0, 0, 0, 0), right=(0, 0, 255, 255), mode="RGBA").convert(mode)
    first, last = corners(seen(accept("ผัง.png", saved(image, "PNG"))))
    assert near(first, WHITE)
    assert not near(last, WHITE)


@pytest.mark.parametrize(("mode", "kind"), [("L", "PNG"), ("1", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG")])
def test_unusual_colours(mode, kind):
    assert seen(accept("a", saved(Image.new(mode, (20, 20)), kind))).size == (20, 20)


def test_large_photographs_are_made_smaller_and_keep_their_shape():
    assert seen(accept("a.jpg", jpeg(size=(4000, 3000), orientation=6))).size == (1500, 2000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ" + bytes(500),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script>",
        jpeg()[:300],
        jpeg(size=(400, 400))[:-200],
        HEIC[:400],
        saved(picture(), "GIF"),
        saved(picture(), "BMP"),
        saved(picture(), "TIFF"),
        PDF,
        packed("word/document.xml"),
    ],
    ids=["empty", "exe", "svg", "html", "beginning", "end missing", "HEIC cut", "GIF", "BMP", "TIFF", "PDF", "Word"],
)
@pytest.mark.parametrize("name", ["รูป.jpg", "ภาพ.heic"])
def test_a_name_convinces_nobody(name, content):
    with pytest.raises(BadFile) as refused:
        accept(name, content)
    assert refused.value.name == name
    assert "JPEG, PNG, WebP" in refused.value.message


def bomb(side):
    """A PNG that is a few bytes long and says that it is huge."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7100, 9000, 30_000, 1_000_000])
def test_a_pixel_bomb_is_refused_before_it_goes_off(side, monkeypatch):
    monkeypatch.setattr(attachments, "_redrawn", lambda _opened: pytest.fail("it was opened"))
    with pytest.raises(BadFile) as refused:
        accept("a.png", bomb(side))
    assert "กว้างยาวเกินไป" in refused.value.message


def test_ten_megabytes_and_not_a_byte_more():
    photo = jpeg()
    assert accept("a.jpg", photo + bytes(LIMIT - len(photo)))
    with pytest.raises(BadFile) as refused:
        accept("a.jpg", photo + bytes(LIMIT - len(photo) + 1))
    assert "10 MB" in refused.value.message


@pytest.mark.parametrize(
    ("name", "content", "kept_as", "media_type"),
    [
        ("รายงาน.pdf", PDF, "รายงาน.pdf", "application/pdf"),
        ("คำสั่ง ๑๒.docx", packed("word/document.xml"), "คำสั่ง ๑๒.docx", f"{OFFICE}.wordprocessingml.document"),
        ("ตาราง.xlsx", packed("xl/workbook.xml"), "ตาราง.xlsx", f"{OFFICE}.spreadsheetml.sheet"),
        ("รายงาน.pdf.exe", PDF, "รายงาน.pdf.pdf", "application/pdf"),
        ("ภาพ.png", saved(picture(), "PNG"), "ภาพ.jpg", "image/jpeg"),
    ],
)
def test_officers_may_add_papers(name, content, kept_as, media_type):
    accepted = accept(name, content, documents=True)
    assert (accepted.name, accepted.media_type) == (kept_as, media_type)


@pytest.mark.parametrize(
    "content",
    [
        packed("word/document.xml", "word/vbaProject.bin"),
        packed("xl/workbook.xml", "xl/VBAPROJECT.BIN"),
        packed("something/else.xml"),
        packed("word/document.xml")[:-10],
        b"PK\x03\x04" + bytes(100),
    ],
    ids=["Word with macros", "Excel with macros", "another zip", "zip cut", "no zip"],
)
def test_macros_and_other_packages_are_refused(content):
    with pytest.raises(BadFile):
        accept("แบบฟอร์ม.docx", content, documents=True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("คำร้องขอน้ำ.pdf", "คำร้องขอน้ำ.pdf"),
        ("C:\\Users\\อนันต์\\น้ำ.pdf", "น้ำ.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("ก" * 300 + ".pdf", "ก" * 150 + ".pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("a\r\nX-Header: b.pdf", "a X-Header: b.pdf"),
        ("", "file.pdf"),
        (".pdf", ".pdf.pdf"),
    ],
)
def test_thai_names_survive_and_tricks_do_not(sent, kept):
    assert accept(sent, PDF, documents=True).name == kept


def test_only_bad_file_comes_out_whatever_goes_in():
    """Broken at random places, a file is taken or refused; nothing else happens."""
    dice = Random(1)  # noqa: S311
    whole = [jpeg(), HEIC, saved(picture(), "PNG"), saved(picture(), "WEBP"), packed("word/document.xml")]
    for _ in range(300):
        content = bytearray(dice.choice(whole))
        for _ in range(dice.randrange(1, 6)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            accept("a.jpg", bytes(content), documents=True)
        except BadFile:
            continue


def keep(photo=None):
    with transaction():
        return attachments.store(
            photo or accept("หน้าบ้าน.jpg", jpeg()), public=True, now=datetime(2026, 11, 2, 9, tzinfo=BANGKOK)
        )


def places(app):
    return sorted((app.config["VAR_DIR"] / "files").glob("??/*"))


def test_kept_under_a_random_name_and_read_back(app):
    record = keep()
    (path,) = places(app)
    assert path.name == record.storage_name
    assert len(record.storage_name) == 32
    assert "." not in path.name
    assert record.name == "หน้าบ้าน.jpg"
    assert attachments.read(record) == path.read_bytes()
    assert record.size == path.stat().st_size


def test_a_changed_byte_on_the_disk_is_noticed(app):
    record = keep()
    (path,) = places(app)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"attachment {record.id} "):
        attachments.read(record)


def test_a_file_that_is_gone_is_noticed(app):
    record = keep()
    places(app)[0].unlink()
    with pytest.raises(FileNotFoundError):
        attachments.read(record)


def test_a_full_disk_keeps_neither_half_a_file_nor_its_record(app, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="space"):
            keep()
    assert places(app) == []
    assert db.session.query(attachments.Attachment).count() == 0
    assert keep()


def test_a_file_is_erased_only_when_its_record_is_really_gone(app):
    record = keep()

    def forget(*, fails: bool):
        with transaction():
            attachments.forget(record)
            if fails:
                raise RuntimeError

    with pytest.raises(RuntimeError):
        forget(fails=True)
    with transaction():
        pass
    assert len(places(app)) == 1
    forget(fails=False)
    assert places(app) == []


def test_sweeping_takes_old_bytes_without_a_record_only(app):
    record = keep()
    loose = places(app)[0].with_name("f" * 32)
    loose.write_bytes(b"left by a crash")
    written = datetime(2026, 11, 2, tzinfo=UTC)
    os.utime(loose, (written.timestamp(), written.timestamp()))
    assert attachments.sweep(older_than=written) == 0
    assert attachments.sweep(older_than=written + timedelta(seconds=1)) == 1
    assert attachments.read(record)
