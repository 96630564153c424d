"""House numbers among other words."""

import pytest

from app.domain.houses import house_number, landmark
from app.domain.phones import first_digits


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("4", "4"), ("๔", "4"), ("45/2", "45/2"), ("45 / 2 หมู่ 3", "45/2"), ("บ้านเลขที่ 45/2", "45/2"),
        ("หน้าบ้านเลขที่ ๔๕ ข้างร้านชำ", "45"), ("เลขที่ 004 ม.5", "4"), ("12 ซอยหลังวัด", "12"),
        ("หมู่ 4", None), ("ทางโค้งก่อนสะพาน", None), ("3 แยกไปตลาด", None), ("4.5 กม. จากวัด", None), ("1/2/3", None),
        ("วัดทรายขาว", None), ("", None),
    ],
)  # fmt: skip
def test_the_number_of_the_house(text, house):
    assert house_number(text) == house


@pytest.mark.parametrize(
    ("place", "house", "beside"),
    [
        ("บ้านเลขที่ 45/2", "45/2", ""), ("บ้านเลขที่ 45/2 ข้างร้านชำ", "45/2", "ข้างร้านชำ"), ("45/2 ซอย 3", "45/2", "ซอย 3"),
        ("มัสยิดบ้านปุหรน ริมคลอง", "มัสยิดบ้านปุหรน", "ริมคลอง"), ("บ้านเลขที่ 45/21", "45/2", "บ้านเลขที่ 45/21"),
        ("ข้างมัสยิด", "45/2", "ข้างมัสยิด"), ("ข้างมัสยิด", "", "ข้างมัสยิด"), ("", "45/2", ""),
    ],
)  # fmt: skip
def test_what_a_place_says_beside_the_house(place, house, beside):
    assert landmark(place, house) == beside


@pytest.mark.parametrize(
    ("text", "digits"),
    [("08-00", "0800"), ("๐๘๐", "080"), ("+66 80-00", "08000"), ("0800001234", "0800001234"), ("มาลี", ""), ("", "")],
)
def test_what_was_typed_so_far_of_a_number(text, digits):
    assert first_digits(text) == digits
