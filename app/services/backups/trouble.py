"""What stops a backup or a restore: a known trouble with its words, never a traceback for an administrator."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.backups import Trouble

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
