"""The letters that the office's own people may have from the system, and which of them come unasked."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.words import N_
from app.domain.workflow import Role

_DESK = frozenset({Role.INTAKE, Role.OFFICER, Role.MANAGEMENT})


class Letter(StrEnum):
    """A kind of letter, or a part of the morning's."""

    OVERDUE = "overdue"
    NEW = "new"
    QUESTIONS = "questions"
    ASSIGNED = "assigned"
    REPLIED = "replied"
    EVIDENCE = "evidence"

    @property
    def about(self) -> "About":
        """What it is, whom it is for, and whether it comes unasked."""
        return _ABOUT[self]


@dataclass(frozen=True, slots=True)
class About:
    """``usual``: who chose nothing gets it. Labels and hints are Thai msgids."""

    label: str
    hint: str
    roles: frozenset[Role]
    usual: bool = True


_MORNING = N_("ในสรุปตอนเช้าของวันทำการ")
_AT_ONCE = N_("ส่งทันที บอกแค่เลขที่และประเภทเรื่อง")
_ABOUT = {
    Letter.OVERDUE: About(N_("เรื่องเกินกำหนด"), _MORNING, _DESK),
    Letter.NEW: About(N_("เรื่องใหม่ตั้งแต่วันทำการก่อน"), _MORNING, _DESK),
    Letter.QUESTIONS: About(N_("คำถามจากประชาชนรอตอบ"), _MORNING, _DESK),
    Letter.ASSIGNED: About(N_("มีเรื่องมอบหมายให้ฉัน"), _AT_ONCE, frozenset({Role.OFFICER}), usual=False),
    Letter.REPLIED: About(N_("ผู้ร้องตอบหรือเขียนมาในเรื่องของฉัน"), _AT_ONCE, frozenset({Role.OFFICER}), usual=False),
    Letter.EVIDENCE: About(
        N_("มาตรการที่ยังไม่มีหลักฐานของเดือน"), N_("ต้นเดือน เมื่อมีรายงานที่กำลังร่าง"), frozenset({Role.MANAGEMENT})
    ),
}
# Among these somebody always reads which cases are overdue.
KEEPERS = frozenset({Role.INTAKE, Role.MANAGEMENT})


def offered(roles: frozenset[Role]) -> tuple[Letter, ...]:
    """The letters that somebody with these roles may have."""
    return tuple(letter for letter in Letter if letter.about.roles & roles)
