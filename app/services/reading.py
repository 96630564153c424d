"""Figures are read from the replica, where there is one: nothing is written there, and nobody's case waits for a count.

It is asked only when it has everything that was written before the question, so a page from it is never behind. When
it is, or does not answer, the primary is asked as if there were no replica.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.extensions import REPLICA, db
from app.services.outages import Outage

Made = TypeVar("Made")
_WRITTEN = text("SELECT pg_current_wal_flush_lsn()")
_THERE = text("SELECT pg_last_wal_replay_lsn() >= CAST(:written AS pg_lsn)")
_REST, _STEP, _STEPS = 15.0, 0.02, 25


class Behind(Exception):
    """The replica has not yet read what was written before."""


def read(make: Callable[[], Made]) -> Made:
    """What ``make`` reads, from the replica if it can be; made anew from the primary when the replica fails half-way.

    After ``make`` wrote something, the rest of it is read from the primary.
    """
    outage = _outage()
    if REPLICA not in db.engines or outage.resting:
        return make()
    written = db.session.scalar(_WRITTEN)
    try:
        _wait(written)
        db.session.info["reading"] = True
        made = make()
    except (DBAPIError, Behind) as failed:
        if "reading" in db.session.info and not db.session.info["reading"]:
            raise  # the primary's own trouble, after something was written there
        outage.failed(failed)
        db.session.rollback()
    else:
        outage.answered()
        return made
    finally:
        db.session.info.pop("reading", None)
    return make()


def read_anew(make: Callable[[], Made]) -> Made:
    """The same, at a later moment than what was read before."""
    db.session.rollback()
    return read(make)


def answers() -> bool | None:
    """Whether the replica answers now and has what was written; None where there is none."""
    read(lambda: None)
    return not _outage().silent if REPLICA in db.engines else None


def behind() -> bool | None:
    """Whether the replica is silent or behind; None where there is none."""
    return _outage().silent if REPLICA in db.engines else None


def _wait(written: str | None) -> None:
    """Until the replica has what was written: milliseconds, or half a second in vain."""
    with db.engines[REPLICA].connect() as connection:
        for _ in range(_STEPS):
            if connection.scalar(_THERE, {"written": written}):
                return
            time.sleep(_STEP)
    raise Behind


def _outage() -> Outage:
    found: Outage = current_app.extensions.setdefault("replica", Outage("replica", _REST))
    return found
