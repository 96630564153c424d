"""What stops a backup or a restore: a known trouble with its words, never a traceback for an administrator."""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app.domain.backups import Trouble

_log = logging.getLogger(__name__)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class BackupFailed(Exception):
    """It did not come to its end; ``detail`` is for whoever keeps the machine and holds nothing of a case."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble.value} {detail}".strip())
        self.trouble, self.detail = trouble, detail


@contextmanager
def disk_troubles() -> Iterator[None]:
    """Tell a full disk from one that cannot be written."""
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise BackupFailed(Trouble.NO_ROOM if full else Trouble.NO_PLACE, error.strerror or "") from error


@contextmanager
def database_troubles() -> Iterator[None]:
    """Tell a full disk under the database from one that is damaged or answers no more; anything else is unknown.

    What the database says goes nowhere: it may quote rows.
    """
    try:
        yield
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", ""))
        full = "disk is full" in said or "No space left" in said
        damaged = Trouble.DATABASE if isinstance(getattr(error, "orig", None), sqlite3.Error) else Trouble.NO_ANSWER
        known = damaged if isinstance(error, OperationalError) else Trouble.UNEXPECTED
        _log.error("the database failed: %s", type(error).__name__)
        raise BackupFailed(Trouble.NO_ROOM if full else known, type(error).__name__) from error
