"""Evidence of the measures: files, links, manuals in force, publications, the count of invitations; by month if wanted.

A file that a published edition shows is taken out of the draft only; its bytes stay.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app

from app.domain import evidence_months
from app.domain.dates import format_month
from app.domain.evidence import EvidenceKind
from app.domain.survey import usable
from app.domain.words import N_
from app.extensions import db
from app.models import (
    Attachment,
    EitCampaign,
    Manual,
    MeasureEvidence,
    MeasureRow,
    MeasuresReport,
    Publication,
)
from app.services import attachments, audit, manuals, measures, publications, suggestions
from app.services.actors import Actor
from app.services.attachments import Accepted
from app.services.transaction import transaction

MANUALS, SURVEY, PUBLICATIONS = (1, 6), 4, 5
BY_HAND = (2, 3)
"""Measures that nothing but evidence by month can show."""


class BadAddress(ValueError):
    """An address that is no safe link; the text is a Thai sentence."""


def add_files(
    row: MeasureRow, files: Sequence[Accepted], *, label: str = "", month: date | None = None, by: Actor, now: datetime
) -> None:
    """Keep files with a measure under a label, else under their own names."""
    with transaction():
        measures.touch(row.report, None, now)
        for file in files:
            kept = attachments.store(file, public=False, now=now)
            _add(row, EvidenceKind.FILE, label or kept.name, by, now, attachment=kept, month=month)


def add_link(
    row: MeasureRow, address: str, *, label: str = "", month: date | None = None, by: Actor, now: datetime
) -> None:
    """Point to a page elsewhere; ``BadAddress`` unless it is a plain https address."""
    if not usable(address):
        raise BadAddress(N_("ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https:// เช่น https://example.go.th/news/1"))
    with transaction():
        measures.touch(row.report, None, now)
        _add(row, EvidenceKind.LINK, label or address, by, now, address=address, month=month)


def offered_manuals(row: MeasureRow, day: date) -> list[Manual]:
    """The manuals in force at the end of the round that are not evidence of this measure yet."""
    last = min(suggestions.period_of(row.report).last_day, day)
    there = {piece.manual_id for piece in row.evidence}
    return [manual for manual in manuals.all_in_force(last) if manual.id not in there]


def offered_publications(row: MeasureRow) -> list[Publication]:
    """The publications of the round that are not evidence of this measure yet, in the order of the headings."""
    there = {piece.publication_id for piece in row.evidence}
    return [one for one in publications.of_round(suggestions.period_of(row.report)) if one.id not in there]


def add_manuals(row: MeasureRow, ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Show manuals, in the versions that are in force."""
    with transaction():
        measures.touch(row.report, None, now)
        for manual in offered_manuals(row, suggestions.round_figures(row.report, now=now).today):
            if manual.id in ids:
                label = f"{manual.title} ฉบับที่ {manual.version}"
                address = _public(f"/services/{manual.service}", manual.version)
                _add(row, EvidenceKind.MANUAL, label, by, now, manual_id=manual.id, address=address)


def add_publications(row: MeasureRow, ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Show publications, each in its month."""
    with transaction():
        measures.touch(row.report, None, now)
        for one in offered_publications(row):
            if one.id in ids:
                more = {"month": one.dated.replace(day=1), "address": _public(f"/news/{one.id}")}
                _add(row, EvidenceKind.PUBLICATION, one.title, by, now, publication=one, **more)


def add_invitations(row: MeasureRow, *, by: Actor, now: datetime) -> None:
    """Show the count of invitations to the EIT survey, once."""
    with transaction():
        measures.touch(row.report, None, now)
        if all(piece.kind is not EvidenceKind.INVITATIONS for piece in row.evidence):
            _add(row, EvidenceKind.INVITATIONS, "ตารางจำนวนคำเชิญตอบแบบวัด EIT", by, now)


def describe(row: MeasureRow, evidence_id: int, label: str, month: date | None, *, by: Actor, now: datetime) -> None:
    """Say what a piece of evidence shows, and of which month."""
    with transaction():
        for piece in [e for e in row.evidence if e.id == evidence_id]:
            measures.touch(row.report, None, now)
            before = _said(piece)
            piece.label, piece.month = label or piece.label, month
            measures.changed(row.report, row.number, "evidence", before, _said(piece), by=by, now=now)


def drop(row: MeasureRow, evidence_id: int, *, by: Actor, now: datetime) -> None:
    """Take one piece of evidence away; a file that no edition shows is erased."""
    with transaction():
        for piece in [e for e in row.evidence if e.id == evidence_id]:
            measures.touch(row.report, None, now)
            measures.changed(row.report, row.number, "evidence", _said(piece), "", by=by, now=now)
            row.evidence.remove(piece)
            if piece.attachment:
                attachments.forget(piece.attachment)
            audit.record("drop_evidence", measures.subject(row), by=by, now=now)


def files(piece: MeasureEvidence) -> list[Attachment]:
    """The file of a piece of evidence, or those that everybody sees with the publication that it is."""
    one = piece.publication
    public = one is not None and one.published_at is not None and one.withdrawn_at is None
    shown = [file.attachment for file in publications.files(one)] if one and public else []
    return [*([piece.attachment] if piece.attachment else []), *shown]


def file(report: MeasuresReport, evidence_id: int) -> Attachment | None:
    """The file of one piece of evidence of this report."""
    return next((e.attachment for row in report.rows for e in row.evidence if e.id == evidence_id), None)


def missing_months(row: MeasureRow, today: date) -> list[date]:
    """Months that are over and of which a measure written by hand, or in its window the survey, shows nothing."""
    asked = _asked(row)
    return evidence_months.missing(asked, {e.month for e in row.evidence if e.month}, today)


def _public(path: str, version: int | None = None) -> str:
    """Where everybody finds it; of a manual, the version that it was."""
    return f"{current_app.config['PUBLIC_URL']}{path}" + (f"/versions/{version}" if version else "")


def _said(piece: MeasureEvidence) -> str:
    month = f" ({format_month(piece.month.year, piece.month.month, glue=False)})" if piece.month else ""
    return f"{piece.label}{month}"


def _asked(row: MeasureRow) -> list[date]:
    period = suggestions.period_of(row.report)
    if row.number in BY_HAND:
        return evidence_months.months_asked(row.period, period)
    campaign = db.session.get(EitCampaign, row.report.fiscal_year) if row.number == SURVEY else None
    if campaign is None or any(e.kind is EvidenceKind.INVITATIONS for e in row.evidence):
        return []
    first = campaign.opens_on.replace(day=1)
    return [month for month in evidence_months.months_of(period) if first <= month <= campaign.closes_on]


def _add(row: MeasureRow, kind: EvidenceKind, label: str, by: Actor, now: datetime, **more: Any) -> None:
    piece = MeasureEvidence(
        **{"kind": kind, "label": label, "address": "", "added_at": now, "added_by_id": by.staff_id, **more}
    )
    row.evidence.append(piece)
    measures.changed(row.report, row.number, "evidence", "", label, by=by, now=now)
    audit.record("add_evidence", measures.subject(row), by=by, now=now, kind=kind)
