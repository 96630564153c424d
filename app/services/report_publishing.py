"""A report is published: words, figures, evidence, papers, the head of the log, under one hash and a signature.

The papers are printed before the transaction, which then writes everything or nothing.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.domain.dates import local_day
from app.domain.history import GENESIS
from app.domain.measures import Cell
from app.domain.report import Report
from app.extensions import db
from app.models import ChainHead, EditionPaper, MeasuresReport, Office, ReportEdition
from app.renderers import RENDERERS, PrinterMissing
from app.services import (
    attachments,
    audit,
    audit_package,
    chain,
    editions,
    evidence,
    measures,
    measures_document,
    signing,
    suggestions,
)
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.editions import body, content_hash
from app.services.measures_document import Edition
from app.services.report_readiness import Readiness, pieces, readiness, words
from app.services.sentences import Claimed
from app.services.transaction import transaction

_CELLS = {Cell.SUMMARY: "ช่องสรุปผล", Cell.RESULT: "ช่องผลลัพธ์"}


class NotReady(Exception):
    """The report cannot be published as it is; ``reasons`` are Thai msgids."""

    def __init__(self, reasons: Collection[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class Unanswered(Exception):
    """Claims that the figures do not bear out and that nobody answered for, or a correction without its words."""


def publish(
    report: MeasuresReport, office: Office, *, version: int, answered: Collection[str], changed: str, by: Actor,
    now: datetime, papers: Collection[str] = editions.PAPERS,
) -> ReportEdition:  # fmt: skip
    """Publish the next edition; ``measures.ReportChanged`` when the report is not as it was seen any more.

    ``answered``: the marks (``mark``) of the claims that somebody answers for. ``changed``: what a correction changes.
    """
    ready = _answered(readiness(report, now=now), answered, changed)
    if report.as_of != ready.day:
        measures.save_as_of(report, ready.day, version=version, by=by, now=now)
        version += 1
    if report.version != version:
        raise measures.ReportChanged
    edition, made = _frozen(report, office, ready.number, dict(ready.figures), changed, by, now)
    name = f"รายงานมาตรการ-{report.fiscal_year}-{report.round_months}-ฉบับที่{ready.number}"
    events = audit_package.archive(suggestions.period_of(report), now=now, as_of=ready.day)
    printed = _printed(made, name, papers) | {"events": Accepted(f"{name}-events.zip", "application/zip", events)}
    with transaction():
        measures.touch(report, version, now)
        if pieces(report) != edition.document["evidence"]:  # a publication's file came or went meanwhile
            raise measures.ReportChanged
        _tell(report, ready, by, now)
        _keep(edition, report, printed, now)
        _sign(edition, report)
        about = {"edition": edition.number, "content_hash": edition.content_hash}
        audit.record("publish_report", measures.subject(report), by=by, now=now, **about)
    return edition


def _tell(report: MeasuresReport, ready: Readiness, by: Actor, now: datetime) -> None:
    """Write into the report's history that it was published, and for which claims somebody answers."""
    for claim in ready.claims:
        said = f"{_CELLS[claim.cell]}: {claim.claim.words}"
        measures.changed(report, claim.number, "claim", "", said, by=by, now=now)
    measures.changed(report, 0, "published", "", str(ready.number), by=by, now=now)


def _sign(edition: ReportEdition, report: MeasuresReport) -> None:
    edition.content_hash = content_hash(editions.content(edition, report))
    edition.signature, edition.public_key = signing.sign(edition.content_hash.encode()), signing.public_key()
    edition.report = report
    db.session.add(edition)


def _answered(ready: Readiness, answered: Collection[str], changed: str) -> Readiness:
    if ready.refused:
        raise NotReady(ready.refused)
    if not {mark(claim) for claim in ready.claims} <= set(answered) or bool(changed) != (ready.number > 1):
        raise Unanswered
    return ready


def mark(claim: Claimed) -> str:
    """How a claim is ticked off: its place and its words."""
    return f"{claim.number}/{claim.cell}/{claim.claim.words}"


def _frozen(
    report: MeasuresReport, office: Office, number: int, figures: dict[str, Any], changed: str, by: Actor, now: datetime
) -> tuple[ReportEdition, Report]:
    """The edition without hash and signature, and the report as it is to be printed."""
    itself = Edition(number, local_day(now), changed)
    made = measures_document.document(report, office, now=now, figures=figures, edition=itself)
    document = {"report": measures_document.frozen(made), "words": words(report), "evidence": pieces(report)}
    head = db.session.scalar(select(ChainHead).where(ChainHead.name == chain.EVENTS))
    edition = ReportEdition(
        number=number, as_of=report.as_of, published_at=now, published_by_id=by.staff_id, changed=changed,
        document=document, figures=figures, log_length=head.length if head else 0,
        log_hash=head.hash if head else GENESIS,
    )  # fmt: skip
    itself = replace(itself, content_hash=content_hash(body(edition, report)))
    return edition, measures_document.marked(made, itself)


def _printed(report: Report, name: str, kinds: Collection[str]) -> dict[str, Accepted]:
    """Each paper that can be printed on this machine; the page has said before which one cannot."""
    papers = {}
    for kind in kinds:
        printer = RENDERERS[kind]
        try:
            papers[kind] = Accepted(f"{name}.{printer.extension}", printer.mimetype, printer.render(report))
        except PrinterMissing:
            continue
    return papers


def _keep(edition: ReportEdition, report: MeasuresReport, papers: dict[str, Accepted], now: datetime) -> None:
    """Papers are stored; files of the evidence are there already and are bound to the edition."""
    kept = {kind: attachments.store(file, public=kind in editions.PAPERS, now=now) for kind, file in papers.items()}
    shown = [file for row in report.rows for piece in row.evidence for file in evidence.files(piece)]
    kept |= {f"file-{n}": file for n, file in enumerate(dict.fromkeys(shown), start=1)}
    edition.papers = [EditionPaper(kind=kind, attachment=file) for kind, file in kept.items()]
