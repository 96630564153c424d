"""Submissions a second while letters leave, ours with a mail server that is quick, slow or dead, in turns.

``python -m benchmarks.mail [ROUNDS]``. Every resident gives an address. The worker runs beside the pages, as served.
"""

import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import submission
from benchmarks.submission import Visitor
from tests.reliability.lying_mail import lying

QUICK, SLOW, DEAD = "quick mail", "slow mail", "dead mail"
CLIENTS, EACH, WAITING = 4, 50, 10
REACHED = {"contact_by": "email", "email": "wanna@example.org"}


@contextmanager
def _quick() -> Iterator[int]:
    with lying() as (_, port):
        yield port


@contextmanager
def _slow() -> Iterator[int]:
    """It takes a letter, and a second for it."""
    with lying() as (server, port):
        server.on_taken = partial(time.sleep, 1)
        yield port


@contextmanager
def _dead() -> Iterator[int]:
    """It lets everybody in and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield int(door.getsockname()[1])


SERVERS = {QUICK: _quick, SLOW: _slow, DEAD: _dead}


def measured(rounds: int = 3, postgresql: str = "") -> dict[str, float]:
    """How many a second of those with a quick mail server, by name; each in an office of its own."""
    with tempfile.TemporaryDirectory() as place:
        offices = {name: submission.office(Path(place) / name.split()[0], postgresql) for name in SERVERS}
        turns = [{name: _turn(name, env) for name, env in offices.items()} for _ in range(rounds)]
    found = {name: median(turn[name] / turn[QUICK] for turn in turns) for name in (SLOW, DEAD)}
    print("   ".join(f"{name} {median(turn[name] for turn in turns):.1f}/s" for name in SERVERS), found)
    return found


def _turn(name: str, env: dict[str, str]) -> float:
    """Submissions a second; some letters wait already when the watch starts."""
    with SERVERS[name]() as door:
        port = submission.free_port()
        env = {**env, "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(door)}
        with submission.server(*submission.serve(port), env=env, port=port) as (_, visitor):
            for _ in range(WAITING):
                _told(visitor)
            return submission.at_once(port, _told, CLIENTS, EACH)[0]


def _told(visitor: Visitor) -> None:
    submission.ours(visitor, **REACHED)


if __name__ == "__main__":
    measured(*map(int, sys.argv[1:]))
