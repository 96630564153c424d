"""Sentences of the measures report say what the figures say, and never more."""

from dataclasses import replace

import pytest

from app.domain import measures
from app.domain.measures import SealedFigures, ServiceFigures, WaterFigures

YEAR = ServiceFigures(
    name="", brought_forward=22, received=418, reopened=9, closed=430, carried_forward=19, online=131, on_time=331,
    judged=437, median=6.0, p90=19.0,
)  # fmt: skip


def test_the_year_of_the_reference_design():
    assert measures.balance(YEAR) == "ยกมา 22 + รับ 418 + เปิดใหม่ 9 − ปิด 430 = ยกไป 19 เรื่อง"
    assert measures.results(YEAR) == [
        "ยื่นออนไลน์ 131 จาก 418 เรื่อง (ร้อยละ 31)",
        "แล้วเสร็จภายในกำหนด 331 จาก 437 เรื่อง (ร้อยละ 76)",
        "ครึ่งหนึ่งของเรื่องแล้วเสร็จใน 6 วันทำการ เก้าในสิบเรื่องใน 19 วันทำการ",
    ]


@pytest.mark.parametrize(("before", "says"), [(8.0, "รวดเร็วขึ้น"), (6.0, "เท่ากับปีก่อน"), (5.0, "ใช้เวลามากขึ้น")])
def test_faster_only_where_it_is(before, says):
    last = measures.results(replace(YEAR, median_before=before))[-1]
    assert says in last
    assert ("รวดเร็ว" in last) == (before > 6)


def test_no_percentage_of_fewer_than_five():
    assert measures.share(2, 3) == "2 จาก 3 เรื่อง"
    assert measures.share(4, 5) == "4 จาก 5 เรื่อง (ร้อยละ 80)"
    assert measures.share(299, 300) == "299 จาก 300 เรื่อง (ร้อยละ 99)"
    assert measures.share(1, 8) == "1 จาก 8 เรื่อง (ร้อยละ 13)"


def test_no_corruption_reports_are_said_in_words():
    assert "ช่องทางร้องเรียนการทุจริต ไม่มีเรื่องร้องเรียน" in measures.channels([YEAR], SealedFigures(0, 0, 0))
    assert any("อยู่ระหว่างดำเนินการ 2 เรื่อง" in s for s in measures.channels([], SealedFigures(3, 1, 2)))


def test_no_cases_no_claims():
    nothing = ServiceFigures("", 0, 0, 0, 0, 0, 0, 0, 0, None, None)
    assert measures.results(nothing) == []
    assert measures.invitations(0, 0) == []
    assert measures.manuals([]) == []


def test_water_is_said_with_whom_it_reached():
    (said,) = measures.water(WaterFigures(2, 1, 14, 60000, 31, 120, 4))
    assert said.endswith("14 เที่ยว 60,000 ลิตร ถึง 31 ครัวเรือนหรือสถานที่ รวม 120 คน ใน 4 หมู่บ้าน")
    assert measures.water(WaterFigures(3, 0, 0, 0, 0, 0, 0)) == [
        "ระบบยื่นคำร้องขอน้ำอุปโภค–บริโภค รับ 3 คำร้อง ส่งน้ำแล้ว 0 คำร้อง"
    ]
    assert measures.water(WaterFigures(0, 0, 0, 0, 0, 0, 0)) == []
