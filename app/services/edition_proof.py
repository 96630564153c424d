"""A published edition held against everything it came from: its hash, signature, papers, the log, and the figures anew.

It believes nothing that is kept beside the log, and repairs nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.domain.figure_changes import differences
from app.domain.history import GENESIS
from app.domain.words import N_
from app.extensions import db
from app.models import AuditEntry, ReportEdition, TicketEvent
from app.services import attachments, chain, editions, measures, signing, statistics, suggestions, upkeep

_MOST = 12
WORDS = {
    "content": N_("เนื้อหาตรงกับรหัสของฉบับนี้"),
    "signature": N_("ลายมือชื่อของหน่วยงานถูกต้อง"),
    "key": N_("ลงชื่อด้วยกุญแจปัจจุบันของหน่วยงาน"),
    "trail": N_("บันทึกการใช้งานจดการเผยแพร่ฉบับนี้ไว้ด้วยรหัสเดียวกัน"),
    "papers": N_("เอกสารและไฟล์หลักฐานทุกไฟล์ไม่เปลี่ยนไป"),
    "chain": N_("ลูกโซ่ของบันทึกเหตุการณ์ไม่ขาด"),
    "head": N_("บันทึกเหตุการณ์ยังมีทุกเหตุการณ์ที่มีอยู่ในวันที่เผยแพร่"),
    "facts": N_("ค่าที่เก็บไว้ข้างเรื่องตรงกับบันทึกเหตุการณ์"),
    "figures": N_("ตัวเลขที่คำนวณใหม่ตรงกับที่เผยแพร่"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at, by its key in ``WORDS``; ``wrong``: what differs, empty when it holds."""

    key: str
    wrong: tuple[str, ...] = ()


def verify(edition: ReportEdition, *, now: datetime, key: str | None = None) -> list[Line]:
    """Every line of the proof. ``key``: the public key that is known from elsewhere, else this installation's own."""
    return [
        Line("content", tuple(_content(edition))),
        Line("signature", () if _signed(edition) else (edition.signature,)),
        Line("key", () if edition.public_key == (key or signing.public_key()) else (edition.public_key,)),
        Line("trail", tuple(_trail(edition))),
        Line("papers", tuple(_papers(edition))),
        Line("chain", tuple(f"{b.chain} {b.position} (row {b.link_id})" for b in chain.verify())),
        Line("head", tuple(_head(edition))),
        Line("facts", tuple(f"{ticket.reference}: {', '.join(names)}" for ticket, names in upkeep.differing(now))),
        Line("figures", tuple(_figures(edition, now))),
    ]


def _content(edition: ReportEdition) -> Iterator[str]:
    found = editions.content_hash(editions.content(edition))
    if found != edition.content_hash:
        yield f"{edition.content_hash} → {found}"


def _signed(edition: ReportEdition) -> bool:
    return signing.holds(edition.content_hash.encode(), edition.signature, edition.public_key)


def _trail(edition: ReportEdition) -> Iterator[str]:
    """The audit trail is a chain of its own: who exchanges an edition, or takes one away, has to forge that too."""
    about = measures.subject(edition.report)
    query = select(AuditEntry).where(AuditEntry.action == "publish_report", AuditEntry.subject == about)
    told = [(line.data["edition"], line.data["content_hash"], line.actor_id) for line in db.session.scalars(query)]
    said = [found[1:] for found in told if found[0] == edition.number]
    if said != [(edition.content_hash, edition.published_by_id)]:
        yield ", ".join(f"{code} (staff {by})" for code, by in said) or "–"
    there = {one.number for one in edition.report.editions}
    yield from (f"{number}: {code} → –" for number, code, _by in told if number not in there)


def _papers(edition: ReportEdition) -> Iterator[str]:
    kept = {piece["sha256"] for part in edition.document["evidence"] for piece in part["files"]}
    for paper in edition.papers:
        kept.discard(paper.attachment.sha256)
        try:
            attachments.read(paper.attachment)
        except (OSError, ValueError):
            yield f"{paper.kind}: {paper.attachment.name}"
    yield from sorted(kept)


def _head(edition: ReportEdition) -> Iterator[str]:
    ids = select(TicketEvent.id).order_by(TicketEvent.id)
    last = db.session.scalar(ids.offset(edition.log_length - 1).limit(1)) if edition.log_length else None
    found = db.session.scalar(select(TicketEvent.hash).where(TicketEvent.id == last)) if last else GENESIS
    length = db.session.scalar(select(func.count()).select_from(TicketEvent)) or 0
    if found != edition.log_hash or length < edition.log_length:
        yield f"{edition.log_length}: {edition.log_hash} → {min(length, edition.log_length)}: {found}"


def _figures(edition: ReportEdition, now: datetime) -> Iterator[str]:
    period = suggestions.period_of(edition.report)
    anew = json.loads(json.dumps(statistics.statement(period, now=now, as_of=edition.as_of)))
    changes = list(differences(edition.figures, anew))
    yield from (f"{change.path}: {change.before} → {change.after}" for change in changes[:_MOST])
    if len(changes) > _MOST:
        yield f"+{len(changes) - _MOST}"
