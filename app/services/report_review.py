"""Talk about a report before it is published: remarks until somebody settles them, and who changed which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domain.marked_words import Piece, marked
from app.extensions import db
from app.models import MeasuresReport, ReportChange, ReportComment
from app.services import audit, measures
from app.services.actors import Actor
from app.services.transaction import transaction

PAGE = 50


@dataclass(frozen=True, slots=True)
class Marked:
    """A change with its words marked."""

    change: ReportChange
    pieces: Sequence[Piece]


def comment(report: MeasuresReport, number: int, text: str, *, by: Actor, now: datetime) -> None:
    """Remark something on a measure, or with 0 on the whole report."""
    with transaction():
        remark = ReportComment(number=number, text=text, by_id=by.staff_id, at=now, settled_at=None, settled_by_id=None)
        remark.report = report
        db.session.add(remark)
        audit.record("comment_report", measures.subject(report), by=by, now=now, measure=number)


def settle(report: MeasuresReport, comment_id: int, *, by: Actor, now: datetime) -> None:
    """Say that a remark was seen to; who did it first stays."""
    with transaction():
        for remark in [c for c in report.comments if c.id == comment_id and c.settled_at is None]:
            remark.settled_at, remark.settled_by_id = now, by.staff_id


def unsettled(report: MeasuresReport, number: int | None = None) -> list[ReportComment]:
    """Remarks still open, of a measure or of all."""
    return [c for c in report.comments if c.settled_at is None and (number is None or c.number == number)]


def history(
    report: MeasuresReport, number: int | None = None, before: int | None = None
) -> tuple[list[Marked], int | None]:
    """Changes, the newest first, of a measure or of all, from an id on; and the id to go on from."""
    query = select(ReportChange).where(ReportChange.report_id == report.id)
    query = query.where(ReportChange.number == number) if number is not None else query
    query = query.where(ReportChange.id < before) if before is not None else query
    found = db.session.scalars(query.order_by(ReportChange.id.desc()).limit(PAGE + 1)).all()
    shown = [Marked(change, marked(change.before, change.after)) for change in found[:PAGE]]
    return shown, found[PAGE - 1].id if len(found) > PAGE else None
