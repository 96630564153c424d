"""The figures of services on paper and in spreadsheets, as the assessors ask for them; printed once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from app.domain.channels import ESERVICE
from app.domain.report import Block, Paragraph, Report, Table
from app.published.statistics_words import as_of, own_apart, span
from app.renderers import RENDERERS
from app.services.keeping import keep
from app.services.public_figures import Year
from app.services.served import Asked
from app.web import office
from app.web.filters import day
from app.web.words import language

if TYPE_CHECKING:
    from app.published.service_statistics import Line, Served

PAPERS = ("pdf", "xlsx", "csv")
_NUMBERS = frozenset({1, 2, 3})


def printed(paper: str, this: Year, services: "tuple[Served, ...]", own: Sequence[tuple[str, Asked]]) -> bytes:
    """A paper of a year; the same figures in the same words are printed once."""
    report = _report(this, services, own)
    return keep(("services", paper, report), lambda: RENDERERS[paper].render(report))


def _report(this: Year, services: "tuple[Served, ...]", own: Sequence[tuple[str, Asked]]) -> Report:
    who, label = office.office(), this.period.label(language())
    title = _("สถิติการให้บริการ ณ จุดให้บริการและ e-Service")
    where = _("อำเภอ%(district)s จังหวัด%(province)s", district=who.district, province=who.province) if who else ""
    return Report(
        title_lines=(title, label),
        agency=(who.name, where) if who else (),
        preface=_("จำนวนผู้ขอรับบริการ %(span)s นับตามวันที่รับจริง หนึ่งคำขอนับเป็นหนึ่งราย", span=span(this)),
        running_head=f"{title} {label}",
        blocks=(_sum(this, services), *(_block(service) for service in services), *_own(this, services, own)),
        as_of=as_of(this),
        names=(who.name, who.short_name) if who else (),
    )


def _header(first: str) -> tuple[str, ...]:
    return (first, _("ณ จุดให้บริการ (ราย)"), _("e-Service (ราย)"), _("รวม (ราย)"))


def _sum(this: Year, services: "tuple[Served, ...]") -> Table:
    rows = [_cells(service.name, service.total) for service in services]
    totals = [service.total for service in services]
    walk_in, online = sum(line.walk_in for line in totals), sum(line.online for line in totals)
    rows.append((_("รวม"), f"{walk_in:,}", f"{online:,}", f"{walk_in + online:,}"))
    return Table(_("ทุกบริการ %(year)s", year=this.period.label(language())), _header(_("บริการ")), tuple(rows), _NUMBERS)


def _block(service: "Served") -> Block:
    if not service.total.together:
        return Paragraph(_("%(service)s: ไม่มีผู้ขอรับบริการ", service=service.name))
    rows = tuple(_cells(line_name(line), line) for line in (*service.lines, service.total))
    return Table(service.name, _header(_("เดือน")), rows, _NUMBERS)


def _own(this: Year, services: "tuple[Served, ...]", own: Sequence[tuple[str, Asked]]) -> list[Block]:
    """The office's own services over the year, as far as they may be told apart."""
    if not any(service.key == ESERVICE.slug for service in services):
        return []
    title, why = _("บริการที่สำนักงานเปิดเอง"), own_apart(this, own)
    if not own:
        return [Paragraph(f"{title}: {why}")]
    header = _header(_("บริการ"))
    if any(asked.online is None for _name, asked in own):
        header, rows = (header[0], header[-1]), [(name, f"{asked.received:,}") for name, asked in own]
        return [Table(title, header, tuple(rows), frozenset({1})), Paragraph(why)]
    split = [(name, f"{a.walk_in:,}", f"{a.online:,}", f"{a.received:,}") for name, a in own]
    return [Table(title, header, tuple(split), _NUMBERS), Paragraph(why)]


def line_name(line: "Line") -> str:
    """พฤศจิกายน 2569 (ถึงวันที่ 21 พฤศจิกายน 2569): a part that is not over says until when it is."""
    if not line.until:
        return line.name
    until = _("ถึงวันที่ %(day)s", day=day(line.until))
    return f"{line.name} ({until})"


def _cells(name: str, line: "Line") -> tuple[str, ...]:
    return name, f"{line.walk_in:,}", f"{line.online:,}", f"{line.together:,}"
