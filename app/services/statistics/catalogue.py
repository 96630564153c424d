"""Every figure for management by its key: what it is called, how it is worked out, from which measures."""

from dataclasses import dataclass

from app.domain.words import N_
from app.services.statistics.figures import DURATIONS, RATIOS, WAITING_SHARE, Kind
from app.services.statistics.measures import AGE_BANDS, MEASURES, WORTH_A_LOOK

_FLOW, _BACKLOG, _PROMISE = N_("งานเข้า งานออก"), N_("งานค้าง"), N_("คำสัญญาและคำตอบ")
_TIMES, _ENDS, _LOOK = N_("ใช้เวลานานเท่าไร"), N_("จบอย่างไร"), N_("น่าดู")
HEADINGS = (_BACKLOG, _FLOW, _PROMISE, _TIMES, _ENDS, _LOOK)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that has a page of its own; of a count and a time ``part`` and ``whole`` are the same measure."""

    key: str
    heading: str
    kind: Kind
    title: str
    formula: str
    part: str
    whole: str
    note: str = ""
    n: int = 0
    to: int = 0

    @property
    def timed(self) -> bool:
        """Whether it is a typical time."""
        return self.kind in {"working_days", "days", "minutes"}


_FORMULAS = {
    "brought": N_("เรื่องที่เปิดอยู่เมื่อเริ่มวันแรกของช่วงนี้"),
    "received": N_("เรื่องที่รับในช่วงนี้ ตามวันเวลาที่รับจริง ไม่ใช่วันที่บันทึก รวมเรื่องซ้ำ"),
    "reopened": N_("การเปิดเรื่องที่ปิดแล้วอีกครั้งในช่วงนี้ เรื่องที่เปิดสองครั้งนับสอง"),
    "closed": N_("เรื่องที่ปิดในช่วงนี้ ทุกผล เรื่องที่ปิดสองครั้งนับสอง"),
    "in_unit": N_("เรื่องที่ยังเปิดอยู่และย้ายหน่วยในช่วงนี้ นับที่หน่วยที่รับ ย้ายสองครั้งนับสอง"),
    "out_unit": N_("เรื่องที่ยังเปิดอยู่และย้ายหน่วยในช่วงนี้ นับที่หน่วยเดิม ย้ายสองครั้งนับสอง"),
    "in_category": N_("เรื่องที่ยังเปิดอยู่และเปลี่ยนประเภทในช่วงนี้ นับที่ประเภทใหม่ เปลี่ยนสองครั้งนับสอง"),
    "out_category": N_("เรื่องที่ยังเปิดอยู่และเปลี่ยนประเภทในช่วงนี้ นับที่ประเภทเดิม เปลี่ยนสองครั้งนับสอง"),
    "open": N_("ยกมา บวกรับใหม่ บวกเปิดใหม่ ลบปิด เท่ากับเรื่องที่ยังเปิดอยู่เมื่อสิ้นช่วงนี้ หรือในวันที่ดู"),
    "overdue": N_("เรื่องที่ยังเปิดอยู่และวันครบกำหนดผ่านไปทั้งวันแล้ว ที่รอผู้ร้องอยู่นับเมื่อเลยกำหนดก่อนเริ่มรอ"),
    "waiting": N_("เรื่องที่ยังเปิดอยู่และรอผู้ร้องตอบคำถาม"),
    "quick": N_("เรื่องที่ปิดครั้งแรกไม่เกิน 10 นาทีหลังรับ และยังปิดอยู่เมื่อสิ้นช่วงนี้"),
    "silent": N_("เรื่องที่ปิดในช่วงนี้โดยไม่มีคำตอบถึงผู้ร้องก่อนปิด และยังปิดอยู่"),
    "moved_late": N_("การเปลี่ยนหน่วยหรือประเภทในช่วงนี้ ตั้งแต่วันที่เลยกำหนดเป็นต้นไป เปลี่ยนสองครั้งนับสอง"),
    "reopened_twice": N_("การเปิดอีกครั้งในช่วงนี้ที่เป็นครั้งที่สองขึ้นไปของเรื่องเดียวกัน"),
    "mostly_waiting": N_("เรื่องที่ปิดในช่วงนี้และรอผู้ร้องนานเกินครึ่งของอายุเรื่อง ไม่นับที่ถอนและที่ซ้ำ"),
    "backdated": N_("รายการในช่วงนี้ที่บันทึกช้ากว่าเวลาที่เกิดจริง การย้อนหลังต้องมีเหตุผลและทุกคนเห็น"),
}
_AGE = N_("เรื่องที่ยังเปิดอยู่ นับวันทำการทั้งหมดตั้งแต่รับเรื่อง รวมเวลาที่รอผู้ร้อง")
_MOVED = {
    "in_unit": N_("ย้ายมาจากหน่วยอื่น"),
    "out_unit": N_("ย้ายไปหน่วยอื่น"),
    "in_category": N_("เปลี่ยนมาจากประเภทอื่น"),
    "out_category": N_("เปลี่ยนไปประเภทอื่น"),
}
_NOTES = {
    "half_office": N_("เวลาของสำนักงาน ของเรื่องที่รับ รวมที่ยังไม่เสร็จ"),
    "nine_office": N_("เวลาของสำนักงาน ของเรื่องที่รับ รวมที่ยังไม่เสร็จ"),
    "half_office_closed": N_("เวลาของสำนักงาน เฉพาะเรื่องที่ปิดแล้ว"),
    "nine_office_closed": N_("เวลาของสำนักงาน เฉพาะเรื่องที่ปิดแล้ว"),
    "half_resident": N_("เวลาของผู้ร้อง ของเรื่องที่รับ รวมที่ยังไม่เสร็จ"),
    "nine_resident": N_("เวลาของผู้ร้อง ของเรื่องที่รับ รวมที่ยังไม่เสร็จ"),
    "half_resident_closed": N_("เวลาของผู้ร้อง เฉพาะเรื่องที่ปิดแล้ว"),
    "nine_resident_closed": N_("เวลาของผู้ร้อง เฉพาะเรื่องที่ปิดแล้ว"),
}


def _count(key: str, heading: str, formula: str = "") -> Known:
    measure = MEASURES[key]
    words = _MOVED.get(key, measure.words)
    return Known(key, heading, "count", words, formula or _FORMULAS[key], key, key, n=measure.n, to=measure.to)


def _heading(ratio: str) -> str:
    if ratio.startswith("within"):
        return _TIMES
    return _PROMISE if ratio in {"on_time", "acknowledged", "answered", "extended"} else _ENDS


CATALOGUE = {
    known.key: known
    for known in (
        *(_count(key, _BACKLOG) for key in ("overdue", "open", "waiting")),
        *(_count(key, _BACKLOG, _AGE) for key in AGE_BANDS),
        *(_count(key, _FLOW) for key in ("brought", "received", "reopened", "closed", *_MOVED)),
        *(Known(r.key, _heading(r.key), "share", r.title, r.formula, r.part, r.whole, n=r.n) for r in RATIOS),
        *(
            Known(d.key, _PROMISE if d.clock == "acknowledge" else _TIMES, d.kind, d.title, d.formula, d.measure,
                  d.measure, _NOTES.get(d.key, ""))
            for d in DURATIONS
        ),
        Known("waiting_share", _TIMES, "part_of_time", N_("เวลาที่รอผู้ร้อง"), WAITING_SHARE, "finished", "finished"),
        *(_count(key, _LOOK) for key in WORTH_A_LOOK),
    )
}  # fmt: skip
