"""What would be frozen if a report were published now, and what still speaks against it; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.words import N_
from app.models import MeasureEvidence, MeasuresReport, ReportComment, ReportEdition
from app.renderers import RENDERERS
from app.services import calendar, evidence, measures, report_review, sentences, statistics, suggestions
from app.services.sentences import Reading

SIGNERS = ("prepared_by", "certified_by")
WRITTEN = ("summary", "result")


@dataclass(frozen=True, slots=True)
class Readiness:
    """A report on the way to its next edition, as known at the end of ``day``.

    ``refused``: why it cannot be published at all (Thai msgids). Everything else is for a person to weigh: measures
    ``unwritten`` or ``bare`` of evidence, a day that is ``early`` because the round goes on.
    """

    number: int
    day: date
    figures: Mapping[str, Any]
    reading: Reading
    comments: Sequence[ReportComment]
    missing_months: Mapping[int, Sequence[date]]
    unwritten: Sequence[int]
    unsigned: Sequence[str]
    bare: Sequence[int]
    early: bool
    no_pdf: str | None
    refused: Sequence[str]

    @property
    def claims(self) -> list[sentences.Claimed]:
        """Claims of all measures that the figures do not bear out."""
        return [claim for found in self.reading.claims.values() for claim in found]

    @property
    def lacking(self) -> bool:
        """Whether something that a report should have is not there yet."""
        return bool(self.unwritten or self.unsigned or self.comments or self.missing_months or self.bare or self.early)


def readiness(report: MeasuresReport, *, now: datetime) -> Readiness:
    """Everything the page before publishing says."""
    day, today = as_of_day(report, now), calendar.calendar(now).local_day(now)
    figures = statistics.statement(suggestions.period_of(report), now=now, as_of=day)
    reading = sentences.read(report, now=now, as_of=day)
    gaps = {row.number: evidence.missing_months(row, today) for row in report.rows}
    return Readiness(
        number=len(report.editions) + 1, day=day, figures=figures, reading=reading,
        comments=report_review.unsettled(report), missing_months={n: months for n, months in gaps.items() if months},
        unwritten=[row.number for row in report.rows if not all(getattr(row, cell) for cell in WRITTEN)],
        unsigned=[name for name in SIGNERS if not getattr(report, name)],
        bare=[row.number for row in report.rows if not row.evidence],
        early=day < suggestions.period_of(report).last_day, no_pdf=RENDERERS["pdf"].available(),
        refused=list(_refused(report, day, today, figures, reading)),
    )  # fmt: skip


def as_of_day(report: MeasuresReport, now: datetime) -> date:
    """The day a report speaks of: its own, else the last of its round, else yesterday."""
    yesterday = calendar.calendar(now).local_day(now) - timedelta(days=1)
    return report.as_of or min(suggestions.period_of(report).last_day, yesterday)


def _refused(
    report: MeasuresReport, day: date, today: date, figures: Mapping[str, Any], reading: Reading
) -> Sequence[str]:
    found = []
    if day >= today:
        found.append(N_("วันที่ของข้อมูลต้องเป็นวันที่ผ่านไปแล้ว"))
    if day < suggestions.period_of(report).start:
        found.append(N_("วันที่ของข้อมูลอยู่ก่อนวันแรกของรอบ"))
    if reading.any_outdated:
        found.append(N_("มีประโยคที่ไม่ตรงกับตัวเลข ปรับให้ตรงหรือแก้คำก่อน"))
    if report.editions and not _differs(report, report.editions[-1], figures):
        found.append(N_("ไม่มีอะไรต่างจากฉบับที่เผยแพร่แล้ว"))
    return found


def _differs(report: MeasuresReport, latest: ReportEdition, figures: Mapping[str, Any]) -> bool:
    kept = latest.document
    return (words(report), pieces(report), figures) != (kept["words"], kept["evidence"], latest.figures)


def words(report: MeasuresReport) -> dict[str, dict[str, str]]:
    """The words of a report as they are kept: those of the head under ``0``, then those of each measure."""
    head = {name: getattr(report, name) for name in measures.HEAD}
    return {"0": head, **{str(r.number): {name: getattr(r, name) for name in measures.CELLS} for r in report.rows}}


def pieces(report: MeasuresReport) -> list[dict[str, Any]]:
    """The evidence of a report as it is kept: what it is, of which month, and the hash of each file."""
    return [{"measure": row.number, **_piece(piece)} for row in report.rows for piece in row.evidence]


def _piece(piece: MeasureEvidence) -> dict[str, Any]:
    return {
        "kind": str(piece.kind),
        "label": piece.label,
        "address": piece.address,
        "month": piece.month.isoformat() if piece.month else None,
        "files": [{"name": file.name, "sha256": file.sha256} for file in evidence.files(piece)],
    }
