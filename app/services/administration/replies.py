"""Texts that officers start an answer from: for which act, channel and language, with fields that a case fills in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.domain.channels import COMPLAINTS, ESERVICE, WATER
from app.domain.replies import LANGUAGES, unknown
from app.domain.words import N_
from app.extensions import db
from app.models import ReplyTemplate
from app.services import audit, services
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
    "not_approve": N_("ไม่อนุมัติ"),
    "message": N_("ข้อความถึงผู้ร้อง"),
}
_EVERYWHERE = {
    "": N_("ทุกช่องทาง"),
    COMPLAINTS.slug: N_("แจ้งความเดือดร้อน"),
    WATER.slug: N_("ขอรถน้ำ"),
    ESERVICE.slug: N_("บริการของสำนักงานทุกอย่าง"),
}


def channels() -> Mapping[str, str]:
    """Where a text may be offered (Thai msgids): everywhere, in one channel, with one service of the office's own."""
    return {**_EVERYWHERE, **{service.slug: service.name for service in services.every()}}


def every() -> Sequence[ReplyTemplate]:
    """All texts, by the action they belong to, then by channel and language."""
    order = (ReplyTemplate.action, ReplyTemplate.channel_slug, ReplyTemplate.language.desc(), ReplyTemplate.position)
    return db.session.scalars(select(ReplyTemplate).order_by(*order)).all()


def find(reply_id: int) -> ReplyTemplate | None:
    """One text."""
    return db.session.get(ReplyTemplate, reply_id)


def save(
    reply: ReplyTemplate | None, *, title: str, wanted: str, channel: str, language: str, text: str, by: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Add a text (None) or change one; ``wanted`` is the action it is offered with, ``channel`` "" offers it in all."""
    if wanted not in ACTIONS:
        raise Wrong("wanted", N_("เลือกว่าใช้กับปุ่มใด"))
    if channel not in channels():
        raise Wrong("channel", N_("เลือกว่าใช้กับช่องทางใด"))
    if language not in LANGUAGES:
        raise Wrong("language", N_("เลือกภาษาของข้อความ"))
    check(text)
    values: dict[str, object] = {"title": title, "action": wanted, "text": text}
    values |= {"channel_slug": channel, "language": language}
    if reply is None:
        values["position"] = (db.session.scalar(select(func.max(ReplyTemplate.position))) or 0) + 1
    action = "reply_changed" if reply else "reply_added"
    row = reply or ReplyTemplate(channel_slug="", language="")
    changes.write(row, values, action=action, subject=title, by=by, now=now)


def check(text: str) -> None:
    """Refuse a field that no case can fill in."""
    if strange := unknown(text):
        names = " ".join(name if name in "{}" else f"{{{name}}}" for name in strange)
        raise Wrong("text", N_("ไม่รู้จักช่อง %(names)s ใช้ได้เฉพาะช่องในรายการด้านล่าง"), names=names)


def remove(reply: ReplyTemplate, *, by: Actor, now: datetime) -> None:
    """Throw a text away; the audit trail keeps it."""
    with transaction():
        audit.record("reply_removed", reply.title, by=by, now=now, text=reply.text, used_with=reply.action)
        db.session.delete(reply)
