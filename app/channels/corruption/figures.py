"""The figures that the law asks for: finished half-years of the channel, to read and to take away. It names no case."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.domain.dates import format_date, format_span
from app.domain.periods import Period, fiscal_year, fiscal_year_of
from app.domain.report import Block, Paragraph, Report, Table
from app.domain.thai import NBSP
from app.renderers import RENDERERS, PrinterMissing
from app.services.sealed.totals import Totals, begun, finished, running, totals
from app.web import office
from app.web.words import language

PAPERS = ("pdf", "xlsx", "csv")
_YEARS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A period and its totals."""

    period: Period
    totals: Totals

    @property
    def name(self) -> str:
        """The period in the language of the page."""
        return self.period.label(language())

    @property
    def in_time(self) -> str:
        """``2 จาก 3``; a dash when nobody was to hear in this period."""
        if not self.totals.promised:
            return "–"
        return str(_("%(n)s จาก %(m)s", n=self.totals.in_time, m=self.totals.promised)).replace(" ", NBSP)


def statistics() -> ResponseReturnValue:
    """The page: a fiscal year, its finished half-years, and why the running one is missing."""
    years = _years()
    year = request.args.get("year", type=int)
    chosen = year if year in years else next(iter(years), None)
    return render_template(
        "channels/corruption/statistics.html",
        years=[_tab(y, current=y == chosen) for y in years],
        year=chosen,
        rows=_rows(chosen) if chosen else [],
        nothing=_nothing,
        since=begun(office.now()),
        running=running(office.now()),
        papers=[RENDERERS[name] for name in PAPERS if RENDERERS[name].available() is None],
    )


def paper(year: int, paper: str) -> ResponseReturnValue:
    """The same figures as a file; printed once, since they do not change before the next half-year is over."""
    if year not in _years() or paper not in PAPERS:
        raise NotFound
    try:
        content = _printed(paper, _report(year))
    except PrinterMissing as missing:
        raise NotFound from missing
    answer = Response(content, mimetype=RENDERERS[paper].mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="corruption-{year}.{paper}"'
    return answer


@lru_cache(maxsize=16)
def _printed(paper: str, report: Report) -> bytes:
    return RENDERERS[paper].render(report)


def _years() -> list[int]:
    """The fiscal years of which something may be said, newest first."""
    since, now = begun(office.now()), office.now()
    if since is None:
        return []
    newest = fiscal_year_of(office.calendar().local_day(now))
    oldest = max(fiscal_year_of(since), newest - _YEARS)
    return [year for year in range(newest, oldest - 1, -1) if _parts(year, since)]


def _parts(year: int, since: date) -> list[Period]:
    return [part for part in finished(fiscal_year(year), now=office.now()) if part.last_day >= since]


def _rows(year: int) -> list[Row]:
    """The half-years that are over, and the whole year once both are."""
    now = office.now()
    parts = _parts(year, begun(now) or date.max)
    whole = [fiscal_year(year)] if parts[1:] else []
    return [Row(part, totals(part, now=now)) for part in [*parts, *whole]]


def _nothing(row: Row) -> str:
    """The sentence that the law asks for where there is nothing to count."""
    who, since = office.office(), begun(office.now())
    span = (max(row.period.start, since or row.period.start), row.period.last_day)
    first, last = (format_date(day, lang=language()) for day in span)
    words = _(
        "ตั้งแต่วันที่ %(first)s ถึงวันที่ %(last)s ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่%(office)s",
        first=first,
        last=last,
        office=who.name if who else "",
    )
    return str(words)


def _report(year: int) -> Report:
    who, rows = office.office(), _rows(year)
    head = fiscal_year(year).label(language())
    days = format_span(rows[0].period.start, rows[-1].period.last_day, lang=language())
    title = _("สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่")
    return Report(
        title_lines=(title, head),
        agency=(who.name, _("อำเภอ%(district)s จังหวัด%(province)s", district=who.district, province=who.province))
        if who
        else (),
        preface="",
        running_head=f"{title} {head}",
        blocks=(_table(rows, days), *_sentences(rows)),
        as_of=_("ข้อมูล ณ วันที่ %(day)s", day=format_date(rows[-1].period.last_day, lang=language())),
        names=(who.name, who.short_name) if who else (),
    )


def _table(rows: list[Row], days: str) -> Table:
    header = (
        _("ช่วงเวลา"), _("เรื่องร้องเรียนทั้งหมด"), _("ดำเนินการแล้วเสร็จ"), _("อยู่ระหว่างดำเนินการ"), _("แจ้งรับเรื่องทันกำหนด"),
    )  # fmt: skip
    cells = tuple(
        (row.name, str(row.totals.received), str(row.totals.done), str(row.totals.pending), row.in_time) for row in rows
    )
    return Table(_("จำนวนเรื่อง %(days)s", days=days), header, cells, numeric=frozenset({1, 2, 3}))


def _sentences(rows: list[Row]) -> list[Block]:
    none = [Paragraph(_nothing(row)) for row in rows if row.totals.sentence]
    note = _("แล้วเสร็จ คือ ยุติเรื่องแล้วภายในวันสุดท้ายของช่วง เรื่องที่บันทึกหรือเปิดสอบต่อหลังจากนั้น รวมในยอดเมื่อจบรอบครึ่งปีถัดไป")
    return [*none, Paragraph(note)]


def _tab(year: int, *, current: bool) -> dict[str, object]:
    url = url_for("corruption.statistics", year=year)
    return {"url": url, "text": fiscal_year(year).label(language()), "current": current, "count": None}
