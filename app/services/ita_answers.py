"""The public links that show an ITA item: what the product has by itself, then what the office added; all stay put."""

from collections.abc import Callable
from datetime import date, datetime

from app.domain.channels import CORRUPTION_SLUG, WATER
from app.domain.dates import local_day
from app.domain.ita import Shown, Subject
from app.domain.periods import Period, fiscal_year
from app.domain.publications import Heading
from app.domain.words import N_
from app.models import Manual, OitItem, OitLink, ReportEdition
from app.renderers import RENDERERS
from app.services import calendar, editions, manuals, public_figures, publications, questions, services
from app.services.sealed.totals import begun, finished

HANDLING = "corruption-handling"
STATISTICS_YEARS = (0, 1)
"""The assessors ask for the running year or for the one before: both are shown where they are over."""


def answers(item: OitItem, now: datetime) -> list[Shown]:
    """All links of an item, the product's own first."""
    own = SUBJECTS[Subject(item.subject)](item.fiscal_year, now) if item.subject in SUBJECTS else []
    return own + [added(link) for link in item.links]


def added(link: OitLink) -> Shown:
    """What the office added: an address, or a file that anybody may take."""
    address = f"/ita/files/{link.id}" if link.attachment else link.address
    return Shown(link.label, address, local_day(link.added_at))


def sealed_parts(year: int, now: datetime) -> list[Period]:
    """The half-years of a fiscal year of which the corruption channel says its figures now."""
    since = begun(now)
    return [part for part in finished(fiscal_year(year), now=now) if since and part.last_day >= since]


def shown_reports(year: int) -> list[ReportEdition]:
    """The published reports that answer for a year: its own rounds, and the whole year before it."""
    found = (editions.find(*of) for of in ((year, 12), (year, 6), (year - 1, 12)))
    return [edition for edition in found if edition]


def _contact(_year: int, now: datetime) -> list[Shown]:
    return [
        Shown(N_("หน้าแรก: โทรศัพท์ เวลาทำการ และช่องทางแจ้งเรื่อง"), "/"),
        *_questions(_year, now),
        Shown(N_("โปสเตอร์ช่องทางการติดต่อ"), "/poster"),
    ]


def _news(_year: int, _now: datetime) -> list[Shown]:
    days = publications.last_days()
    headings = [Shown(one.label, f"/news/?heading={one}", days[one]) for one in Heading if one in days]
    return [Shown(N_("ข่าวและประกาศทั้งหมด"), "/news/", max(days.values(), default=None)), *headings]


def _questions(_year: int, _now: datetime) -> list[Shown]:
    newest = next(iter(questions.shown(size=1).rows), None)
    day = local_day(newest.answered_at) if newest and newest.answered_at else None
    return [Shown(N_("ถามตอบ: ถามสำนักงานและอ่านคำตอบ"), "/questions/", day)]


def _service_manuals(_year: int, now: datetime) -> list[Shown]:
    found = [manual for manual in _in_force(now) if manual.service != HANDLING]
    days = [manual.effective_on for manual in found]
    rows = [Shown(N_("คู่มือการให้บริการทุกบริการ"), "/services/", max(days, default=None))]
    return rows + [shown for manual in found for shown in _manual(manual)]


def _officers_manual(_year: int, now: datetime) -> list[Shown]:
    """Officers work by the manuals that everybody reads; how an accusation is handled has one of its own."""
    handling = manuals.in_force(HANDLING, _today(now))
    found = _in_force(now)
    days = [manual.effective_on for manual in found]
    words = N_("คู่มือที่เจ้าหน้าที่ใช้ทำงาน ฉบับเดียวกับที่ประชาชนอ่าน")
    return [Shown(words, "/services/", max(days, default=None)), *(_manual(handling) if handling else [])]


def _eservice(year: int, now: datetime) -> list[Shown]:
    """The three that are asked for first: statistics, manual, the service itself; then the same on paper."""
    manual = manuals.in_force(WATER.slug, _today(now))
    figures, *figure_papers = _service_statistics(year, now)
    pages = _manual(manual) if manual else []
    own = [
        Shown(N_("ใช้บริการ: %(name)s"), f"/services/{service.slug}/new", values={"name": service.name})
        for service in services.open_on(_today(now))
    ]
    water = Shown(N_("ใช้บริการ: ขอน้ำอุปโภคบริโภคออนไลน์"), "/water/")
    return [figures, *pages[:1], water, *own, *pages[1:], *figure_papers]


def _service_statistics(year: int, now: datetime) -> list[Shown]:
    """The year's own page once it has one; until then the page that leads to the newest."""
    place, words = "/statistics/services", N_("สถิติการขอรับบริการ แยกออนไลน์และที่สำนักงาน")
    if year not in public_figures.years(now):
        return [Shown(words, place, live=True)]
    papers = [
        Shown(N_("สถิติการขอรับบริการ แยกออนไลน์และที่สำนักงาน (%(paper)s)"), f"{place}/{year}.{paper}",
              values={"paper": RENDERERS[paper].name}, live=True)
        for paper in ("pdf", "xlsx") if RENDERERS[paper].available() is None
    ]  # fmt: skip
    return [Shown(words, f"{place}/{year}", live=True), *papers]


def _guideline(_year: int, now: datetime) -> list[Shown]:
    found = [manuals.in_force(service, _today(now)) for service in (HANDLING, CORRUPTION_SLUG)]
    return [shown for manual in found if manual for shown in _manual(manual)]


def _channel(_year: int, now: datetime) -> list[Shown]:
    manual = manuals.in_force(CORRUPTION_SLUG, _today(now))
    channel = Shown(N_("ช่องทางร้องเรียนการทุจริตของเจ้าหน้าที่ แยกจากเรื่องทั่วไป"), "/corruption/")
    return [channel, *(_manual(manual)[:1] if manual else [])]


def _corruption_statistics(year: int, now: datetime) -> list[Shown]:
    place, rows = "/corruption/statistics", []
    for of in (year - ago for ago in STATISTICS_YEARS):
        parts = sealed_parts(of, now)
        if not parts:
            continue
        until, values = parts[-1].end, {"year": of}
        words = N_("สถิติเรื่องร้องเรียนการทุจริต ปีงบประมาณ %(year)s")
        rows.append(Shown(words, f"{place}?year={of}", until, values))
        rows += [
            Shown(N_("สถิติเรื่องร้องเรียนการทุจริต ปีงบประมาณ %(year)s (%(paper)s)"), f"{place}/{of}.{paper}", until,
                  values | {"paper": RENDERERS[paper].name})
            for paper in ("pdf", "xlsx") if RENDERERS[paper].available() is None
        ]  # fmt: skip
    return rows or [Shown(N_("สถิติเรื่องร้องเรียนการทุจริต"), place)]


def _report(year: int, _now: datetime) -> list[Shown]:
    rows = []
    for edition in shown_reports(year):
        report, day = edition.report, local_day(edition.published_at)
        place = f"/reports/{report.fiscal_year}/{report.round_months}"
        values = {"year": report.fiscal_year, "months": report.round_months}
        rows.append(Shown(N_("รายงานผลมาตรการ ปีงบประมาณ %(year)s รอบ %(months)s เดือน"), place, day, values))
        kinds = {paper.kind for paper in edition.papers}
        rows += [
            Shown(N_("รายงานผลมาตรการ ปีงบประมาณ %(year)s รอบ %(months)s เดือน (%(paper)s)"),
                  f"{place}/report.{kind}", day, values | {"paper": RENDERERS[kind].name})
            for kind in editions.PAPERS if kind in kinds
        ]  # fmt: skip
    return rows


def _manual(manual: Manual) -> list[Shown]:
    place, day, values = f"/services/{manual.service}", manual.effective_on, {"title": manual.title}
    paper = [Shown(N_("%(title)s (PDF)"), f"{place}/manual.pdf", day, values)]
    return [Shown("%(title)s", place, day, values), *(paper if RENDERERS["pdf"].available() is None else [])]


def _in_force(now: datetime) -> list[Manual]:
    return manuals.all_in_force(_today(now))


def _today(now: datetime) -> date:
    return calendar.calendar(now).local_day(now)


SUBJECTS: dict[Subject, Callable[[int, datetime], list[Shown]]] = {
    Subject.CONTACT: _contact,
    Subject.NEWS: _news,
    Subject.QUESTIONS: _questions,
    Subject.OFFICERS_MANUAL: _officers_manual,
    Subject.SERVICE_MANUALS: _service_manuals,
    Subject.ESERVICE: _eservice,
    Subject.SERVICE_STATISTICS: _service_statistics,
    Subject.GUIDELINE: _guideline,
    Subject.CHANNEL: _channel,
    Subject.CORRUPTION_STATISTICS: _corruption_statistics,
    Subject.REPORT: _report,
}
