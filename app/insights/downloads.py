"""The same figures as CSV and XLSX: no cell that runs as a formula, no percentage of fewer than five."""

from flask import Response
from flask_babel import gettext as _

from app.domain.channels import CHANNELS
from app.domain.report import Report
from app.domain.report import Table as Sheet
from app.domain.statistics import Share
from app.insights import figure_words, wording
from app.insights.choosing import Choice, name
from app.insights.figure_tables import FigureTable
from app.insights.tables import Row, Table
from app.renderers import RENDERERS
from app.services.statistics import Figure, Tally
from app.services.statistics.catalogue import CATALOGUE, Known
from app.services.statistics.split import whole
from app.web import office


def table(shown: Table, this: Tally, choice: Choice, paper: str) -> Response:
    """A row for each group, and the total."""
    header = (
        shown.column, _("เกินกำหนด"), _("ทันกำหนด (เรื่อง)"), _("จาก (เรื่อง)"), _("ทันกำหนด (ร้อยละ)"),
        _("ปีก่อน ทันกำหนด (เรื่อง)"), _("ปีก่อน จาก (เรื่อง)"), _("ครึ่งหนึ่งเสร็จใน (วันทำการ)"), _("9 ใน 10 เสร็จใน (วันทำการ)"),
        _("ยกมา"), _("รับใหม่"), _("เปิดใหม่"), _("ปิด"), _("ย้ายเข้า"), _("ย้ายออก"), _("คงเหลือ"),
    )  # fmt: skip
    rows = tuple(_row(row) for row in (*shown.rows, shown.total))
    return _answer(_sheet(shown.heading, header, rows), this, choice, f"{shown.dimension}.{paper}")


def figures(this: Tally, before: Tally, choice: Choice, paper: str) -> Response:
    """Every figure there is, with its formula."""
    header = (_("ตัวเลข"), _("ค่า"), _("เรื่อง"), _("จาก (เรื่อง)"), _("ปีก่อน"), _("คิดอย่างไร"))
    rows = tuple(_figure(known, whole(known, this), whole(known, before)) for known in CATALOGUE.values())
    sheet = Sheet(_("ตัวเลขทั้งหมด"), header, rows, frozenset({2, 3}))
    return _answer(sheet, this, choice, f"figures.{paper}")


def figure(shown: FigureTable, choice: Choice, paper: str) -> Response:
    """One figure: the whole of it, and each of its rows beside the year before."""
    unit = figure_words.unit(shown.known)
    header = (
        figure_words.way(shown.by), unit, _("เรื่อง"), _("จาก (เรื่อง)"), _("ปีก่อน (%(unit)s)", unit=unit),
        _("ปีก่อน เรื่อง"), _("ปีก่อน จาก (เรื่อง)"),
    )  # fmt: skip
    pairs = [*((row.name, row.figure, row.before) for row in shown.rows), (_("รวม"), shown.figure, shown.before)]
    rows = tuple((words, *_numbers(now), *_numbers(before)) for words, now, before in pairs)
    sheet = _sheet(figure_words.full_title(shown.known), header, rows)
    return _answer(sheet, shown.this, choice, f"{shown.known.key}-{shown.by}.{paper}", wording.formula(shown.known))


def daily(this: Tally, choice: Choice, paper: str) -> Response:
    """A row for each day."""
    header = (_("วันที่"), _("ค้างสิ้นวัน (เรื่อง)"))
    rows = tuple((day.isoformat(), str(cases)) for day, cases in this.daily())
    return _answer(_sheet(_("งานค้างรายวัน"), header, rows), this, choice, f"daily.{paper}")


def _figure(known: Known, figure: Figure, earlier: Figure) -> tuple[str, ...]:
    return (
        figure_words.full_title(known),
        wording.value(figure).words,
        str(figure.numerator),
        str(figure.denominator),
        wording.value(earlier).words,
        wording.formula(known),
    )


def _numbers(figure: Figure) -> tuple[str, str, str]:
    return figure_words.plain(figure), str(figure.numerator), str(figure.denominator)


def _sheet(caption: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Sheet:
    """A table in which everything beside the names is a number."""
    return Sheet(caption, header, rows, frozenset(range(1, len(header))))


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


def _answer(sheet: Sheet, this: Tally, choice: Choice, file: str, preface: str = "") -> Response:
    who = office.office()
    service = _(CHANNELS[choice.channel].short) if choice.channel else _("ทุกบริการ")
    report = Report(
        title_lines=(sheet.caption, f"{name(this.period)} · {service}"),
        agency=(who.name,) if who else (),
        preface=preface,
        running_head="",
        blocks=(sheet,),
        as_of=wording.as_of(this, choice.as_of),
    )
    stem, _dot, paper = file.rpartition(".")
    stem += f"-{this.period.code}" + (f"-{choice.channel}" if choice.channel else "")
    stem += f"-as-of-{choice.as_of}" if choice.as_of else ""
    renderer = RENDERERS[paper]
    response = Response(renderer.render(report), mimetype=renderer.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{paper}"'
    return response
