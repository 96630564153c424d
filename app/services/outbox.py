"""Mail that must not be lost: put in the case's transaction, claimed with a lease, sent with no transaction open."""

import hashlib
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app
from flask_mail import Message
from sqlalchemy import func, or_, select

from app.extensions import db, mail
from app.models import OutboxMail
from app.services.transaction import transaction

_LEASE = timedelta(minutes=5)
_BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 480, 1440, 4320)]
GIVE_UP = len(_BACK_OFF)

Send = Callable[[OutboxMail], None]


def put(recipient: str, subject: str, body: str, *, key: str, now: datetime, ticket_id: int | None = None) -> None:
    """Add one mail inside the present transaction; its Message-ID follows from ``key`` and never changes."""
    digest = hashlib.sha256(f"{key}/{recipient}".encode()).hexdigest()[:32]
    row = OutboxMail(
        message_id=f"<{digest}@khamrong>", ticket_id=ticket_id, recipient=recipient, subject=subject, body=body,
        created_at=now, due_at=now, attempts=0, last_error="",
    )  # fmt: skip
    db.session.add(row)


def configured() -> bool:
    """Whether a mail server is named; without one everything else works and mail waits."""
    return bool(current_app.config["MAIL_SERVER"])


def send_due(now: Callable[[], datetime], send: Send | None = None, limit: int = 50) -> int:
    """Send what is due; how many left. A mail that fails waits longer each time: 1 minute … 3 days."""
    if not configured():
        return 0
    sent = 0
    for _ in range(limit):
        claimed = _claim(now())
        if claimed is None:
            break
        sent += _try(claimed, send or _smtp, now)
    return sent


def unsent() -> tuple[int, datetime | None]:
    """How many mails wait, and since when the oldest does."""
    query = select(func.count(), func.min(OutboxMail.created_at)).where(OutboxMail.sent_at.is_(None))
    count, oldest = db.session.execute(query).one()
    return count, oldest


def _claim(now: datetime) -> OutboxMail | None:
    with transaction():
        query = (
            select(OutboxMail)
            .where(
                OutboxMail.sent_at.is_(None),
                OutboxMail.due_at <= now,
                OutboxMail.attempts < GIVE_UP,
                or_(OutboxMail.leased_until.is_(None), OutboxMail.leased_until <= now),
            )
            .order_by(OutboxMail.due_at, OutboxMail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = db.session.scalar(query)
        if row is not None:
            row.leased_until = now + _LEASE
            row.attempts += 1
    return row


def _try(row: OutboxMail, send: Send, now: Callable[[], datetime]) -> int:
    db.session.refresh(row)
    db.session.expunge(row)
    db.session.rollback()
    try:
        send(row)
    except (OSError, smtplib.SMTPException) as error:
        _mark(row.id, now(), error=type(error).__name__)
        return 0
    _mark(row.id, now(), error="")
    return 1


def _mark(row_id: int, now: datetime, *, error: str) -> None:
    with transaction():
        row = db.session.get_one(OutboxMail, row_id)
        row.leased_until = None
        row.last_error = error
        if error:
            row.due_at = now + _BACK_OFF[min(row.attempts, GIVE_UP) - 1]
        else:
            row.sent_at = now


def _smtp(row: OutboxMail) -> None:
    message = Message(row.subject, recipients=[row.recipient], body=row.body)
    message.msgId = row.message_id
    with mail.connect() as connection:
        if connection.host is not None and connection.host.sock is not None:
            connection.host.sock.settimeout(current_app.config["MAIL_TIMEOUT"])
        connection.send(message)
