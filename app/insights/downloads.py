"""The same figures as spreadsheets: for Excel, no cell that runs as a formula, no percentage of fewer than five."""

from flask import Response
from flask_babel import gettext as _

from app.domain.channels import CHANNELS
from app.domain.report import Report
from app.domain.report import Table as Sheet
from app.domain.statistics import Share
from app.insights import wording
from app.insights.choosing import Choice, name
from app.insights.tables import Row, Table
from app.renderers import csv
from app.services.statistics import Tally
from app.web import office


def table(shown: Table, this: Tally, choice: Choice) -> Response:
    """A row for each group, and the total."""
    header = (
        shown.column, _("เกินกำหนด"), _("ทันกำหนด (เรื่อง)"), _("จาก (เรื่อง)"), _("ทันกำหนด (ร้อยละ)"),
        _("ปีก่อน ทันกำหนด (เรื่อง)"), _("ปีก่อน จาก (เรื่อง)"), _("ครึ่งหนึ่งเสร็จใน (วันทำการ)"), _("9 ใน 10 เสร็จใน (วันทำการ)"),
        _("ยกมา"), _("รับใหม่"), _("เปิดใหม่"), _("ปิด"), _("ย้ายเข้า"), _("ย้ายออก"), _("คงเหลือ"),
    )  # fmt: skip
    rows = tuple(_row(row) for row in (*shown.rows, shown.total))
    return _answer(Sheet(shown.heading, header, rows), this, choice, shown.dimension)


def figures(this: Tally, before: Tally, choice: Choice) -> Response:
    """All shares and typical times."""
    header = (_("ตัวเลข"), _("ค่า"), _("เรื่อง"), _("จาก (เรื่อง)"), _("ปีก่อน"), _("คิดอย่างไร"))
    both = [
        *((f, before.ratios[key]) for key, f in this.ratios.items()),
        *((f, before.durations[key]) for key, f in this.durations.items()),
        (this.waits, before.waits),
    ]
    rows = tuple(
        (
            wording.title(figure),
            wording.value(figure).words,
            str(figure.numerator),
            str(figure.denominator),
            wording.value(earlier).words,
            wording.formula(figure),
        )
        for figure, earlier in both
    )
    return _answer(Sheet(_("ตัวเลขทั้งหมด"), header, rows), this, choice, "figures")


def daily(this: Tally, choice: Choice) -> Response:
    """A row for each day."""
    header = (_("วันที่"), _("ค้างสิ้นวัน (เรื่อง)"))
    rows = tuple((day.isoformat(), str(cases)) for day, cases in this.daily())
    return _answer(Sheet(_("งานค้างรายวัน"), header, rows), this, choice, "daily")


def _row(row: Row) -> tuple[str, ...]:
    line, balance = row.line, row.line.balance
    numbers = (
        balance.brought, balance.received, balance.reopened, balance.closed, balance.moved_in, balance.moved_out,
        balance.carried,
    )  # fmt: skip
    return (
        row.name,
        str(line.counts["overdue"]),
        *_share(line.on_time),
        *_share(row.before.on_time)[:2],
        wording.typical(line.half),
        wording.typical(line.nine),
        *map(str, numbers),
    )


def _share(share: Share) -> tuple[str, str, str]:
    return str(share.part), str(share.whole), "" if share.percent is None else str(share.percent)


def _answer(sheet: Sheet, this: Tally, choice: Choice, file: str) -> Response:
    who = office.office()
    service = _(CHANNELS[choice.channel].short) if choice.channel else _("ทุกบริการ")
    report = Report(
        title_lines=(sheet.caption, f"{name(this.period)} · {service}"),
        agency=(who.name,) if who else (),
        preface="",
        running_head="",
        blocks=(sheet,),
        as_of=wording.as_of(this),
    )
    response = Response(csv.render(report), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}-{this.period.code}.csv"'
    return response
