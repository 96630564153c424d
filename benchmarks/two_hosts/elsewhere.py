"""A backup of the office of two machines, made under load, and the office that it becomes in an empty place."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.two_hosts import report
from benchmarks.two_hosts.machines import FRONT_ADDRESS, ROOT
from tests.throwaway_postgres import USER

_SHARED = ("S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY", "VALKEY_URL", "DATABASE_READ_URL")


@dataclass(frozen=True)
class Kept:
    """The file, and the marks of the cases that were acknowledged before it was begun."""

    path: Path
    marks: frozenset[str]
    said: str


@dataclass(frozen=True)
class Again:
    """What is there after it was restored: cases by mark, and what the commands said."""

    cases: dict[str, list[tuple[str, int]]]
    skipped: list[str]
    chains: str


def make(own: dict[str, str], marks: frozenset[str]) -> Kept:
    """One backup, at one of the machines."""
    said = _flask(own, "backup", "make")
    name = said.split()[0]
    return Kept(Path(own["VAR_DIR"]) / "backups" / name, marks, said.splitlines()[0])


def restore(own: dict[str, str], kept: Kept, place: Path, server: str) -> Again:
    """Into an empty database and an empty folder; read there by a program that knows no store and no neighbour."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE again"))
    engine.dispose()
    into = f"postgresql://{USER}@{FRONT_ADDRESS}:5432/again"
    said = _flask(own, "backup", "restore", str(kept.path), "--into", into, "--files", str(place))
    alone = {name: value for name, value in own.items() if name not in _SHARED}
    alone |= {"DATABASE_URL": into, "VAR_DIR": str(place)}
    skipped = [line.strip() for line in said.splitlines() if "–" in line]
    return Again(report.cases(alone), skipped, report.checked(alone))


def _flask(env: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    return subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout
