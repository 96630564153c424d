"""What is counted: each measure says in words which cases it means, and on which sheet it finds them.

The figure on the page and the list behind it are read through the same condition, so their counts are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from app.domain.legs import Turn
from app.domain.words import N_
from app.domain.workflow import Outcome
from app.services.statistics import conditions as c
from app.services.statistics.rows import AGES, Condition, Sheet

WITHIN = (3, 7, 15, 30)
_BROUGHT, _TURNED, _LEFT, _OPEN, _DONE = Sheet


@dataclass(frozen=True, slots=True)
class Measure:
    """Cases of one kind: ``words`` name them (Thai msgid, with ``%(n)s`` and ``%(to)s`` where there are numbers)."""

    key: str
    words: str
    where: Mapping[Sheet, Condition] = field(repr=False)
    n: int = 0
    to: int = 0


def _live(key: str, words: str, condition: Condition, n: int = 0) -> Measure:
    """Of cases received in the period: those closed with an outcome that counts, and those still open."""
    return Measure(key, words, {_DONE: c.both(c.counts, condition), _OPEN: condition}, n)


_BALANCE = (
    Measure("brought", N_("ค้างมาจากก่อนช่วงนี้"), {_BROUGHT: c.every}),
    Measure("received", N_("รับในช่วงนี้"), {_TURNED: c.turned(Turn.RECEIVED)}),
    Measure("reopened", N_("เปิดอีกครั้งในช่วงนี้"), {_TURNED: c.turned(Turn.REOPENED)}),
    Measure("closed", N_("ปิดในช่วงนี้"), {_TURNED: c.turned(Turn.CLOSED)}),
    Measure("in_unit", N_("ย้ายเข้าหน่วยนี้"), {_TURNED: c.changed("unit_id")}),
    Measure("out_unit", N_("ย้ายออกจากหน่วยนี้"), {_LEFT: c.changed("unit_id")}),
    Measure("in_category", N_("ย้ายเข้าประเภทนี้"), {_TURNED: c.changed("category_id")}),
    Measure("out_category", N_("ย้ายออกจากประเภทนี้"), {_LEFT: c.changed("category_id")}),
    Measure("open", N_("ยังค้างอยู่"), {_OPEN: c.every}),
    Measure("overdue", N_("ค้างและเกินกำหนดแล้ว"), {_OPEN: c.overdue}),
    Measure("waiting", N_("ในจำนวนที่ค้าง รอผู้ร้องตอบ"), {_OPEN: c.waiting}),
)
_PROMISE = (
    Measure("judged", N_("ปิดในช่วงนี้ หรือยังค้างและเกินกำหนดแล้ว"), {_DONE: c.counts, _OPEN: c.overdue}),
    Measure("on_time", N_("ปิดภายในวันที่สัญญา"), {_DONE: c.on_time}),
    Measure("late", N_("ปิดช้ากว่าวันที่สัญญา หรือยังค้างและเกินกำหนดแล้ว"), {_DONE: c.late, _OPEN: c.overdue}),
    Measure(
        "extended",
        N_("แจ้งเลื่อนวันกับผู้ร้อง"),
        {_DONE: c.both(c.counts, c.extended), _OPEN: c.both(c.overdue, c.extended)},
    ),
)
_TIMES = (
    Measure("finished", N_("ปิดในช่วงนี้ ไม่นับที่ถอนและที่ซ้ำ"), {_DONE: c.counts}),
    _live("timed", N_("รับในช่วงนี้ รวมที่ยังไม่เสร็จ"), c.received),
    _live("acknowledged", N_("รับในช่วงนี้ และเจ้าหน้าที่รับทราบแล้ว"), c.acknowledged),
    _live("answerable", N_("รับในช่วงนี้ และครบ 15 วันแล้ว"), c.answerable),
    _live("answered", N_("ได้คำตอบครั้งแรกภายใน 15 วัน"), c.answered),
    *(_live(f"received_{n}", N_("รับในช่วงนี้มาแล้วอย่างน้อย %(n)s วัน"), c.received_before(n), n) for n in WITHIN),
    *(
        Measure(
            f"within_{n}",
            N_("เสร็จภายใน %(n)s วัน"),
            {_DONE: c.both(c.received_before(n), c.closed_within(n))},
            n,
        )
        for n in WITHIN
    ),
)
_BACKLOG = (
    Measure(f"age_{AGES[0]}", N_("ค้าง 0–%(to)s วันทำการ"), {_OPEN: c.older(None, AGES[0])}, 0, AGES[0]),
    *(
        Measure(f"age_{to}", N_("ค้าง %(n)s–%(to)s วันทำการ"), {_OPEN: c.older(than, to)}, than + 1, to)
        for than, to in pairwise(AGES)
    ),
    Measure("age_more", N_("ค้างเกิน %(n)s วันทำการ"), {_OPEN: c.older(AGES[-1], None)}, AGES[-1]),
)
_VERDICT = (
    Measure("asked", N_("ปิดในช่วงนี้ และถามผู้ร้องว่าแก้ได้จริงหรือไม่"), {_TURNED: c.asked}),
    Measure("rated", N_("ผู้ร้องตอบว่าแก้ได้จริงหรือไม่"), {_TURNED: c.rated}),
    Measure("solved", N_("ผู้ร้องบอกว่าแก้ได้จริง"), {_TURNED: c.solved}),
    Measure("reopenable", N_("ปิดในช่วงนี้ และครบ 15 วันหลังปิดแล้ว"), {_TURNED: c.reopenable}),
    Measure("reopened_soon", N_("เปิดอีกครั้งภายใน 15 วันหลังปิด"), {_TURNED: c.reopened_soon}),
    Measure("ended", N_("ปิดในช่วงนี้และยังปิดอยู่ นับทุกผล"), {_DONE: c.every}),
    *(Measure(f"ended_{outcome}", outcome.label, {_DONE: c.ended(outcome)}) for outcome in Outcome),
)
_WORTH_A_LOOK = (
    Measure("moved_late", N_("เปลี่ยนหน่วยหรือประเภทหลังเลยกำหนดแล้ว"), {_TURNED: c.moved_late}),
    Measure("mostly_waiting", N_("รอผู้ร้องเกินครึ่งของเวลาทั้งหมด"), {_DONE: c.mostly_waiting}),
    Measure("reopened_twice", N_("เปิดอีกครั้งเป็นครั้งที่สองหรือมากกว่า"), {_TURNED: c.reopened_twice}),
    Measure("silent", N_("ปิดโดยยังไม่ได้ตอบผู้ร้อง"), {_DONE: c.silent}),
    Measure("quick", N_("ปิดภายใน 10 นาทีหลังรับ"), {_DONE: c.quick}),
    Measure("backdated", N_("บันทึกย้อนหลัง"), {_TURNED: c.backdated}),
)
ALL = (*_BALANCE, *_PROMISE, *_TIMES, *_BACKLOG, *_VERDICT, *_WORTH_A_LOOK)
MEASURES = {measure.key: measure for measure in ALL}
WORTH_A_LOOK = tuple(measure.key for measure in _WORTH_A_LOOK)
AGE_BANDS = tuple(measure.key for measure in _BACKLOG)
