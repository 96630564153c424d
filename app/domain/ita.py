"""What of this product answers an item of the integrity assessment (ITA) by itself; the codes are data, never here."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from app.domain.words import N_

FIRST_YEAR, LAST_YEAR = 2560, 2700
NOT_CHECKED = N_("ยังไม่ได้ตรวจกับคู่มือของ ป.ป.ช.")


class Subject(StrEnum):
    """What shows an item; an item without one is shown by what the office uploads or links."""

    CONTACT = "contact"
    NEWS = "news"
    QUESTIONS = "questions"
    OFFICERS_MANUAL = "officers_manual"
    SERVICE_MANUALS = "service_manuals"
    ESERVICE = "eservice"
    SERVICE_STATISTICS = "service_statistics"
    GUIDELINE = "guideline"
    CHANNEL = "channel"
    CORRUPTION_STATISTICS = "corruption_statistics"
    REPORT = "report"

    @property
    def label(self) -> str:
        """What it is (Thai msgid)."""
        return _LABELS[self]


_LABELS = {
    Subject.CONTACT: N_("ข้อมูลการติดต่อและช่องทางสอบถาม"),
    Subject.NEWS: N_("ข่าวและประกาศของสำนักงาน"),
    Subject.QUESTIONS: N_("ถามตอบกับประชาชน"),
    Subject.OFFICERS_MANUAL: N_("คู่มือปฏิบัติงานของเจ้าหน้าที่"),
    Subject.SERVICE_MANUALS: N_("คู่มือการให้บริการทุกบริการ"),
    Subject.ESERVICE: N_("บริการออนไลน์: สถิติ คู่มือ และบริการ"),
    Subject.SERVICE_STATISTICS: N_("สถิติการให้บริการ"),
    Subject.GUIDELINE: N_("แนวทางจัดการเรื่องร้องเรียนการทุจริต"),
    Subject.CHANNEL: N_("ช่องทางร้องเรียนการทุจริต"),
    Subject.CORRUPTION_STATISTICS: N_("สถิติเรื่องร้องเรียนการทุจริต"),
    Subject.REPORT: N_("รายงานผลมาตรการส่งเสริมคุณธรรมและความโปร่งใส"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A link that shows an item. ``label``: a Thai msgid with gaps for ``values``, or plain words.

    ``updated``: the day of what stands there, None where it has none; ``live``: it is counted anew at each visit.
    """

    label: str
    address: str
    updated: date | None = None
    values: dict[str, Any] = field(default_factory=dict)
    live: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether it leads to another site."""
        return not self.address.startswith("/")


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing before the assessors come (Thai msgid with gaps), and where it is mended."""

    words: str
    mend: str
    values: dict[str, Any] = field(default_factory=dict)


def same_code(one: str, other: str) -> bool:
    """Whether two codes are the same: ``o9`` is ``O9``."""
    return one.strip().casefold() == other.strip().casefold()
