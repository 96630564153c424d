"""The published editions of the measures report, as everybody reads them; nothing is changed here, or anywhere."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from app.domain.dates import local_day
from app.domain.report import Report
from app.extensions import db
from app.models import MeasuresReport, ReportEdition
from app.services import attachments, measures_document
from app.services.moments import stamp

PAPERS = ("docx", "pdf", "xlsx")
"""The papers of an edition that are for everybody; an edition keeps its evidence and its events as well."""


def public() -> Sequence[ReportEdition]:
    """The latest edition of each report, the newest year first; earlier ones are ``edition.report.editions``."""
    latest = select(func.max(ReportEdition.id)).group_by(ReportEdition.report_id)
    query = select(ReportEdition).join(MeasuresReport).where(ReportEdition.id.in_(latest))
    order = (MeasuresReport.fiscal_year.desc(), MeasuresReport.round_months.desc())
    return db.session.scalars(query.order_by(*order)).all()


def find(fiscal_year: int, months: int, number: int | None = None) -> ReportEdition | None:
    """An edition of the report of a fiscal year (พ.ศ.) and round (6 or 12 months): the one asked for, or the latest."""
    query = select(ReportEdition).join(MeasuresReport)
    query = query.where(MeasuresReport.fiscal_year == fiscal_year, MeasuresReport.round_months == months)
    if number is not None:
        query = query.where(ReportEdition.number == number)
    return db.session.scalar(query.order_by(ReportEdition.number.desc()).limit(1))


def before(edition: ReportEdition) -> ReportEdition | None:
    """The edition that this one corrects."""
    return next((e for e in edition.report.editions if e.number == edition.number - 1), None)


def report_of(edition: ReportEdition) -> Report:
    """The edition as the printers and the page know it, word for word as it was published; pictures are on paper."""
    return measures_document.marked(measures_document.thawed(edition.document["report"]), of_itself(edition))


def paper(edition: ReportEdition, kind: str) -> tuple[bytes, str, str] | None:
    """A paper for everybody (``PAPERS``) as it was printed when it was published: bytes, file name, media type."""
    found = next((p.attachment for p in edition.papers if p.kind == kind and kind in PAPERS), None)
    return (attachments.read(found), found.name, found.media_type) if found else None


def events(edition: ReportEdition) -> tuple[bytes, str, str] | None:
    """The events that its figures can be recomputed from; not for everybody. None where it was published without."""
    found = next((p.attachment for p in edition.papers if p.kind == "events"), None)
    return (attachments.read(found), found.name, found.media_type) if found else None


def of_itself(edition: ReportEdition) -> measures_document.Edition:
    """What an edition says of itself on its pages."""
    return measures_document.Edition(
        edition.number, local_day(edition.published_at), edition.changed, content_hash(body(edition))
    )


def content(edition: ReportEdition, report: MeasuresReport | None = None) -> dict[str, Any]:
    """Everything that an edition's hash covers, as plain data; ``report`` where it is not bound to one yet."""
    return {**body(edition, report), "papers": {p.kind: p.attachment.sha256 for p in edition.papers}}


def body(edition: ReportEdition, report: MeasuresReport | None = None) -> dict[str, Any]:
    """The same without the papers, on which the hash of this is printed as the code of the content."""
    report = report or edition.report
    return {
        "fiscal_year": report.fiscal_year,
        "round_months": report.round_months,
        "edition": edition.number,
        "as_of": edition.as_of.isoformat(),
        "published_at": stamp(edition.published_at),
        "changed": edition.changed,
        "document": edition.document,
        "figures": edition.figures,
        "log": {"length": edition.log_length, "hash": edition.log_hash},
    }


def canonical(content: dict[str, Any]) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON, hexadecimal; its letters are what is signed."""
    return hashlib.sha256(canonical(content)).hexdigest()
