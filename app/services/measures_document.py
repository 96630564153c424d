"""The measures report as the document that the printers know."""

from datetime import datetime

from app.domain.dates import format_date
from app.domain.report import (
    Block,
    EvidenceItem,
    EvidenceList,
    MeasureCells,
    MeasureTable,
    PageBreak,
    Report,
    Signature,
)
from app.models import MeasureRow, MeasuresReport, Office
from app.services import calendar
from app.services.measures import round_label


def document(report: MeasuresReport, office: Office, *, now: datetime) -> Report:
    """Six measures, one a page, then the list of evidence; dated by the report's as-of day, or today."""
    day = report.as_of or calendar.calendar(now).local_day(now)
    head = f"ประจำปีงบประมาณ {report.fiscal_year} {round_label(report.round_months)}"
    return Report(
        title_lines=("รายงานผลการดำเนินการ", "เพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", head),
        agency=(office.name, f"อำเภอ{office.district} จังหวัด{office.province}"),
        preface=report.preface,
        running_head=f"รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส {head} {office.short_name}",
        blocks=_blocks(report),
        as_of=f"ข้อมูล ณ วันที่ {format_date(day)}",
        signatures=(
            Signature("ผู้จัดทำรายงาน", report.prepared_by, report.prepared_position),
            Signature("ผู้รับรองรายงาน", report.certified_by, report.certified_position or office.head_title),
        ),
        names=tuple(n for n in (office.name, office.short_name, office.subdistrict) if n),
    )


def _blocks(report: MeasuresReport) -> tuple[Block, ...]:
    blocks: list[Block] = [MeasureTable(_cells(row)) for row in report.rows]
    annex = [
        EvidenceItem(f"มาตรการที่ {row.number}", piece.label) for row in report.rows for piece in row.evidence
    ]  # fmt: skip
    if annex:
        blocks += [PageBreak(), EvidenceList("รายการหลักฐาน", tuple(annex))]
    return tuple(blocks)


def _cells(row: MeasureRow) -> MeasureCells:
    first, *others = _paragraphs(row.measure) or ("",)
    return (
        (f"{row.number}. {first}", *others),
        _paragraphs(row.steps),
        _paragraphs(row.responsible),
        _paragraphs(row.period),
        _paragraphs(row.summary),
        _paragraphs(row.result),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
