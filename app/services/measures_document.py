"""The measures report as the document that the printers know, live or as a published edition kept it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.domain import frozen_report, statement_tables
from app.domain.dates import format_date
from app.domain.report import MeasureCells, MeasureTable, Report, Signature
from app.domain.thai import to_arabic_digits
from app.models import MeasureRow, MeasuresReport, Office
from app.renderers import page_images
from app.services import calendar, evidence_annex
from app.services.measures import round_label

TITLE = ("รายงานผลการดำเนินการ", "เพื่อส่งเสริมคุณธรรมและความโปร่งใส")


@dataclass(frozen=True, slots=True)
class Edition:
    """What a published edition says of itself; ``changed``: what it corrects in the one before.

    ``content_hash`` is of what can be checked at ``address``; it is left out where there is none.
    """

    number: int
    published_on: date
    changed: str = ""
    content_hash: str = ""
    address: str = ""


def document(
    report: MeasuresReport,
    office: Office,
    *,
    now: datetime,
    figures: Mapping[str, Any] | None = None,
    edition: Edition | None = None,
    pictures: bool = True,
) -> Report:
    """Six measures, one a page, signatures, then figures and evidence; dated by the report's as-of day, or today.

    ``figures`` is the statement of the round. Without ``pictures`` no file is opened: the list stands alone.
    """
    day = report.as_of or calendar.calendar(now).local_day(now)
    year, months = f"ประจำปีงบประมาณ {report.fiscal_year}", round_label(report.round_months)
    made = Report(
        title_lines=(*TITLE, f"ภายในหน่วยงาน{year}", months),
        agency=(office.name, f"อำเภอ{office.district} จังหวัด{office.province}"),
        preface=report.preface,
        running_head=f"{''.join(TITLE)}ภายในหน่วยงาน {year} {months} {office.short_name}",
        blocks=tuple(MeasureTable(_cells(row)) for row in report.rows),
        as_of=f"ข้อมูล ณ วันที่ {format_date(day)}",
        signatures=_signatures(report, office),
        names=tuple(n for n in (office.name, office.short_name, office.subdistrict) if n),
        annex=(
            *(statement_tables.blocks(figures) if figures else ()),
            *evidence_annex.annex(report, pictures=pictures),
        ),
    )
    return marked(made, edition) if edition else made


def _signatures(report: MeasuresReport, office: Office) -> tuple[Signature, ...]:
    return (
        Signature("ผู้จัดทำรายงาน", report.prepared_by, report.prepared_position),
        Signature("ผู้รับรองรายงาน", report.certified_by, report.certified_position or office.head_title),
    )


def marked(report: Report, edition: Edition) -> Report:
    """The same report, saying which edition it is and how that can be checked."""
    number, day = f"ฉบับที่ {edition.number}", format_date(edition.published_on)
    lines = [f"แก้ไขจากฉบับก่อน: {edition.changed}"] if edition.changed else []
    if edition.content_hash:
        where = f" ตรวจสอบได้ที่ {edition.address}" if edition.address else ""
        lines.append(f"รหัสเนื้อหา sha256:{edition.content_hash}{where}")
    return replace(report, edition=f"{number} เผยแพร่วันที่ {day}", colophon=tuple(lines))


def frozen(report: Report) -> dict[str, Any]:
    """The report as plain JSON; a picture is named by the SHA-256 of its file and its page."""
    return frozen_report.frozen(report)


def thawed(kept: dict[str, Any], read: Callable[[str], bytes] | None = None) -> Report:
    """The frozen report again; ``read`` gives a file by its SHA-256, without it the pictures are left out.

    A picture whose file is gone is printed as its caption alone.
    """
    if read is None:
        return frozen_report.thawed(kept)

    def drawn(source: str, page: int) -> bytes:
        try:
            return page_images.image(read(source), page).content
        except (OSError, ValueError):
            return b""

    return frozen_report.thawed(kept, drawn)


def _cells(row: MeasureRow) -> MeasureCells:
    first, *others = _paragraphs(row.measure) or ("",)
    return (
        (_numbered(row.number, first), *others),
        _paragraphs(row.steps),
        _paragraphs(row.responsible),
        _paragraphs(row.period),
        _paragraphs(row.summary),
        _paragraphs(row.result),
    )


def _numbered(number: int, text: str) -> str:
    """With its number before it, unless it was typed with one."""
    return text if re.match(rf"{number}\s?[.)]", to_arabic_digits(text)) else f"{number}. {text}"


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
