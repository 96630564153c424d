"""Counting failures, so that nobody guesses: five in a quarter of an hour close a door for the rest of it.

Names, numbers and codes are counted here, in the database, which all processes share. Where somebody comes from never
is: app.services.limits counts that, and stores nothing.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, select

from app.extensions import db
from app.models import Throttle
from app.services.transaction import hold, transaction

TRIES, WINDOW = 5, timedelta(minutes=15)
_KEPT = timedelta(days=31)  # no window is longer


class TooManyTries(Exception):
    """This door is closed until a moment."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries")
        self.until = until


def key(purpose: str, name: str) -> str:
    """What is counted, as a hash that tells nobody the name."""
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"{purpose} {name}".encode(), hashlib.sha256).hexdigest()


def check(key: str, *, now: datetime, window: timedelta = WINDOW) -> None:
    """Refuse a further try while the door is closed; tries of a clock that was far ahead close none."""
    row = db.session.get(Throttle, key)
    if row and row.count >= TRIES and abs(now - row.since) < window:
        raise TooManyTries(row.since + window)


def count(key: str, *, now: datetime, window: timedelta = WINDOW) -> None:
    """One more failure; after a quarter of an hour (``window``) the count begins anew."""
    with transaction():
        row = hold(select(Throttle).where(Throttle.key == key), lambda: Throttle(key=key, since=now, count=0))
        if abs(now - row.since) >= window:
            row.since, row.count = now, 0
        row.count += 1


def forget(key: str) -> None:
    """Start counting anew after a good try."""
    with transaction():
        row = db.session.get(Throttle, key)
        if row:
            db.session.delete(row)


def purge(now: datetime) -> None:
    """Forget what was counted long ago."""
    with transaction():
        db.session.execute(delete(Throttle).where(Throttle.since < now - _KEPT))
