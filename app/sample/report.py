"""The measures report of the sample office's last fiscal year: written, with evidence, published. It is invented."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.domain.dates import BANGKOK, format_month
from app.domain.evidence_months import months_asked
from app.domain.periods import fiscal_year_of
from app.domain.report import Heading, Paragraph, Report
from app.extensions import db
from app.models import MeasureRow, Office
from app.renderers import RENDERERS
from app.sample.desk import Desk
from app.sample.report_texts import ANSWERED, MINUTES, PREPARED, WRITTEN
from app.services import evidence, measures, report_publishing, report_review, sentences, suggestions
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.report_readiness import as_of_day
from app.services.round_figures import Round

PAPERS = ("docx", "xlsx")  # typesetting the PDF takes longer than all the rest of this


def publish(desk: Desk, now: datetime) -> None:
    """After everything else, for it settles the totals of the corruption channel for good."""
    year = fiscal_year_of(now.astimezone(BANGKOK).date()) - 1
    present = db.session.scalars(select(Office)).one()
    by, head = desk.who("palad"), desk.who("nayok")
    report = measures.draft(year, 12, present, by=by, now=now)
    signed = {name: getattr(report, name) for name in measures.HEAD} | PREPARED
    day = as_of_day(report, now)
    measures.save_head(report, signed, day, version=report.version, by=by, now=now)
    figures = suggestions.round_figures(report, now=now)
    for row in report.rows:
        _write(row, figures, by, now)
    _show(report.rows, by, now)
    report_review.comment(report, 2, "ขอให้แนบบันทึกการประชุมให้ครบทุกเดือนก่อนเผยแพร่", by=head, now=now)
    report_review.settle(report, report.comments[0].id, by=by, now=now)
    report_publishing.publish(
        report, present, version=report.version, answered=ANSWERED, changed="", by=head, now=now, papers=PAPERS
    )


def _write(row: MeasureRow, figures: Round, by: Actor, now: datetime) -> None:
    """One's own words first, then what the figures say."""
    texts = {name: getattr(row, name) for name in measures.CELLS} | dict(WRITTEN[row.number])
    measures.save_row(row, texts, version=row.report.version, by=by, now=now)
    for suggestion in suggestions.of_round(row.number, figures):
        sentences.use(row, suggestion, by=by, now=now)


def _show(rows: list[MeasureRow], by: Actor, now: datetime) -> None:
    """Every kind of evidence: manuals, minutes by month, a link, the count of invitations, publications."""
    given: dict[str, Any] = {"by": by, "now": now}
    services, budget, internal, survey, news, channels = rows
    for row, which in ((services, ""), (channels, "corruption")):
        offered = evidence.offered_manuals(row, now.astimezone(BANGKOK).date())
        evidence.add_manuals(row, {m.id for m in offered if m.service.startswith(which)}, **given)
    for row in (budget, internal):
        for month in months_asked(row.period, suggestions.period_of(row.report)):
            title = _title(row.number, month)
            evidence.add_files(row, [_minutes(row.number, title)], label=title, month=month, **given)
    evidence.add_link(internal, "https://itas.nacc.go.th/", label="ระบบประเมิน ITAS ของสำนักงาน ป.ป.ช.", **given)
    evidence.add_invitations(survey, **given)
    evidence.add_publications(news, {one.id for one in evidence.offered_publications(news)}, **given)


def _title(number: int, month: date) -> str:
    return f"{MINUTES[number][0]} {format_month(month.year, month.month, glue=False)}"


def _minutes(number: int, title: str) -> Accepted:
    """A page of minutes as the office would have typed it."""
    paper = RENDERERS["docx"]
    paragraphs = tuple(Paragraph(text) for text in MINUTES[number][1:])
    written = Report((title,), ("สำนักงานตัวอย่าง",), "", title, (Heading("สรุป"), *paragraphs), "")
    return Accepted(f"{title}.docx", paper.mimetype, paper.render(written))
