"""How mail stands: whether it can leave, how much waits and since when; a test letter, and another try for old ones."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.extensions import db
from app.models import OutboxMail
from app.services import audit, outbox
from app.services.actors import Actor
from app.services.moments import stamp
from app.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class State:
    """What an administrator wants to know about mail."""

    configured: bool
    unsent: int
    oldest: datetime | None
    given_up: int
    last_error: str


def look() -> State:
    """Ask the outbox."""
    count, oldest = outbox.unsent()
    waiting = OutboxMail.sent_at.is_(None)
    given_up = select(func.count()).where(outbox.given_up())
    error = select(OutboxMail.last_error).where(waiting, OutboxMail.last_error != "").order_by(OutboxMail.id.desc())
    return State(
        configured=outbox.configured(),
        unsent=count,
        oldest=oldest,
        given_up=db.session.scalar(given_up) or 0,
        last_error=db.session.scalar(error.limit(1)) or "",
    )


def send_test(recipient: str, *, by: Actor, now: datetime) -> None:
    """Put a letter into the outbox like any other; it leaves with the worker's next round."""
    with transaction():
        words = _("ถ้าคุณอ่านข้อความนี้ได้ ระบบส่งอีเมลของสำนักงานใช้งานได้")
        outbox.put(recipient, _("ทดสอบอีเมลจากระบบคำร้อง"), words, key=f"test/{stamp(now)}", now=now)
        audit.record("test_letter", "outbox", by=by, now=now)


def try_again(*, by: Actor, now: datetime) -> int:
    """Let letters leave that were given up: how many."""
    with transaction():
        count = outbox.try_again(now)
        if count:
            audit.record("letters_tried_again", "outbox", by=by, now=now, count=count)
    return count
