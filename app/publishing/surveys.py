"""Measure 4 at the desk: invitations to the EIT survey by channel and month, each column with its formula in words.

How many residents answered stands nowhere here: only ITAS knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.channels import CHANNELS
from app.domain.periods import Period, fiscal_year, fiscal_year_of
from app.domain.report import Report, Table
from app.domain.statistics import Share
from app.domain.survey import EVERYWHERE, Line, added
from app.models import EitCampaign
from app.publishing.door import PLACES, Place, bp
from app.renderers import RENDERERS
from app.services import surveys
from app.services.administration import campaigns
from app.web import office
from app.web.filters import day
from app.web.words import language

PLACES.append(Place("publishing.survey_figures", _l("คำเชิญตอบแบบวัด EIT"), _l("ตัวเลขของมาตรการที่ 4 แยกช่องทางและเดือน")))

_FIRST, _LAST = 2560, 2700
COLUMNS = (
    ("contacts", _l("ให้บริการเสร็จ (ครั้ง)"),
     _l("ตอบผล ส่งน้ำ ส่งต่อ ไม่รับ หรือไม่อนุมัติ ระหว่างวันเปิดถึงวันปิดแบบวัด เรื่องเดียวกันเสร็จสองครั้งนับสองครั้ง ไม่นับเรื่องที่ถอนและเรื่องซ้ำ")),
    ("invited", _l("ในจำนวนนี้ได้รับเชิญ (ครั้ง)"),
     _l("เรื่องที่ผู้ร้องได้รับคำเชิญอย่างน้อยหนึ่งครั้งในช่วงเปิดแบบวัดปีนั้น บนหน้าจอ บนใบรับ หรือทางอีเมล ไม่นับที่เตือนเจ้าหน้าที่")),
    ("shown", _l("แสดงบนหน้าจอ"), _l("หน้ายืนยันหลังแจ้งเรื่อง และหน้าติดตามเรื่องที่เสร็จแล้ว นับวันละหนึ่งครั้งต่อเรื่องต่อหน้า")),
    ("printed", _l("บนใบรับ"), _l("เปิดหน้าใบรับสำหรับพิมพ์ นับวันละหนึ่งครั้งต่อเรื่อง ระบบไม่รู้ว่ากระดาษออกจากเครื่องพิมพ์จริงหรือไม่")),
    ("sent", _l("ทางอีเมล"), _l("อีเมลแจ้งผลที่ส่งออกไปแล้วจริง ฉบับที่ยังรอส่งไม่นับ")),
    ("reminded", _l("เตือนเจ้าหน้าที่"), _l("หน้าของเรื่องที่เสร็จที่เคาน์เตอร์บอกเจ้าหน้าที่ให้ชวนผู้ร้อง ระบบไม่รู้ว่าได้ชวนหรือไม่")),
    ("opened", _l("เปิดแบบวัด (ครั้ง)"),
     _l("กดลิงก์หรือส่องคิวอาร์โค้ดของเรา นับทุกครั้ง คนเดียวเปิดสองครั้งเป็นสอง และโปรแกรมที่เปิดลิงก์ไว้ล่วงหน้าก็นับ เพราะเราไม่เก็บว่าใครเปิด")),
)  # fmt: skip
"""The columns: field of a line, heading, how it is counted."""


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year of invitations: its survey, the lines of channels that were used, their sums, the whole."""

    period: Period
    campaign: EitCampaign | None
    lines: Sequence[Line]
    channels: Sequence[Line]
    total: Line

    @property
    def share(self) -> Share:
        """How many of the completed services were invited to the survey."""
        return Share(self.total.invited, self.total.contacts)


@bp.get("/surveys")
def survey_figures() -> str:
    """The table of a year."""
    shown = _year()
    return render_template(
        "publishing/surveys.html", year=shown, years=_years(shown), columns=COLUMNS, name=channel_name,
        places=surveys.by_place(shown.period), last=min(shown.period.last_day, office.today()),
    )  # fmt: skip


@bp.get("/surveys.<any(csv, xlsx):paper>")
def survey_paper(paper: str) -> Response:
    """The same as a spreadsheet."""
    shown, who, renderer = _year(), office.office(), RENDERERS[paper]
    headings = (_("เดือน"), _("ช่องทาง"), *(str(title) for _field, title, _formula in COLUMNS))
    every = [*shown.lines, *shown.channels, replace(shown.total, channel="")]
    lines = tuple((_month(line), channel_name(line.channel), *map(str, line.numbers)) for line in every)
    formulas = tuple((str(title), str(formula)) for _field, title, formula in COLUMNS)
    report = Report(
        title_lines=(_("คำเชิญตอบแบบวัด EIT"), shown.period.label(language())),
        agency=(who.name,) if who else (),
        preface=_("จำนวนคำตอบมีอยู่ในระบบ ITAS ของสำนักงาน ป.ป.ช. เท่านั้น"),
        running_head="",
        blocks=(
            Table(_("คำเชิญตามเดือนและช่องทาง"), headings, lines, frozenset(range(2, len(headings)))),
            Table(_("คิดอย่างไร"), (_("ตัวเลข"), _("นับอย่างไร")), formulas),
        ),
        as_of=_("ข้อมูล ณ วันที่ %(day)s", day=day(min(shown.period.last_day, office.today()))),
    )
    response = Response(renderer.render(report), mimetype=renderer.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="eit-{shown.period.code}.{paper}"'
    return response


def channel_name(channel: str) -> str:
    """A channel in a word; invitations of no channel hang on walls."""
    if channel == EVERYWHERE:
        return str(_("โปสเตอร์"))
    return str(_(CHANNELS[channel].short) if channel else _("รวม"))


def _month(line: Line) -> str:
    return line.month.label(language()) if line.month else _("รวม")


def _year() -> Year:
    asked = request.args.get("year", type=int)
    number = asked if asked and _FIRST <= asked <= _LAST else fiscal_year_of(office.today())
    period = fiscal_year(number)
    lines = surveys.by_month(period)
    slugs = dict.fromkeys(line.channel for line in lines)
    sums = [added([line for line in lines if line.channel == slug], slug) for slug in slugs]
    used = [line for line in sums if any(line.numbers)]
    shown = [line for line in lines if line.channel in {one.channel for one in used}]
    return Year(period, campaigns.find(number), shown, used, added(lines, ""))


def _years(shown: Year) -> list[Period]:
    """The fiscal years to choose from, newest first."""
    numbers = {campaign.fiscal_year for campaign in campaigns.every()}
    found = {fiscal_year_of(shown.period.start), fiscal_year_of(office.today()), *numbers}
    return [fiscal_year(number) for number in sorted(found, reverse=True)]
