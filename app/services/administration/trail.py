"""The audit trail as a list, newest first, fifty at a time: by person, subject, kind and day. It can only be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select

from app.extensions import db
from app.models import AuditEntry

PAGE = 50
_ACT = AuditEntry.action
_READS = ("saw_earlier", "audit_package", "backup_downloaded", "personal_searched", "personal_copied")
_SIGN_INS = ("signed_in", "signed_out", "sign_in_refused", "recovery_code_used", "session_ended", "sessions_ended")
_PEOPLE = (
    "staff_hired", "staff_changed", "staff_dismissed", "staff_reinstated", "password_reset", "password_changed",
    "second_step_on", "second_step_off", "second_step_dropped", "sessions_ended_for", "recovery_codes_made",
)  # fmt: skip


class Kind(StrEnum):
    """What a line is about."""

    READS = "reads"
    SIGN_INS = "sign-ins"
    PEOPLE = "people"
    SEALED = "sealed"
    OTHER = "other"


_KINDS: dict[Kind, ColumnElement[bool]] = {
    Kind.READS: or_(_ACT.startswith("read_", autoescape=True), _ACT.in_(_READS)),
    Kind.SIGN_INS: _ACT.in_(_SIGN_INS),
    Kind.PEOPLE: _ACT.in_(_PEOPLE),
    Kind.SEALED: _ACT.startswith("sealed.", autoescape=True),
}
_KINDS[Kind.OTHER] = ~or_(*_KINDS.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines; what is not said does not narrow."""

    staff_id: int | None = None
    subject: str = ""
    kind: Kind | None = None
    since: datetime | None = None


EVERYTHING = Wanted()
Page = tuple[Sequence[AuditEntry], int | None]


def page(wanted: Wanted = EVERYTHING, before: int | None = None) -> Page:
    """Lines older than ``before``, and where the next page begins (None: that was all)."""
    query = select(AuditEntry).where(*_conditions(wanted)).order_by(AuditEntry.id.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    found = db.session.scalars(query).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def readers(reference: str, before: int | None = None) -> Page:
    """Who looked at a case, and when."""
    return page(Wanted(subject=reference, kind=Kind.READS), before)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [] if wanted.staff_id is None else [AuditEntry.actor_id == wanted.staff_id]
    if wanted.subject:
        found.append(AuditEntry.subject == wanted.subject)
    if wanted.kind:
        found.append(_KINDS[wanted.kind])
    if wanted.since:
        found.append(AuditEntry.at >= wanted.since)
    return found
