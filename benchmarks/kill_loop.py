"""Killed at random moments under load: ``python -m benchmarks.kill_loop [--kills 50] [--only NAME]``.

Three rows: the server on SQLite, the server on PostgreSQL, and PostgreSQL itself with all its processes. Each: kills,
numbers told, cases found, doubled, letters in the outbox, photos, loose files left by kills, requests made again.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app import create_app
from app.extensions import db
from app.services import schema
from benchmarks.base import config
from benchmarks.submission import free_port
from tests import throwaway_postgres
from tests.factories import make_office
from tests.reliability import kill_loop
from tests.reliability.process import Nursery, Server

SQLITE, SERVED, DATABASE = "server on SQLite", "server on PostgreSQL", "PostgreSQL itself"
COLUMNS = (
    "killed", "kills", "told", "found", "doubled", "letters", "photos", "loose files", "requests made again", "seconds",
)  # fmt: skip


def main() -> None:
    """Each row in an office of its own."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--kills", type=int, default=50)
    ask.add_argument("--only", choices=[SQLITE, SERVED, DATABASE])
    asked = ask.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
    tried = [row(whom, asked.kills) for whom in ([asked.only] if asked.only else [SQLITE, SERVED, DATABASE])]
    sys.exit(0 if all(tried) else 1)


def row(whom: str, kills: int) -> bool:
    """One line of the table: whether nothing was lost."""
    with ExitStack() as stack:
        var, began = Path(stack.enter_context(tempfile.TemporaryDirectory())), time.monotonic()
        address, instead = _database(whom, var, stack)
        nursery = Nursery()
        stack.callback(nursery.close)
        with create_app(config(var, address)).app_context():
            schema.upgrade()
            make_office(datetime.now(UTC))
            db.session.remove()
            server = Server(nursery, address, var, free_port())
            stack.callback(server.kill)
            load = kill_loop.kill_again_and_again(server, kills, instead=instead)
            db.engine.dispose()
            found = kill_loop.look(load)
            db.session.remove()
            db.engine.dispose()
    told = (found.told, found.found, found.doubled, found.letters, found.photos, found.loose, load.again)
    print(f"| {whom} | {kills} | {' | '.join(map(str, told))} | {time.monotonic() - began:.0f} |", flush=True)
    return found.whole


def _database(whom: str, var: Path, stack: ExitStack) -> tuple[str, Callable[[], None] | None]:
    """Its address, and what is killed in place of the server."""
    if whom == SQLITE:
        return f"sqlite:///{var / 'khamrong.db'}", None
    programs = throwaway_postgres.binaries()
    if programs is None:
        sys.exit("PostgreSQL's programs are not here (Debian: postgresql)")
    address = stack.enter_context(throwaway_postgres.running(programs, lasting=True))
    return address, partial(throwaway_postgres.kill_and_start, programs, address) if whom == DATABASE else None


if __name__ == "__main__":
    main()
