"""Worth a look: what is unusual without being wrong; what to ask, whom, and the very cases. Never by person."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.words import N_
from app.insights import wording
from app.insights.choosing import Choice
from app.insights.grouping import group_names
from app.services.statistics import Tally
from app.services.statistics.measures import WORTH_A_LOOK

_HEADS, _INTAKE = N_("หัวหน้าหน่วยที่รับผิดชอบเรื่อง"), N_("ผู้รับเรื่องและหัวหน้าหน่วย")
_QUESTIONS = {
    "quick": (N_("ทำเสร็จจริงใน 10 นาที หรือบันทึกเมื่อทำเสร็จไปแล้ว ถ้าบันทึกภายหลังควรใส่เวลาที่เกิดจริง"), _INTAKE),
    "silent": (N_("ผู้ร้องรู้ผลทางอื่นหรือไม่ เช่น โทรศัพท์ ถ้ายังไม่รู้ ควรแจ้งผลตอนนี้"), _HEADS),
    "moved_late": (N_("ส่งผิดหน่วยตั้งแต่ต้นหรือไม่ หน่วยเดิมรู้เมื่อใด การย้ายไม่เปลี่ยนวันครบกำหนดของเรื่อง"),
                   N_("หัวหน้าหน่วยเดิมและหน่วยใหม่")),
    "reopened_twice": (N_("ปิดก่อนแก้เสร็จหรือไม่ ผู้ร้องกับเราเข้าใจคำว่าเสร็จตรงกันหรือไม่"), _HEADS),
    "mostly_waiting": (N_("คำถามที่ส่งให้ผู้ร้องจำเป็นหรือไม่ ถามให้ครบในครั้งเดียวได้หรือไม่"), _HEADS),
    "backdated": (N_("เหตุผลที่บันทึกไว้ตรงกับความจริงหรือไม่ เช่น จดหมายมาถึงก่อนลงระบบ"), _INTAKE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of unusual case: how many, the question, who can answer it, and the units they are at."""

    key: str
    words: str
    count: int
    before: int
    ask: str
    who: str
    units: list[tuple[str, int, str]]


def looks(this: Tally, before: Tally, choice: Choice) -> list[Look]:
    """All kinds, those that there are none of too."""
    lines, names = this.lines("unit"), group_names("unit", choice)
    found = []
    for key in WORTH_A_LOOK:
        ask, who = _QUESTIONS[key]
        units = [
            (names[unit], line.counts[key], choice.cases_url(key, "unit", unit))
            for unit, line in lines.items()
            if line.counts[key] and unit in names
        ]
        units.sort(key=lambda unit: -unit[1])
        count = this.total.counts[key]
        found.append(Look(key, wording.meaning(key), count, before.total.counts[key], _(ask), _(who), units))
    return found
