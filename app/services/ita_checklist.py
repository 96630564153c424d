"""What each ITA item lacks before the assessors come, and where it is mended; it looks, and writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.channels import CORRUPTION_SLUG, WATER
from app.domain.ita import Lack, Subject
from app.domain.periods import fiscal_year, half
from app.domain.words import N_
from app.models import Manual, OitItem
from app.services import calendar, editions, ita, links, manuals, public_figures, publications, questions
from app.services import office as offices
from app.services.ita_answers import HANDLING, STATISTICS_YEARS, sealed_parts, shown_reports
from app.services.sealed import office as sealed_office

_PARTS = (
    ("responsible", N_("ผู้รับผิดชอบ")),
    ("arrivals", N_("ช่องทางและสถานที่")),
    ("fee", N_("ค่าธรรมเนียม")),
    ("laws", N_("กฎหมายที่เกี่ยวข้อง")),
)
_CONTACT = (("phone", N_("โทรศัพท์")), ("address", N_("ที่อยู่")), ("email", N_("อีเมล")))


@dataclass(frozen=True, slots=True)
class Line:
    """An item and what it lacks."""

    item: OitItem
    lacks: list[Lack]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def checklist(year: int, now: datetime) -> list[Line]:
    """Every item of a year with what it lacks now."""
    broken = links.broken_by_place()
    return [
        Line(item, [*lacks(item, now), *_broken(broken.get(f"/ita/{year}/{item.code}", 0))])
        for item in ita.items(year)
    ]  # fmt: skip


def lacks(item: OitItem, now: datetime) -> list[Lack]:
    """What is missing before this item can be shown; what it links to is the link checker's."""
    look = SUBJECTS.get(item.subject)
    if look:
        return look(item.fiscal_year, now)
    return [] if item.links else [Lack(N_("ยังไม่มีไฟล์หรือลิงก์"), _edit(item))]


def _edit(item: OitItem) -> str:
    return f"/staff/publishing/ita/{item.fiscal_year}/{item.id}"


def _broken(count: int) -> list[Lack]:
    return [Lack(N_("มีลิงก์เสีย %(n)s ลิงก์"), "/staff/publishing/links", {"n": count})] if count else []


def _contact(_year: int, _now: datetime) -> list[Lack]:
    present = offices.present()
    words = N_("ข้อมูลสำนักงานยังไม่มี%(part)s")
    empty = [label for name, label in _CONTACT if present and not getattr(present, name)]
    return [Lack(words, "/admin/office", {"part": label}) for label in empty]


def _news(year: int, _now: datetime) -> list[Lack]:
    if publications.page(year=year, size=1).rows:
        return []
    return [Lack(N_("ยังไม่มีข่าวหรือประกาศในปีงบประมาณนี้"), "/staff/publishing/publications/")]


def _questions(_year: int, _now: datetime) -> list[Lack]:
    found = []
    if not questions.shown(size=1).rows:
        found.append(Lack(N_("ยังไม่มีคำถามที่ตอบแล้วให้คนอ่าน"), "/staff/publishing/questions/"))
    if waiting := questions.waiting_count():
        found.append(Lack(N_("มีคำถามที่ยังไม่ได้ตอบ %(n)s ข้อ"), "/staff/publishing/questions/", {"n": waiting}))
    return found


def _contact_and_questions(year: int, now: datetime) -> list[Lack]:
    return [*_contact(year, now), *_questions(year, now)]


def _manuals(_year: int, now: datetime) -> list[Lack]:
    found = [manual for manual in manuals.all_in_force(_today(now)) if manual.service != HANDLING]
    if not found:
        return [Lack(N_("ยังไม่มีคู่มือที่ใช้อยู่"), "/admin/manuals")]
    return [lack for manual in found for lack in _manual(manual)]


def _manual(manual: Manual) -> list[Lack]:
    """The six parts that a manual of a service must have, and that somebody of the office has read it."""
    mend, title = f"/admin/manuals/{manual.service}", {"title": manual.title}
    parts = [label for name, label in _PARTS if not getattr(manual, name).strip()]
    if not manual.steps:
        parts.append(N_("ขั้นตอนและเวลาของแต่ละขั้น"))
    found = [Lack(N_("คู่มือ “%(title)s” ยังไม่ระบุ%(part)s"), mend, title | {"part": part}) for part in parts]
    if manual.verified_on is None:
        found.append(Lack(N_("คู่มือ “%(title)s” ยังรอสำนักงานตรวจทาน"), mend, title))
    return found


def _of_service(service: str, words: str, now: datetime) -> list[Lack]:
    manual = manuals.in_force(service, _today(now))
    return _manual(manual) if manual else [Lack(words, "/admin/manuals")]


def _guideline(_year: int, now: datetime) -> list[Lack]:
    """The five parts: how outsiders complain and by which channels, the steps, who, and the times."""
    return [
        *_of_service(HANDLING, N_("ยังไม่มีแนวทางจัดการเรื่องร้องเรียนการทุจริต"), now),
        *_of_service(CORRUPTION_SLUG, N_("ยังไม่มีคู่มือวิธีร้องเรียนการทุจริต"), now),
    ]


def _eservice(year: int, now: datetime) -> list[Lack]:
    return [*_of_service(WATER.slug, N_("ยังไม่มีคู่มือของบริการออนไลน์"), now), *_statistics(year, now)]


def _channel(_year: int, _now: datetime) -> list[Lack]:
    return [Lack(words, "/admin/sealed") for words in sealed_office.readiness().missing]


def _statistics(year: int, now: datetime) -> list[Lack]:
    """The first half of the year is the least that is asked for."""
    first = half(year, 1)
    if year not in public_figures.years(now):
        return [Lack(N_("ยังไม่มีสถิติการให้บริการของปีงบประมาณนี้"), "")]
    if first.end <= _today(now):
        return []
    return [Lack(N_("สถิติครึ่งปีแรกยังไม่ครบช่วง ครบหลังวันที่ %(day)s"), "", {"day": first.last_day})]


def _corruption_statistics(year: int, now: datetime) -> list[Lack]:
    if any(sealed_parts(year - ago, now) for ago in STATISTICS_YEARS):
        return []
    return [Lack(N_("ยังไม่มีรอบครึ่งปีที่จบแล้วให้แสดง รอบแรกจบวันที่ %(day)s"), "", {"day": _first_end(year, now)})]


def _first_end(year: int, now: datetime) -> date:
    today = _today(now)
    ends = (half(of, number).last_day for of in (year - 1, year, year + 1) for number in (1, 2))
    return next((day for day in ends if day >= today), fiscal_year(year).last_day)


def _report(year: int, now: datetime) -> list[Lack]:
    """For the year before if the assessors come early in the year; a year that is over asks for its own 12 months."""
    if _today(now) >= fiscal_year(year).end:
        wanted = year
        done = editions.find(year, 12) is not None
    else:
        wanted, done = year - 1, bool(shown_reports(year))
    if done:
        return []
    place, values = "/management/reports/", {"year": wanted}
    return [Lack(N_("ยังไม่ได้เผยแพร่รายงานรอบ 12 เดือน ปีงบประมาณ %(year)s"), place, values)]


def _today(now: datetime) -> date:
    return calendar.calendar(now).local_day(now)


SUBJECTS: dict[str, Callable[[int, datetime], list[Lack]]] = {
    Subject.CONTACT: _contact_and_questions,
    Subject.NEWS: _news,
    Subject.QUESTIONS: _questions,
    Subject.OFFICERS_MANUAL: lambda _year, now: _of_service(HANDLING, N_("ยังไม่มีคู่มือปฏิบัติงานของเจ้าหน้าที่"), now),
    Subject.SERVICE_MANUALS: _manuals,
    Subject.ESERVICE: _eservice,
    Subject.SERVICE_STATISTICS: _statistics,
    Subject.GUIDELINE: _guideline,
    Subject.CHANNEL: _channel,
    Subject.CORRUPTION_STATISTICS: _corruption_statistics,
    Subject.REPORT: _report,
}
