"""Photos with a form: judged by decoding, kept across mistakes, taken out without a script."""

import io
import struct
import zlib

import pytest
from PIL import Image

from app.extensions import db
from app.models import Attachment, Draft
from app.services import attachments
from tests.factories import make_office
from tests.residents import Resident, photo
from tests.web.test_intake import COMPLAINT, STORY


@pytest.fixture
def resident(client, clock):
    make_office(clock())
    return Resident(client).opens("/complaints/new").types(**COMPLAINT)


def kept() -> list[str]:
    return [file.name for draft in db.session.query(Draft) for file in draft.attachments]


def bomb() -> tuple[io.BytesIO, str]:
    """A PNG of a few bytes that says it is 30,000 by 30,000 dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    ), "x.png"


def test_photos_survive_a_mistake_and_go_with_the_case(resident):
    resident.types(phone="08-123", photos=[photo("หนึ่ง.jpg", colour=1), photo("สอง.png", colour=99, kind="PNG")])
    resident.presses("ไปตรวจคำตอบ", status=422).reads("รูปถ่าย 2 รูปเก็บไว้แล้ว", "หนึ่ง.jpg", "สอง.jpg")
    resident.types(phone="").presses("ไปตรวจคำตอบ").reads("2 รูป")
    resident.types(acknowledged="y").presses("ส่งเรื่อง")
    files = db.session.query(Attachment).all()
    assert [(file.name, file.public, file.draft_id) for file in files] == [
        ("หนึ่ง.jpg", True, None),
        ("สอง.jpg", True, None),
    ]


def test_a_photo_is_taken_out_by_ticking_it(resident):
    resident.types(photos=[photo("หนึ่ง.jpg", colour=1), photo("สอง.jpg", colour=99)]).presses("ไปตรวจคำตอบ")
    resident.follows("กลับไปแก้")
    first = db.session.query(Attachment).filter_by(name="หนึ่ง.jpg").one()
    resident.types(remove=str(first.id)).presses("ไปตรวจคำตอบ").reads("1 รูป")
    assert kept() == ["สอง.jpg"]


def test_the_same_page_sent_twice_keeps_each_photo_once(resident):
    form = {**COMPLAINT, "draft": resident._form("ไปตรวจคำตอบ").find(".//input[@name='draft']").attrib["value"]}
    for _press in range(2):
        resident.client.post("/complaints/new", data={**form, "photos": [photo(), photo("อีกที.jpg", colour=7)]})
    assert kept() == ["หลุม.jpg", "อีกที.jpg"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ((io.BytesIO(b"MZ\x90\x00 this is a program"), "รูปสวย.jpg"), "เปิดไฟล์นี้เป็นรูปไม่ได้"),
        ((io.BytesIO(b"%PDF-1.7 x"), "คำร้อง.pdf"), "เปิดไฟล์นี้เป็นรูปไม่ได้"),
        ((io.BytesIO(b"<svg onload='alert(1)'/>"), "x.svg"), "เปิดไฟล์นี้เป็นรูปไม่ได้"),
        (bomb(), "กว้างยาวเกินไป"),
        ((io.BytesIO(b"\xff\xd8" + b"0" * (40 * 1024 * 1024)), "ใหญ่.jpg"), "10 MB"),
    ],
    ids=["program", "pdf", "svg", "pixel bomb", "40 MB"],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_good_one_kept(resident, file, words):
    resident.types(photos=[photo("ดี.jpg"), (io.BytesIO(file[0].getvalue()), file[1])])
    resident.presses("ไปตรวจคำตอบ", status=422).finds_typed(story=STORY)
    assert list(resident.errors) == ["photos"]
    assert words in resident.errors["photos"]
    assert file[1].rsplit(".")[0] in resident.errors["photos"]
    assert kept() == ["ดี.jpg"]
    resident.presses("ไปตรวจคำตอบ").reads("ตรวจคำตอบก่อนส่ง", "1 รูป")


def test_the_sixth_photo_is_not_taken_and_five_are_kept(resident):
    resident.types(photos=[photo(f"รูป{n}.jpg", colour=n * 30) for n in range(6)])
    resident.presses("ไปตรวจคำตอบ", status=422)
    assert "ไม่เกิน 5 รูป" in resident.errors["photos"]
    assert len(kept()) == 5


def test_a_request_beyond_all_limits_says_what_to_do(app, resident):
    app.config["MAX_CONTENT_LENGTH"] = 2_500_000
    resident.types(photos=[(io.BytesIO(b"0" * 1_300_000), f"{n}.jpg") for n in range(2)])
    resident.presses("ไปตรวจคำตอบ", status=413).reads("ไฟล์ที่ส่งมาใหญ่เกินไป", "แนบรูปให้น้อยลง")
    resident.opens("/complaints/new").types(**{**COMPLAINT, "story": "ก" * 600_000})
    resident.presses("ไปตรวจคำตอบ", status=413).reads("ใหญ่เกินไป")


def test_where_a_photo_was_taken_is_not_kept(resident):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (6.0, 42.0, 44.4)
    out = io.BytesIO()
    Image.new("RGB", (50, 30)).save(out, "JPEG", exif=exif)
    out.seek(0)
    resident.types(photos=(out, "บ้านฉัน.jpg")).presses("ไปตรวจคำตอบ")
    stored = attachments.read(db.session.query(Attachment).one())
    assert not Image.open(io.BytesIO(stored)).getexif().get_ifd(0x8825)
