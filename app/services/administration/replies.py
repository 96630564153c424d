"""Texts that officers start an answer from."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.domain.words import N_
from app.extensions import db
from app.models import ReplyTemplate
from app.services import audit
from app.services.actors import Actor
from app.services.administration import changes
from app.services.administration.changes import Wrong
from app.services.transaction import transaction

ACTIONS = {
    "answer": N_("ตอบ"),
    "ask": N_("ถามผู้ร้อง"),
    "extend": N_("ขยายเวลา"),
    "refer": N_("ส่งต่อหน่วยงานอื่น"),
    "not_accept": N_("ไม่รับไว้พิจารณา"),
    "message": N_("ข้อความถึงผู้ร้อง"),
}


def every() -> Sequence[ReplyTemplate]:
    """All texts, by the action they belong to."""
    return db.session.scalars(select(ReplyTemplate).order_by(ReplyTemplate.action, ReplyTemplate.position)).all()


def find(reply_id: int) -> ReplyTemplate | None:
    """One text."""
    return db.session.get(ReplyTemplate, reply_id)


def save(reply: ReplyTemplate | None, *, title: str, wanted: str, text: str, by: Actor, now: datetime) -> None:
    """Add a text (None) or change one; ``wanted`` is the action it is offered with."""
    if wanted not in ACTIONS:
        raise Wrong("wanted", N_("เลือกว่าใช้กับปุ่มใด"))
    values: dict[str, object] = {"title": title, "action": wanted, "text": text}
    if reply is None:
        values["position"] = (db.session.scalar(select(func.max(ReplyTemplate.position))) or 0) + 1
    action = "reply_changed" if reply else "reply_added"
    changes.write(reply or ReplyTemplate(), values, action=action, subject=title, by=by, now=now)


def remove(reply: ReplyTemplate, *, by: Actor, now: datetime) -> None:
    """Throw a text away; the audit trail keeps it."""
    with transaction():
        audit.record("reply_removed", reply.title, by=by, now=now, text=reply.text, used_with=reply.action)
        db.session.delete(reply)
