"""How long what is kept when it is over, by which law, and from when it is due: whole calendar years, never less."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.shelves import Shelf
from app.domain.words import N_

LEAST, MOST = 1, 30
RECORDS = N_("ระเบียบสำนักนายกฯ ว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 57: เก็บไม่น้อยกว่า 10 ปี")
ROUTINE = N_("ระเบียบสำนักนายกฯ ว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 57: เรื่องธรรมดาที่ไม่ต้องใช้อีก เก็บไม่น้อยกว่า 1 ปี")

KEPT_DETAILS = frozenset({
    "litres", "trips", "persons", "houses", "containers", "capacity", "reason", "delivery_date", "ratified", "rank",
})  # fmt: skip
"""What a case keeps of its details when it stands without its person: numbers and kinds, nothing anybody wrote."""

COLUMNS = (
    N_("ลำดับที่"), N_("รหัสแฟ้ม"), N_("ที่"), N_("ลงวันที่"), N_("เลขทะเบียนรับ"), N_("เรื่อง"), N_("การพิจารณา"), N_("หมายเหตุ"),
)  # fmt: skip
"""The columns of บัญชีหนังสือขอทำลาย (แบบที่ 25 ท้ายระเบียบงานสารบรรณ)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How many years, counted from the end of the year in which it was over; ``law`` and ``name`` are msgids."""

    name: str
    years: int
    law: str


RULES: Mapping[Shelf, Rule] = {
    Shelf.COMPLAINTS: Rule(N_("เรื่องร้องทุกข์"), 10, RECORDS),
    Shelf.WATER: Rule(N_("คำร้องขอน้ำ"), 10, RECORDS),
    Shelf.SERVICES: Rule(N_("คำขอบริการออนไลน์"), 10, RECORDS),
    Shelf.OLD_LINES: Rule(N_("ทะเบียนเดิมที่นำเข้า"), 10, RECORDS),
    Shelf.QUESTIONS: Rule(N_("คำถามจากประชาชน"), 1, ROUTINE),
}


def due_before(today: date, years: int) -> date:
    """What was over before this day is due: the years are whole and begin after the year in which it was over."""
    return date(today.year - years, 1, 1)
