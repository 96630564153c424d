"""The water balance as a spreadsheet: the sum, the other figures with their formulas, villages and weeks."""

from flask import Response
from flask_babel import gettext as _

from app.domain.report import Report, Table
from app.domain.statistics import Quantile
from app.insights import water_words
from app.insights.choosing import name
from app.insights.water_tables import Balance, Village
from app.renderers import RENDERERS
from app.web import office


def answer(paper: str, of: Balance, as_of: str) -> Response:
    """One table after another, or a sheet for each."""
    who, renderer = office.office(), RENDERERS[paper]
    report = Report(
        title_lines=(_("บัญชีน้ำ"), name(of.choice.period)),
        agency=(who.name,) if who else (),
        preface="",
        running_head="",
        blocks=(_sum(of), _others(of), _villages(of), _weeks(of)),
        as_of=as_of,
    )
    response = Response(renderer.render(report), mimetype=renderer.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="water-{of.choice.period.code}.{paper}"'
    return response


def _sum(of: Balance) -> Table:
    return _figures(_("บัญชีลิตร"), water_words.SUM, of)


def _others(of: Balance) -> Table:
    return _figures(_("ตัวเลขอื่น"), [key for key in of.amounts if key not in water_words.SUM], of)


def _figures(caption: str, keys: list[str] | tuple[str, ...], of: Balance) -> Table:
    rows = tuple(
        (water_words.title(key), f"{of.amounts[key]}", water_words.unit(key), water_words.formula(key)) for key in keys
    )
    return Table(caption, (_("ตัวเลข"), _("ค่า"), _("หน่วยนับ"), _("คิดอย่างไร")), rows, frozenset({1}))


def _villages(of: Balance) -> Table:
    header = (
        _("หมู่บ้าน"), _("จุดที่ขอในช่วงนี้"), _("ครึ่งหนึ่งได้น้ำใน (วัน)"), _("9 ใน 10 ได้น้ำใน (วัน)"), _("ได้น้ำภายใน 3 วัน (จุด)"),
        _("จาก (จุด)"), _("ครัวเรือนที่ได้น้ำ"), _("ลิตรต่อคน"),
    )  # fmt: skip
    rows = tuple(_village(village) for village in of.villages)
    return Table(_("แต่ละหมู่บ้าน"), header, rows, frozenset(range(1, len(header))))


def _village(village: Village) -> tuple[str, ...]:
    share = village.compared.share if village.compared else None
    return (
        village.name,
        str(village.half.of),
        days(village.half),
        days(village.nine),
        str(share.part if share else 0),
        str(share.whole if share else 0),
        str(village.homes),
        "" if village.per_person is None else str(village.per_person),
    )


def _weeks(of: Balance) -> Table:
    header = (
        _("สัปดาห์ที่เริ่มวันที่"), _("คำร้องที่รับ"), _("ขอ (ลิตร)"), _("กลับมาขอ (ลิตร)"), _("ส่งแล้ว (ลิตร)"), _("ตัดออก (ลิตร)"),
        _("ค้างส่งสิ้นสัปดาห์ (ลิตร)"),
    )  # fmt: skip
    rows = tuple(
        (w.period.start.isoformat(), str(w.requests), str(w.asked), str(w.returned), str(w.delivered), str(w.declined),
         str(w.outstanding))
        for w in of.weeks
    )  # fmt: skip
    return Table(_("รายสัปดาห์"), header, rows, frozenset(range(1, len(header))))


def days(time: Quantile) -> str:
    """2.5, >30.6 where too many still wait, or nothing where there are fewer than five."""
    found = time.days
    if found is None:
        return ""
    return f">{found:,.1f}" if time.more_than else f"{found:,.1f}"
