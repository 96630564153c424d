"""Coded legal reasons for not accepting a case; a used code stays, it may be taken out of use."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.extensions import db
from app.models import RefusalReason
from app.services.actors import Actor
from app.services.administration import changes


def every() -> Sequence[RefusalReason]:
    """All reasons, those out of use too."""
    return db.session.scalars(select(RefusalReason).order_by(RefusalReason.id)).all()


def find(reason_id: int) -> RefusalReason | None:
    """One reason."""
    return db.session.get(RefusalReason, reason_id)


def save(
    reason: RefusalReason | None,
    *,
    text: str,
    english_text: str,
    malay_text: str = "",
    law: str,
    verified_on: date | None,
    active: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Add a reason (None) or change one; ``verified_on`` is when somebody compared it with the law."""
    action = "refusal_changed" if reason else "refusal_added"
    reason = reason or RefusalReason(code=f"own-{secrets.token_hex(3)}")
    texts = {"text": text, "english_text": english_text, "malay_text": malay_text, "law": law}
    values = {**texts, "verified_on": verified_on, "active": active}
    changes.write(reason, values, action=action, subject=reason.code, by=by, now=now)
