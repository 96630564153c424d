"""Words that claim a figure are pointed out where the figures do not bear them out, and only there."""

from dataclasses import replace

import pytest

from app.domain.claims import Known, unsupported

POOR = Known(received=40, online=0, judged=40, on_time=30, open=3, overdue=1, complaints=40, corruption=None,
             faster=1, slower=1)  # fmt: skip
GOOD = Known(received=40, online=9, judged=40, on_time=40, open=0, overdue=0, complaints=0, corruption=0,
             faster=2, slower=0)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("ประชาชนได้รับบริการรวดเร็วมากขึ้น", ["รวดเร็วมากขึ้น"]),
        ("ทำงานเร็วขึ้น และลดระยะเวลา", ["เร็วขึ้น", "ลดระยะเวลา"]),
        ("ประชาชนรู้ระยะเวลาของทุกเรื่อง", ["ทุกเรื่อง"]),
        ("แล้วเสร็จร้อยละ ๑๐๐", ["ร้อยละ100"]),
        ("แล้วเสร็จ 100 %", ["100%"]),
        ("ไม่มีเรื่องร้องเรียน", ["ไม่มีเรื่องร้องเรียน"]),
        ("ไม่มีการร้องเรียนการทุจริต", ["ไม่มีการร้องเรียนการทุจริต"]),
        ("ไม่มีเรื่องค้าง ไม่ล่าช้า", ["ไม่มีเรื่องค้าง", "ไม่ล่าช้า"]),
        ("โดยไม่ต้องเสียเวลาในการเดินทาง", ["ไม่ต้องเสียเวลาในการเดินทาง"]),
        ("ทุกเรื่อง\nและทุกเรื่อง", ["ทุกเรื่อง"]),
        ("ทุก ๆ เรื่อง ลดเวลา 100 เปอร์เซนต์", ["ลดเวลา", "ทุกๆเรื่อง", "100เปอร์เซนต์"]),
        ("ไม่ปรากฏเรื่องร้องเรียน ปราศจากการทุจริต", ["ปราศจากการทุจริต", "ไม่ปรากฏเรื่องร้องเรียน"]),
        ("ใช้งบ 100 บาท จาก 1,100 ราย ประชุมรวดเร็ว บริการทุกวัน", []),
        ("", []),
    ],
)
def test_claims_are_found_however_they_are_typed(text, claims):
    assert [claim.words for claim in unsupported(text, POOR)] == claims
    assert unsupported(text, GOOD) == []
    assert [claim.words for claim in unsupported(text, None)] == claims


def test_what_the_figures_say_stands_beside_the_claim():
    (claim,) = unsupported("ทุกเรื่อง", POOR)
    assert claim.figures % claim.numbers == "ตัวเลข: แล้วเสร็จภายในกำหนด 30 จาก 40 เรื่อง ยกไป 3 เรื่อง"


def test_one_slower_service_and_it_is_not_faster_all_in_all():
    assert unsupported("รวดเร็วขึ้น", replace(GOOD, slower=1))
    assert unsupported("รวดเร็วขึ้น", replace(GOOD, faster=0))
