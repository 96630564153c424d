"""What a backup costs: seconds and sizes for so many cases and so many megabytes of photographs, while others write.

``.venv/bin/python -m benchmarks.backups 1000 100000 --megabytes 0 1000``
"""

import argparse
import os
import resource
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from flask import Flask
from sqlalchemy import insert

from app.extensions import db
from app.models import Attachment
from app.services import backups, filestore, schema
from app.services.backups import shelf
from app.services.transaction import transaction
from benchmarks import base, loader
from tests.factories import open_complaint

PHOTO = 300_000
COLUMNS = (
    "cases", "files MB", "database MB", "backup MB", "make s", "of them processor", "verify s", "drill s",
    "slowest case s", "peak MB",
)  # fmt: skip
MEGABYTE = 1 << 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int, nargs="+")
    parser.add_argument("--megabytes", type=int, nargs="*", default=[0])
    parser.add_argument("--no-drill", action="store_true", help="leave out the reading of every case")
    parser.add_argument("--place", type=Path, default=loader.PLACE)
    asked = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for cases in asked.cases:
        office = loader.office(cases, asked.place)
        for megabytes in asked.megabytes:
            with tempfile.TemporaryDirectory(dir=asked.place) as folder:
                print(row(office, Path(folder) / "office", cases, megabytes, drilled=not asked.no_drill), flush=True)


def row(office: Path, place: Path, cases: int, megabytes: int, *, drilled: bool) -> str:
    """One line of the table, measured in a copy of the office."""
    shutil.copytree(office, place)
    size = (place / base.FILE).stat().st_size // MEGABYTE
    with base.opened(place) as app:
        schema.upgrade()
        add_photos(megabytes)
        writer = Writer(app)
        began = time.process_time()
        make = seconds(lambda: backups.make(base.NOW))
        busy = time.process_time() - began
        writer.stop()
        made = backups.listed()[0]
        verify = seconds(lambda: backups.verify(made.path, shelf.own_key()))
        drill = seconds(backups.drill) if drilled else 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    timed = (f"{spent:.1f}" for spent in (make, busy, verify, drill, writer.slowest))
    sizes = (f"{count:,}" for count in (cases, megabytes, size, made.size // MEGABYTE))
    return f"| {' | '.join((*sizes, *timed, str(peak)))} |"


class Writer:
    """Files ten cases a second until it is told to stop; ``slowest``: the longest that one of them took."""

    def __init__(self, app: Flask) -> None:
        self.slowest, self._app, self._done = 0.0, app, threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def stop(self) -> None:
        """Enough."""
        self._done.set()
        self._thread.join()

    def _work(self) -> None:
        with self._app.app_context():
            while not self._done.wait(0.1):
                self.slowest = max(self.slowest, seconds(lambda: open_complaint(base.NOW)))
                db.session.remove()


def add_photos(megabytes: int) -> None:
    """Files as large as photographs, of chance."""
    with transaction():
        for _ in range(megabytes * MEGABYTE // PHOTO):
            name, content = secrets.token_hex(16), os.urandom(PHOTO)
            filestore.store().put(name, content)
            db.session.execute(
                insert(Attachment).values(
                    storage_name=name, public=False, name="photo.jpg", media_type="image/jpeg", size=PHOTO,
                    sha256=sha256(content).hexdigest(), added_at=base.NOW,
                )
            )  # fmt: skip


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
