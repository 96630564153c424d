"""Posters: one sheet whatever the office is called, codes a telephone can read, nothing beyond the edge."""

import functools
import io
import unicodedata

import pypdf
import pypdfium2
import pytest
import segno
from PIL import Image

from app.domain.poster import Kind, Number, Poster, Size, WayIn
from app.renderers import poster
from tests.renderers import reading

WIDTHS = {Size.A4: 210, Size.A3: 297, Size.SQUARE: 182.88}
BLACK = (0, 0, 0)
HOST = "https://khamrong.thotsop.go.th"
LONG = "องค์การบริหารส่วนตำบลหนองบัวแดงศรีสุวรรณคีรีวงกตพัฒนาสามัคคีเจริญธรรม"
SERVICES = tuple(f"ขออนุญาตก่อสร้าง ดัดแปลง รื้อถอนอาคาร และเคลื่อนย้ายอาคารแบบที่ {n}" for n in range(1, 10))


def said(kind, **changes):
    """What an ordinary office says."""
    ways = {
        "complaints": WayIn("แจ้งความเดือดร้อน", "ถนน ไฟถนน น้ำประปา ขยะ ท่อตัน เสียงดัง", f"{HOST}/complaints/"),
        "water": WayIn("ขอรถน้ำ", "ขอน้ำกินน้ำใช้ส่งถึงบ้าน วัด มัสยิด หรือโรงเรียน", f"{HOST}/water/"),
        "services": WayIn("บริการออนไลน์", "", f"{HOST}/services/", changes.pop("services", ("ขอใบอนุญาต",))),
        "corruption": WayIn("ร้องเรียนเจ้าหน้าที่ทุจริต", "ช่องทางลับ", f"{HOST}/corruption/", apart=True),
        "eit": WayIn("แบบวัด EIT", "แบบวัด EIT", f"{HOST}/eit/2570/all/poster"),
    }
    one = () if kind is Kind.ALL else (ways[str(kind)],)
    values = {
        "agency": "องค์การบริหารส่วนตำบลทดสอบ", "place": "อำเภอโคกโพธิ์ จังหวัดปัตตานี", "headline": "มีเรื่องอะไรให้เราช่วย",
        "lead": "ส่องคิวอาร์โค้ดด้วยกล้องโทรศัพท์ ได้ตลอด 24 ชั่วโมง",
        "ways": one or tuple(ways[name] for name in ("complaints", "water", "services", "corruption")),
        "steps": ("ส่องคิวอาร์โค้ด", "เล่าว่าเกิดอะไรขึ้นที่ไหน แนบรูปได้", "ได้เลขที่กับรหัส ไว้ดูว่าเรื่องไปถึงไหน") if one else (),
        "promise": "เราตอบภายใน 7 วันทำการ" if one else "",
        "numbers": (Number("สำนักงาน", "0 7300 0100"), Number("ศูนย์ดำรงธรรม", "1567")),
        "hours": "สำนักงานเปิด จันทร์–ศุกร์ 08.30–16.30 น.", "note": "", "names": ("โคกโพธิ์",),
    }  # fmt: skip
    return Poster(kind, **{**values, **changes})


HARD = {
    "agency": LONG, "place": "อำเภอศรีสุวรรณคีรีวงกตพัฒนา จังหวัดพระนครศรีอยุธยา", "services": SERVICES,
    "numbers": (
        Number("สำนักงาน พูดมลายูได้ ถามเวรประจำวันก่อนเที่ยง แล้วบอกชื่อหมู่บ้าน", "0 7300 0100 ต่อ 1234"),
        Number("น้ำ ไฟไหม้ น้ำท่วม 24 ชั่วโมง", "08 0000 1234"), Number("ศูนย์ดำรงธรรม", "1567"),
    ),
}  # fmt: skip


SHEETS = [*((kind, size) for kind in Kind for size in (Size.A4, Size.SQUARE)), (Kind.ALL, Size.A3)]


@functools.cache
def printed(kind, size, *, hard=False):
    """Printed once for all tests."""
    return poster.render(said(kind, **(HARD if hard else {})), size)


@pytest.fixture(scope="module", autouse=True)
def _pango():
    reading.needs_pango()


def edges(paper):
    """The page's size, and where its text begins and ends, in points."""
    text = pypdfium2.PdfDocument(paper)[0].get_textpage()
    boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def overlapping(paper):
    """How often a letter stands on another; letters and marks drawn as one share their box, and follow each other."""
    text = pypdfium2.PdfDocument(paper)[0].get_textpage()
    letters = [(text.get_text_range(n, 1) or " ", text.get_charbox(n)) for n in range(text.count_chars())]
    boxes = [box for letter, box in letters if unicodedata.category(letter)[0] in "LN" and box[2] > box[0]]
    found = 0
    for n, (left, low, right, high) in enumerate(boxes):
        for left2, low2, right2, high2 in boxes[n + 4 :]:
            wide, tall = min(right, right2) - max(left, left2), min(high, high2) - max(low, low2)
            small = min((right - left) * (high - low), (right2 - left2) * (high2 - low2))
            found += wide > 0 and tall > 0 and wide * tall > small / 2
    return found


def codes(picture):
    """The QR codes of a poster from top to bottom: only they are black, all else is ink or colour."""
    black = Image.new("L", picture.size)
    black.putdata([255 * (pixel == BLACK) for pixel in picture.get_flattened_data()])
    rows = [bool(black.crop((0, y, black.width, y + 1)).getbbox()) for y in range(black.height)]
    starts = [y for y, filled in enumerate(rows) if filled and not rows[y - 1]]
    ends = [y for y, filled in enumerate(rows) if filled and not rows[y + 1]]
    for top, end in zip(starts, ends, strict=True):
        left, _top, right, _end = black.crop((0, top, black.width, end + 1)).getbbox()
        yield left, top, right, end + 1


def read(picture, box, address):
    """Whether the drawing is the code of an address, module by module, with white all round it."""
    matrix = [list(row) for row in segno.make_qr(address, error="m").matrix_iter(border=4)]
    left, top, right, end = box
    module = (right - left) / (len(matrix) - 8)
    assert abs((end - top) - (right - left)) <= 2
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            point = round(left + (x - 3.5) * module), round(top + (y - 3.5) * module)
            light = sum(picture.getpixel(point)) > 384
            if light is bool(dark):
                return False
    return True


@pytest.mark.parametrize(("kind", "size"), SHEETS)
def test_a_telephone_reads_every_code(kind, size):
    picture = Image.open(io.BytesIO(poster.pictures(printed(kind, size), size)[0])).convert("RGB")
    found = list(codes(picture))
    addresses = [way.address for way in said(kind).ways]
    assert len(found) == len(addresses)
    assert all(read(picture, box, address) for box, address in zip(found, addresses, strict=True))
    millimetres = [(box[2] - box[0]) * WIDTHS[size] / picture.width for box in found]
    assert min(millimetres) >= (20 if size is Size.SQUARE else 40)


@pytest.mark.parametrize("hard", [False, True], ids=["ordinary", "hard"])
@pytest.mark.parametrize(("kind", "size"), SHEETS)
def test_everything_stands_on_one_sheet_and_inside_it(kind, size, hard):
    paper = printed(kind, size, hard=hard)
    document = pypdf.PdfReader(io.BytesIO(paper))
    assert len(document.pages) == 1
    width, height = (float(side) for side in document.pages[0].mediabox[2:])
    assert round(width * 25.4 / 72, 1) == pytest.approx(WIDTHS[size], abs=0.2)
    margin = width * 0.035
    left, low, right, high = edges(paper)
    assert left >= margin
    assert right <= width - margin
    assert low >= height * 0.015
    assert high <= height
    assert overlapping(paper) == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_is_left_out(kind):
    text = reading.bare(reading.pdf_text(printed(kind, Size.A4, hard=True)))
    whole = said(kind, **HARD)
    wanted = [whole.agency, whole.headline, whole.place, whole.hours, whole.lead, *whole.steps, whole.promise]
    wanted += [number.number for number in whole.numbers]
    wanted += [way.address.partition("://")[2].rstrip("/") for way in whole.ways]
    wanted += [name.rpartition("ที่")[0] for way in whole.ways for name in way.names]
    assert [words for words in wanted if reading.bare(words) not in text] == []


@pytest.mark.parametrize(("size", "pixels"), [(Size.A4, 1240), (Size.A3, 2480), (Size.SQUARE, 1080)])
def test_pictures_have_the_size_that_is_asked_for(size, pixels):
    whole, small = (Image.open(io.BytesIO(p)) for p in poster.pictures(printed(Kind.ALL, size), size))
    assert whole.width == pixels
    assert whole.height == (1080 if size is Size.SQUARE else pytest.approx(pixels * 297 / 210, abs=2))
    assert small.width == poster.THUMB


def test_large_sheets_are_the_small_one_enlarged():
    small, large = (edges(printed(Kind.ALL, size)) for size in (Size.A4, Size.A3))
    assert [side * 2**0.5 for side in small] == pytest.approx(large, abs=3)


def test_it_is_clear_without_colour():
    """The darkest and the lightest grey of every text and its ground are far apart (WCAG AA and more)."""
    def luminance(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for dark in ("#00565b", "#16262c"):
        assert dark in poster.STYLE
        assert 1.05 / (luminance(dark) + 0.05) > 7


def test_thai_digits_but_not_in_what_is_dialled_or_typed():
    text = reading.pdf_text(poster.render(said(Kind.EIT, promise="ตอบได้ถึง 30 มิถุนายน 2570"), Size.A4))
    assert "๒๕๗๐" in text
    assert "0 7300 0100" in text.replace("\u00a0", " ")
    assert "eit/2570" in text


def test_the_same_content_is_the_same_file():
    assert poster.render(said(Kind.WATER), Size.A4) == printed(Kind.WATER, Size.A4)
