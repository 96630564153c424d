"""Mail that must not be lost: put in the case's transaction, claimed with a lease, sent with no transaction open."""

import hashlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_mail import BadHeaderError, Connection, Message
from sqlalchemy import ColumnElement, delete, func, or_, select, update

from app.domain.dates import local_day
from app.extensions import db
from app.models import OutboxMail
from app.services import invitations
from app.services.transaction import transaction

LEASE = timedelta(minutes=5)
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 480, 1440, 4320))
_WHOLE = 6  # time-outs: the most that one letter takes, whatever the server does meanwhile
GIVE_UP = len(BACK_OFF) + 9  # about a month of trying

Send = Callable[[OutboxMail], None]
Clock = Callable[[], datetime]

# The server works but does not want this one mail.
_REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError, BadHeaderError)


def put(
    recipient: str,
    subject: str,
    body: str,
    *,
    key: str,
    now: datetime,
    ticket_id: int | None = None,
    until: datetime | None = None,
) -> None:
    """Add one mail inside the present transaction; its Message-ID follows from ``key`` and never changes.

    A mail that could not leave ``until`` then is dropped: only for reminders, never for a letter about a case.
    """
    row = OutboxMail(
        message_id=_message_id(recipient, key), ticket_id=ticket_id, recipient=recipient, subject=subject, body=body,
        created_at=now, due_at=now, until=until, attempts=0, last_error="",
    )  # fmt: skip
    db.session.add(row)


def holds(recipient: str, key: str) -> bool:
    """Whether this mail was put in before."""
    query = select(OutboxMail.id).where(OutboxMail.message_id == _message_id(recipient, key))
    return db.session.scalar(query) is not None


def configured() -> bool:
    """Whether a mail server is named; without one everything else works and mail waits."""
    return bool(current_app.config["MAIL_SERVER"])


def send_due(now: Clock, send: Send | None = None, limit: int = 50) -> int:
    """Send what is due; how many left. A mail that fails waits longer each time: 1 minute … 3 days.

    A server in trouble ends the round: asking it again for every mail that waits could take an hour.
    """
    sent = 0
    for _ in range(limit if configured() else 0):
        claimed = _claim(now())
        if claimed is None:
            break
        error = _try(claimed, send or _smtp)
        _mark(claimed, now(), error)
        sent += error is None
        if error and not isinstance(error, _REFUSED):
            break
    return sent


def drop_late(now: datetime) -> int:
    """Forget reminders whose time is over: how many."""
    with transaction():
        late = delete(OutboxMail).where(OutboxMail.sent_at.is_(None), OutboxMail.until <= now, _free(now))
        return len(db.session.scalars(late.returning(OutboxMail.id)).all())


def given_up() -> ColumnElement[bool]:
    """Tried for about a month in vain, and not tried again by itself."""
    return OutboxMail.sent_at.is_(None) & (OutboxMail.attempts >= GIVE_UP)


def try_again(now: datetime) -> int:
    """Letters that were given up begin anew with their tries, as the same letters: how many."""
    with transaction():
        again = update(OutboxMail).where(given_up(), _free(now)).values(attempts=0, due_at=now, leased_until=None)
        return len(db.session.scalars(again.returning(OutboxMail.id)).all())


def unsent() -> tuple[int, datetime | None]:
    """How many mails wait, and since when the oldest does."""
    query = select(func.count(), func.min(OutboxMail.created_at)).where(OutboxMail.sent_at.is_(None))
    count, oldest = db.session.execute(query).one()
    return count, oldest


def _message_id(recipient: str, key: str) -> str:
    return f"<{hashlib.sha256(f'{key}/{recipient}'.encode()).hexdigest()[:32]}@khamrong>"


def _free(now: datetime) -> ColumnElement[bool]:
    """Nobody is at it; a lease that ends later than any lease can is from a clock that was wrong."""
    ends = OutboxMail.leased_until
    return or_(ends.is_(None), ends <= now, ends > now + LEASE)


def _due(now: datetime) -> ColumnElement[bool]:
    """Its wait is over; one that is longer than any wait is from a clock that was wrong."""
    return or_(OutboxMail.due_at <= now, OutboxMail.due_at > now + BACK_OFF[-1])


def _claim(now: datetime) -> OutboxMail | None:
    with transaction():
        query = (
            select(OutboxMail)
            .where(
                OutboxMail.sent_at.is_(None),
                _due(now),
                OutboxMail.attempts < GIVE_UP,
                or_(OutboxMail.until.is_(None), OutboxMail.until > now),
                _free(now),
            )
            .order_by(OutboxMail.due_at, OutboxMail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = db.session.scalar(query)
        if row is not None:
            row.leased_until = now + LEASE
            row.attempts += 1
            db.session.flush()
            db.session.expunge(row)
    return row


def _try(row: OutboxMail, send: Send) -> Exception | None:
    """Send with no transaction open; what went wrong, if anything did."""
    try:
        send(row)
    except (OSError, ValueError, BadHeaderError) as error:  # smtplib's own errors are all OSErrors
        return error
    return None


def _mark(claimed: OutboxMail, now: datetime, error: Exception | None) -> None:
    with transaction():
        row = db.session.get(OutboxMail, claimed.id)
        if row is None or (error and row.attempts != claimed.attempts):
            return  # dropped, or taken over by another worker after our lease ran out
        row.leased_until = None
        row.last_error = type(error).__name__ if error else ""
        if error:
            row.due_at = now + BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1]
        else:
            invitations.left(row, local_day(now))
            row.sent_at = now


class _Bounded(smtplib.SMTP):
    """A conversation that is cut off when all of it takes too long: a server may trickle letters for ever."""

    def connect(self, *where: Any, **more: Any) -> tuple[int, bytes]:
        """From here on the time runs."""
        self._watch = threading.Timer(_WHOLE * self.timeout, self._cut)
        self._watch.daemon = True
        self._watch.start()
        return super().connect(*where, **more)

    def close(self) -> None:
        """It is over."""
        self._watch.cancel()
        super().close()

    def _cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class _Patient(Connection):
    """Flask-Mail's connection with what it lacks: a time-out, a checked certificate, calm once the mail is gone."""

    def configure_host(self) -> smtplib.SMTP:
        """Connect; no answer may take longer than MAIL_TIMEOUT, the whole no longer than six times that."""
        host = _Bounded(self.mail.server, self.mail.port, timeout=current_app.config["MAIL_TIMEOUT"])
        if self.mail.use_tls:
            host.starttls(context=ssl.create_default_context())
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    def __exit__(self, *_: object) -> None:
        """Say goodbye; whoever hangs up first has the mail all the same."""
        if self.host is not None:
            with suppress(OSError):
                self.host.quit()
            self.host.close()


def _smtp(row: OutboxMail) -> None:
    message = Message(row.subject, recipients=[row.recipient], body=row.body)
    message.msgId = row.message_id
    with _Patient(current_app.extensions["mail"]) as connection:
        connection.send(message)
