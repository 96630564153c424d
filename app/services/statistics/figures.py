"""Figures that carry their meaning: value, both counts, formula in words, and exactly the cases behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.periods import Period
from app.domain.quantiles import Times, kaplan_meier, nearest_rank
from app.domain.statistics import FEWEST, HALF, NINE_IN_TEN, Quantile, Share
from app.domain.words import N_
from app.domain.workflow import Outcome
from app.services.statistics.counting import Group
from app.services.statistics.measures import WITHIN

Kind = Literal["count", "share", "working_days", "days", "minutes", "part_of_time"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases of a measure in a period, of a channel (None: all) and of a group."""

    measure: str
    period: Period
    channel: str | None
    group: Group


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``value`` is None where there are too few cases (shares and times of fewer than five).

    A share's ``value`` is in per cent, a time's in days or minutes; ``more_than``: it is longer than ``value``.
    ``cases`` selects the denominator, ``part`` the numerator. ``formula`` is a Thai msgid with ``%(n)s`` for a number.
    ``waited`` and ``lived`` are the seconds that the share of waiting is worked out from.
    """

    key: str
    kind: Kind
    title: str
    formula: str
    value: float | None
    numerator: int
    denominator: int
    cases: Selection
    part: Selection | None = None
    more_than: bool = False
    n: int = 0
    to: int = 0
    waited: int = 0
    lived: int = 0


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share among the figures: which measures it divides, and how it is explained."""

    key: str
    title: str
    part: str
    whole: str
    formula: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Duration:
    """A typical time among the figures: by which clock, of which cases, by which method and at which quantile."""

    key: str
    title: str
    clock: str
    kind: Kind
    measure: str
    percent: int
    formula: str


_OPEN_COUNT = N_("เรื่องที่รับในช่วงนี้ นับเรื่องที่ยังไม่เสร็จว่ากำลังรออยู่ (วิธี Kaplan–Meier) ไม่นับเรื่องที่ถอนและเรื่องซ้ำ")
_CLOSED_ONLY = N_("เรื่องที่ปิดในช่วงนี้เท่านั้น เรื่องที่ยังค้างไม่อยู่ในตัวเลขนี้ ไม่นับเรื่องที่ถอนและเรื่องซ้ำ")
_HALF, _NINE = N_("ครึ่งหนึ่งของเรื่องเสร็จใน"), N_("9 ใน 10 เรื่องเสร็จใน")

RATIOS = (
    Ratio("on_time", N_("ทันกำหนดที่สัญญาไว้"), "on_time", "judged",
          N_("ปิดภายในวันที่สัญญา หารด้วย เรื่องที่ปิดในช่วงนี้บวกเรื่องที่ยังค้างและเลยกำหนดแล้ว "
             "เรื่องที่เปิดอีกครั้งนับเวลาต่อจากเดิม ไม่นับเรื่องที่ถอนและเรื่องซ้ำ")),
    Ratio("solved", N_("ผู้ร้องบอกว่าแก้ได้จริง"), "solved", "rated",
          N_("คำตอบ “แก้ได้แล้ว” หารด้วยคำตอบทั้งหมด ปิดแล้วไม่ได้แปลว่าแก้ได้แล้ว จึงแสดงแยกกัน")),
    Ratio("response", N_("ผู้ร้องที่ตอบว่าแก้ได้จริงหรือไม่"), "rated", "asked",
          N_("เรื่องที่ปิดแล้วผู้ร้องตอบความเห็น หารด้วยเรื่องที่ปิดแล้วเราถามความเห็นทั้งหมด")),
    *(
        Ratio(f"within_{n}", N_("เสร็จภายใน %(n)s วัน"), f"within_{n}", f"received_{n}",
              N_("เรื่องที่รับในช่วงนี้มาแล้วอย่างน้อย %(n)s วัน และปิดภายใน %(n)s วันนับทุกวันรวมวันที่รอผู้ร้อง "
                 "หารด้วยเรื่องที่รับมาแล้วอย่างน้อย %(n)s วันทั้งหมด รวมเรื่องที่ยังค้าง"), n)
        for n in WITHIN
    ),
    Ratio("acknowledged", N_("เจ้าหน้าที่รับทราบแล้ว"), "acknowledged", "timed",
          N_("เรื่องที่เจ้าหน้าที่ทำอย่างหนึ่งให้ผู้ร้องเห็นแล้ว ไม่นับใบรับอัตโนมัติ หารด้วยเรื่องที่รับในช่วงนี้")),
    Ratio("answered", N_("ตอบครั้งแรกภายใน 15 วัน"), "answered", "answerable",
          N_("เรื่องที่ได้คำตอบครั้งแรกภายใน 15 วันนับทุกวัน หารด้วยเรื่องที่รับในช่วงนี้และครบ 15 วันแล้ว")),
    Ratio("reopened_soon", N_("เปิดอีกครั้งภายใน 15 วัน"), "reopened_soon", "reopenable",
          N_("การปิดที่ถูกเปิดอีกครั้งภายใน 15 วัน หารด้วยการปิดในช่วงนี้ที่ครบ 15 วันแล้ว")),
    Ratio("extended", N_("แจ้งเลื่อนวันกับผู้ร้อง"), "extended", "judged",
          N_("เรื่องที่แจ้งวันใหม่กับผู้ร้องพร้อมเหตุผล ตัวเลขทันกำหนดยังตัดสินด้วยวันที่สัญญาครั้งแรก")),
    *(
        Ratio(f"ended_{outcome}", outcome.label, f"ended_{outcome}", "ended",
              N_("เรื่องที่ปิดในช่วงนี้และยังปิดอยู่ แยกตามผล ปิดไม่ได้แปลว่าแก้ไขแล้ว"))
        for outcome in Outcome
    ),
)  # fmt: skip

DURATIONS = (
    Duration("half_office", _HALF, "office", "working_days", "timed", HALF, _OPEN_COUNT),
    Duration("nine_office", _NINE, "office", "working_days", "timed", NINE_IN_TEN, _OPEN_COUNT),
    Duration("half_office_closed", _HALF, "office", "working_days", "finished", HALF, _CLOSED_ONLY),
    Duration("nine_office_closed", _NINE, "office", "working_days", "finished", NINE_IN_TEN, _CLOSED_ONLY),
    Duration("half_resident", _HALF, "resident", "days", "timed", HALF, _OPEN_COUNT),
    Duration("nine_resident", _NINE, "resident", "days", "timed", NINE_IN_TEN, _OPEN_COUNT),
    Duration("half_resident_closed", _HALF, "resident", "days", "finished", HALF, _CLOSED_ONLY),
    Duration("nine_resident_closed", _NINE, "resident", "days", "finished", NINE_IN_TEN, _CLOSED_ONLY),
    Duration(
        "half_acknowledge",
        N_("ครึ่งหนึ่งของเรื่องมีเจ้าหน้าที่รับทราบใน"),
        "acknowledge",
        "minutes",
        "timed",
        HALF,
        N_("นาทีทำการจากรับเรื่องถึงสิ่งแรกที่เจ้าหน้าที่ทำให้ผู้ร้องเห็น เรื่องที่ยังไม่มีใครทำอะไรนับว่ากำลังรอ"),
    ),
)
WAITING_SHARE = N_("เวลาที่รอผู้ร้องรวมกัน หารด้วยอายุรวมของเรื่องที่ปิดในช่วงนี้ ไม่นับเวลาระหว่างปิดกับเปิดอีกครั้ง")


def of_ratio(ratio: Ratio, share: Share, cases: Selection, part: Selection) -> Figure:
    """A share as a figure."""
    return Figure(
        ratio.key, "share", ratio.title, ratio.formula, share.percent, share.part, share.whole, cases, part, n=ratio.n
    )


def of_waits(waited: int, lived: int, closed: int, cases: Selection) -> Figure:
    """The share of their lives that closed cases waited for the resident."""
    part = round(100 * waited / lived) if closed >= FEWEST and lived else None
    title = N_("เวลาที่รอผู้ร้อง")
    return Figure(
        "waiting_share", "part_of_time", title, WAITING_SHARE, part, closed, closed, cases, waited=waited, lived=lived
    )


def of_times(duration: Duration, times: Iterable[Times], cases: Selection) -> Figure:
    """Of cases that were received: the open ones counted as waiting; of cases that were closed: nearest rank."""
    time = quantiles(times, waiting=duration.measure == "timed")[duration.percent]
    return of_duration(duration, time, cases)


def quantiles(times: Iterable[Times], *, waiting: bool) -> Mapping[int, Quantile]:
    """Half and nine in ten, as ``of_times`` finds them."""
    if waiting:
        return dict(zip((HALF, NINE_IN_TEN), kaplan_meier(times, HALF, NINE_IN_TEN), strict=True))
    return {percent: nearest_rank(times, percent) for percent in (HALF, NINE_IN_TEN)}


def of_duration(duration: Duration, time: Quantile, cases: Selection) -> Figure:
    """A typical time as a figure."""
    value = {"working_days": time.working_days, "days": time.days, "minutes": time.in_units_of(1)}[duration.kind]
    more = time.shown and time.more_than
    return Figure(
        duration.key, duration.kind, duration.title, duration.formula, value, time.of, time.of, cases, more_than=more
    )
