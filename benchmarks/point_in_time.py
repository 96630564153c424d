"""Point-in-time recovery, tried: a PostgreSQL that archives, a table that somebody drops, the moment before it again.

    .venv/bin/python -m benchmarks.point_in_time

Starts servers of its own in a temporary folder and prints what it does, with seconds (docs/point-in-time.en.md).
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from app import create_app
from app.extensions import db
from app.services import chain, schema, upkeep
from app.services.transaction import transaction
from tests import throwaway_postgres
from tests.conftest import office
from tests.factories import make_office, open_complaint

CASES = 60
USER = throwaway_postgres.USER


class Server:
    """One server: its folder, its log, its programs."""

    def __init__(self, home: Path, name: str, programs: Path, owner: int | None) -> None:
        self.home, self.data, self.programs, self.owner = home, home / name, programs, owner

    def run(self, program: str, *words: object) -> None:
        """Run one of its programs as its owner."""
        subprocess.run(
            [str(self.programs / program), *map(str, words)], user=self.owner, cwd="/", check=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def start(self) -> None:
        """Start it and wait."""
        self.run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.home / "log", "-o", f"-k {self.home}")

    def stop(self, how: str) -> None:
        """Stop it: fast, or immediate as when the power fails."""
        self.run("pg_ctl", "stop", "-w", "-m", how, "-D", self.data)

    @property
    def address(self) -> str:
        """Its address."""
        return f"postgresql+psycopg://{USER}@/postgres?host={self.home}"


def main() -> None:
    programs = throwaway_postgres.binaries()
    if programs is None:
        raise SystemExit("no PostgreSQL programs here")
    home = Path(tempfile.mkdtemp(prefix="khamrong-pitr-"))
    owner = throwaway_postgres._owner()  # noqa: SLF001 - the same rule here as there
    if owner is not None:
        os.chown(home, owner, -1)
    try:
        tried(home, programs, owner)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def tried(home: Path, programs: Path, owner: int | None) -> None:
    live, archive = Server(home, "data", programs, owner), home / "archive"
    begin(live, archive)
    app = create_app(office(live.address, home / "var"))
    with app.app_context():
        moment, count = disaster(live, home)
        db.session.remove()
        db.engine.dispose()
    wait_for(lambda: len(list(archive.iterdir())) >= 2)
    live.stop("immediate")
    say(f"archive: {len(list(archive.glob('0*')))} pieces of journal, {megabytes(archive)} MB")
    recovered(Server(home, "base", programs, owner), archive, moment, count)


def begin(live: Server, archive: Path) -> None:
    say("an office that archives its journal")
    live.run("initdb", "-D", live.data, "-U", USER, "--auth=trust", "--locale=C.UTF-8")
    archive.mkdir()
    if live.owner is not None:
        os.chown(archive, live.owner, -1)
    with (live.data / "postgresql.conf").open("a") as settings:
        settings.write(
            "listen_addresses = ''\narchive_mode = on\narchive_timeout = 60\n"
            f"archive_command = 'test ! -f {archive}/%f && cp %p {archive}/%f'\n"
        )
    live.start()


def disaster(live: Server, home: Path) -> tuple[datetime, int]:
    """An ordinary day, and then somebody drops a table: the moment before, and how many cases there were."""
    schema.upgrade()
    make_office(now())
    file(CASES, "before the base copy")
    began = time.perf_counter()
    live.run("pg_basebackup", "-h", live.home, "-U", USER, "-D", home / "base", "-X", "stream", "-c", "fast")
    say(f"base copy: {megabytes(home / 'base')} MB in {time.perf_counter() - began:.1f} s")
    file(CASES, "after it")
    count, moment = db.session.execute(text("SELECT count(*), clock_timestamp() FROM ticket")).one()
    db.session.rollback()
    file(1, "at once after the moment that will be asked for")
    with transaction():
        db.session.execute(text("DROP TABLE ticket CASCADE"))
    with transaction():
        db.session.execute(text("SELECT pg_switch_wal()"))
    say(f"somebody drops the cases; the moment before: {moment:%H:%M:%S.%f}, {count} cases")
    return moment, count


def recovered(again: Server, archive: Path, moment: datetime, expected: int) -> None:
    began = time.perf_counter()
    with (again.data / "postgresql.conf").open("a") as settings:
        settings.write(
            f"archive_mode = off\nrestore_command = 'cp {archive}/%f %p'\nrecovery_target_action = 'promote'\n"
            f"recovery_target_time = '{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f+00}'\n"
        )
    (again.data / "recovery.signal").touch()
    again.start()
    engine = create_engine(again.address)

    def is_open() -> bool:
        with engine.connect() as connection:
            return not connection.scalar(text("SELECT pg_is_in_recovery()"))

    wait_for(is_open)
    engine.dispose()
    say(f"recovered to that moment and open again: {time.perf_counter() - began:.1f} s")
    app = create_app(office(again.address, again.home / "var"))
    with app.app_context():
        count = db.session.scalar(text("SELECT count(*) FROM ticket"))
        broken, differing = chain.verify(), list(upkeep.differing(now()))
        db.session.remove()
        db.engine.dispose()
    again.stop("fast")
    say(f"{count} cases of {expected}, chains {'hold' if not broken else 'BROKEN'}, {len(differing)} differ")
    if (count, broken, differing) != (expected, [], []):
        raise SystemExit("NOT what was there")


def file(count: int, words: str) -> None:
    began = time.perf_counter()
    for _ in range(count):
        open_complaint(now())
    db.session.remove()
    say(f"{count} cases {words} ({time.perf_counter() - began:.1f} s)")


def wait_for(there: Callable[[], bool]) -> None:
    for _ in range(300):
        if there():
            return
        time.sleep(0.1)
    raise SystemExit("waited for nothing")


def now() -> datetime:
    return datetime.now(UTC)


def megabytes(place: Path) -> int:
    return round(sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 2**20)


def say(words: str) -> None:
    print(f"{now():%H:%M:%S}  {words}", flush=True)


if __name__ == "__main__":
    main()
