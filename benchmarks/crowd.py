"""Twenty people who unlock or open sealed reports at once, at real costs: ``python -m benchmarks.crowd``.

Prints: derivations at a time; megabytes that the crowd needs beyond what one of them needs alone; megabytes of one
derivation; seconds until the last was served.
"""

import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask

from app import create_app
from app.extensions import db
from app.models import Staff
from app.services import schema
from app.services.sealed import keys, reports, sessions
from config import MEGABYTE, Config
from tests import factories, sealed_cast

CROWD = 20
NEXT_TO_NOTHING = {"SEALED_OPERATIONS": 1, "SEALED_CODE_MEMORY": 8192, "SEALED_PASSPHRASE_MEMORY": 8192}
NOW = datetime(2026, 11, 11, 7, 20, tzinfo=UTC)


class Counter:
    """Counts how many do a thing at the same time."""

    def __init__(self, act: Callable[..., bytes]) -> None:
        self._act, self._lock = act, threading.Lock()
        self._now = self.most = 0

    def __call__(self, *given: object) -> bytes:
        """Do it, counted."""
        self._count(1)
        try:
            return self._act(*given)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._lock:
            self._now += more
            self.most = max(self.most, self._now)


@contextmanager
def office(**settings: int) -> Iterator[Flask]:
    """An empty office of its own, with what the sealed channel needs but readers."""
    with tempfile.TemporaryDirectory() as place:
        config = replace(Config.from_env({"VAR_DIR": place}), WTF_CSRF_ENABLED=False, **settings)
        app = create_app(config, clock=lambda: NOW)
        with app.app_context():
            schema.upgrade()
            factories.make_office(NOW)
            sealed_cast.open_channel(NOW)
            yield app
            db.session.remove()
            db.engine.dispose()


def peak() -> float:
    """The most memory that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Let one come alone, then all at once: every other one with a code, the rest with a passphrase."""
    with office() as app:
        people = [sealed_cast.reader(name, NOW).member.id for name in ("arun", "rohani")]
        code, _ = sealed_cast.send(NOW)
        db.session.remove()
        keys.sodium.crypto_pwhash_alg = counter = Counter(keys.sodium.crypto_pwhash_alg)

        def come(number: int) -> None:
            with app.app_context():
                if number % 2:
                    assert reports.find(code)  # noqa: S101
                else:
                    member = db.session.get_one(Staff, people[number // 2 % 2])
                    sessions.unlock(member, sealed_cast.PHRASE, now=NOW)

        come(0)
        alone, begun = peak(), time.perf_counter()
        with ThreadPoolExecutor(CROWD) as pool:
            list(pool.map(come, range(CROWD)))
    one = app.config["SEALED_PASSPHRASE_MEMORY"] / MEGABYTE
    print(counter.most, peak() - alone, one, time.perf_counter() - begun)


if __name__ == "__main__":
    main()
