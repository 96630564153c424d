"""The processor time that a PostgreSQL server on this machine has used, with all its processes, those gone included."""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine, text

_A_SECOND = os.sysconf("SC_CLK_TCK")


def mother(address: str) -> int:
    """The number of the process that all others of a server come from."""
    engine = create_engine(address)
    with engine.connect() as connection:
        one = connection.scalar(text("SELECT pg_backend_pid()"))
        found = int(_fields(one)[1])
    engine.dispose()
    return found


def used(mother: int) -> float:
    """Seconds: of each process that lives, to the nanosecond, and of those that ended; none without a server."""
    if not mother:
        return 0
    living = [mother, *map(int, Path(f"/proc/{mother}/task/{mother}/children").read_text().split())]
    gone = sum(map(int, _fields(mother)[13:15])) / _A_SECOND
    return gone + sum(map(_spent, living)) / 1e9


def _spent(process: int) -> int:
    with suppress(OSError):  # it ended a moment ago, and is among those gone
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0])
    return 0


def _fields(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
