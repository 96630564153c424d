"""Sentences of the measures report say what the figures say, and never more."""

from dataclasses import replace

import pytest

from app.domain import measures
from app.domain.measures import SealedFigures, ServiceFigures, Typical, WaterFigures

YEAR = ServiceFigures(
    name="", brought_forward=22, received=418, reopened=9, closed=430, carried_forward=19, online=131, on_time=331,
    judged=437, median=Typical(6), p90=Typical(19),
)  # fmt: skip


def test_the_year_of_the_reference_design():
    assert measures.balance(YEAR)["balance"] == "ยกมา 22 + รับ 418 + เปิดใหม่ 9 − ปิด 430 = ยกไป 19 เรื่อง"
    assert list(measures.results(YEAR).values()) == [
        "ยื่นออนไลน์ 131 จาก 418 เรื่อง (ร้อยละ 31)",
        "แล้วเสร็จภายในกำหนด 331 จาก 437 เรื่อง (ร้อยละ 76)",
        "ครึ่งหนึ่งของเรื่องแล้วเสร็จใน 6 วันทำการ เก้าในสิบเรื่องใน 19 วันทำการ",
    ]


WATER = replace(YEAR, name="ขอน้ำ", key="water")


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [
        (Typical(6), Typical(8), "ขอน้ำ รวดเร็วขึ้น ครึ่งหนึ่งแล้วเสร็จใน 6 วันทำการ จากปีก่อนซึ่งใช้ 8 วันทำการ"),
        (Typical(6), Typical(6), "ขอน้ำ ใช้เวลาเท่ากับปีก่อน ครึ่งหนึ่งแล้วเสร็จใน 6 วันทำการ"),
        (Typical(6), Typical(5), "ขอน้ำ ใช้เวลามากขึ้น ครึ่งหนึ่งแล้วเสร็จใน 6 วันทำการ จากปีก่อนซึ่งใช้ 5 วันทำการ"),
        (Typical(6), Typical(9, more=True), "ขอน้ำ รวดเร็วขึ้น ครึ่งหนึ่งแล้วเสร็จใน 6 วันทำการ จากปีก่อนซึ่งนานกว่า 9 วันทำการ"),
        (Typical(9, more=True), Typical(6), "ขอน้ำ ใช้เวลามากขึ้น ครึ่งหนึ่งใช้เวลานานกว่า 9 วันทำการ จากปีก่อนซึ่งใช้ 6 วันทำการ"),
    ],
)
def test_faster_only_where_it_is(now, before, says):
    assert measures.compared([replace(WATER, median=now, median_before=before)]) == {"pace:water": says}


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (None, Typical(8)),  # fewer than five this year
        (Typical(2), None),  # fewer than five the year before, or the year before was not recorded here
        (Typical(9, more=True), Typical(9, more=True)),
        (Typical(3, more=True), Typical(6)),  # longer than 3 may be shorter than 6
        (Typical(9), Typical(6, more=True)),
    ],
)
def test_where_the_figures_cannot_tell_nothing_is_said(now, before):
    assert measures.compared([replace(WATER, median=now, median_before=before)]) == {}


def test_half_of_the_cases_still_waiting_is_said_as_it_is():
    said = measures.results(replace(YEAR, median=Typical(12.5, more=True), p90=Typical(12.5, more=True)))
    assert said["half"] == "ครึ่งหนึ่งของเรื่องใช้เวลานานกว่า 12.5 วันทำการ"
    said = measures.results(replace(YEAR, p90=Typical(40, more=True)))
    assert said["half"] == "ครึ่งหนึ่งของเรื่องแล้วเสร็จใน 6 วันทำการ เก้าในสิบเรื่องนานกว่า 40 วันทำการ"


def test_no_percentage_of_fewer_than_five():
    assert measures.share(2, 3) == "2 จาก 3 เรื่อง"
    assert measures.share(4, 5) == "4 จาก 5 เรื่อง (ร้อยละ 80)"
    assert measures.share(299, 300) == "299 จาก 300 เรื่อง (ร้อยละ 99)"
    assert measures.share(1, 8) == "1 จาก 8 เรื่อง (ร้อยละ 13)"


def test_no_corruption_reports_are_said_in_words():
    assert "ช่องทางร้องเรียนการทุจริต ไม่มีเรื่องร้องเรียน" in measures.channels([YEAR], SealedFigures(0, 0, 0)).values()
    assert any("อยู่ระหว่างดำเนินการ 2 เรื่อง" in s for s in measures.channels([], SealedFigures(3, 1, 2)).values())


def test_no_cases_no_claims():
    nothing = ServiceFigures("", 0, 0, 0, 0, 0, 0, 0, 0, None, None)
    assert measures.results(nothing) == {}
    assert measures.manuals([]) == {}


def test_water_is_said_with_whom_it_reached():
    (said,) = measures.water(WaterFigures(2, 1, 14, 60000, 31, 120, 4)).values()
    assert said.endswith("14 เที่ยว 60,000 ลิตร ถึง 31 ครัวเรือนหรือสถานที่ รวม 120 คน ใน 4 หมู่บ้าน")
    assert list(measures.water(WaterFigures(3, 0, 0, 0, 0, 0, 0)).values()) == [
        "ระบบยื่นคำร้องขอน้ำอุปโภค–บริโภค รับ 3 คำร้อง ส่งน้ำแล้ว 0 คำร้อง"
    ]
    assert measures.water(WaterFigures(0, 0, 0, 0, 0, 0, 0)) == {}
