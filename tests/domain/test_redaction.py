"""What our rule hides in a story before its writer looks at it: numbers, addresses, names after a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.redaction import LONGEST, MASK, hide, public_words
from app.domain.thai import to_thai_digits

FULL = (
    ("โทร 081-234-5678 ได้ตลอด", "081-234-5678"),
    ("โทร 08 1234 5678", "08 1234 5678"),
    ("โทร 081/234/5678 ตอนเย็น", "234"),
    ("โทร 081_234_5678 ตอนเย็น", "234"),
    ("โทร 081,234,5678 ตอนเย็น", "234"),
    ("ดูรูปที่ facebook.com/somchai.jaidee ครับ", "somchai"),
    ("เบอร์ +66 81 234 5678", "81 234"),
    ("บ้าน 073-331234 ต่อ 5", "331234"),
    ("บัตร 1-9412-00123-45-6", "9412"),
    ("บัตร 1941200123456", "1941200123456"),
    ("ส่งที่ somsri@example.com นะ", "somsri"),
    ("ไลน์ไอดี somsri.99 ทักมา", "somsri.99"),
    ("LINE ID: Somsri_99", "Somsri_99"),
    ("แอดมาที่ @somsri99", "somsri99"),
    ("ดู https://maps.app.goo.gl/abc", "goo.gl"),
    ("อยู่ที่ 6.7123, 101.0345", "7123"),
    ("หน้าบ้านเลขที่ 45/2 หมู่ 4", "45/2"),
    ("บ้านเลขที่ 17", "17"),
    ("ซอยข้าง 120 / 3", "120"),
    ("รถทะเบียน กข 1234 ปัตตานี", "1234"),
    ("รถ 1กข 123 ขับเร็ว", "กข 123"),
    ("กระบะ บว-4521 ทิ้งขยะ", "4521"),
    ("นายสมชาย ใจดี ทิ้งขยะ", "สมชาย"),
    ("นายสมชาย ใจดี ทิ้งขยะ", "ใจดี"),
    ("เป็นของนางวรรณา", "วรรณา"),
    ("นางสาวอนงค์บอก", "อนงค์"),
    ("น.ส. ซาลีฮะห์ ยูโซ๊ะ", "ยูโซ๊ะ"),
    ("ด.ช.อิรฟาน โดนกัด", "อิรฟาน"),
    ("เด็กหญิงฟาตีเมาะห์", "ฟาตี"),
    ("คุณประเสริฐเผาขยะ", "ประเสริฐ"),
    ("ผู้ใหญ่มะรอซี ไม่สนใจ", "มะรอซี"),
    ("ผู้ใหญ่บ้านอับดุลเลาะ", "อับดุล"),
    ("กำนันสุไลมาน", "สุไลมาน"),
    ("บ้าน ลุงแดง ข้างวัด", "แดง"),
    ("ก๊ะนะ เลี้ยงเป็ด", "นะ "),
    ("Mr. Ahmad Yusof burns", "Ahmad"),
    ("Encik Ahmad", "Ahmad"),
    ("รหัส K7QM-4XWD-9TRH", "4XWD"),
)  # fmt: skip
KEPT = (
    "ไฟถนนดับ 3 ดวง หมู่ที่ 4 ตั้งแต่วันที่ 12/11/2569",
    "เสาไฟต้นที่ 5 ปากซอย 3",
    "ขอบคุณมาก คุณภาพน้ำแย่",
    "บอกผู้ใหญ่บ้านไว้แล้ว ยังเงียบ",
    "อยากให้นายก อบต. มาดู",
    "รถขยะไม่มา 2 สัปดาห์ กลิ่นแรง",
    "ปรึกษาทนายความแล้ว",
    "พี่น้องเดือดร้อน 20 หลัง เวลา 19.30 น.",
    "The lamp has been out since Monday, 3 nights now",
)


@pytest.mark.parametrize(("text", "secret"), FULL)
def test_what_gives_somebody_away_is_hidden(text, secret):
    shown = hide(text)
    assert secret not in shown
    assert MASK in shown


@pytest.mark.parametrize(("text", "secret"), [pair for pair in FULL if any(sign.isdigit() for sign in pair[1])])
def test_thai_digits_are_digits(text, secret):
    assert to_thai_digits(secret) not in hide(to_thai_digits(text))


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_words_stay(text):
    assert hide(text) == text


def test_the_name_that_the_writer_gave_is_hidden_wherever_it_stands():
    shown = hide("บ้านซาลีฮะห์น้ำไม่ไหล โทรหาซาลีฮะห์ก่อน", names=("น.ส.ซาลีฮะห์ ยูโซ๊ะ",))
    assert shown == f"บ้าน{MASK}น้ำไม่ไหล โทรหา{MASK}ก่อน"


GAPS = st.sampled_from(["", "", " ", "-", ".", " - "])


@given(st.lists(st.tuples(st.sampled_from("123456789"), GAPS), min_size=8, max_size=12), st.booleans())
def test_any_telephone_or_identity_number_in_any_writing_is_hidden(signs, thai):
    written = "0" + "".join(gap + digit for digit, gap in signs)
    shown = hide(to_thai_digits(f"ท่อแตก {written} โทรมา") if thai else f"ท่อแตก {written} โทรมา")
    assert not any(sign.isdigit() for sign in shown)
    assert shown.startswith("ท่อแตก ")


def test_hiding_twice_hides_nothing_more():
    for text, _secret in FULL:
        assert hide(hide(text)) == hide(text)


def test_nothing_is_cut_before_it_is_hidden():
    story = "ก" * (LONGEST - 8) + " โทร 0812345678 ด้วย"
    assert "081" not in public_words(story)
    assert len(public_words("ไฟดับ " * 200)) <= LONGEST
