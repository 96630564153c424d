"""A PostgreSQL server for one run of the tests, gone afterwards, or one that stands for benchmarks.

Standard library only; PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

USER = "khamrong"
REPLICA_PORT = 5433
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def binaries() -> Path | None:
    """Where initdb and pg_ctl are: on the PATH, or where Debian hides them; the newest version first."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


@contextmanager
def running(place: Path, network: str = "", *, lasting: bool = False) -> Iterator[str]:
    """Start a server on a socket in a private directory and give its address; stop and erase it at the end.

    With an address of a ``network`` it listens there as well, for everybody on it. There, and where it is ``lasting``,
    what it has acknowledged is on the disk.
    """
    home = Path(tempfile.mkdtemp(prefix="khamrong-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(home, owner, -1)
    data = home / "data"
    options = f"{_alone(home, network)} {'' if network or lasting else FAST}"
    try:
        _run(owner, place / "initdb", "-D", data, "-U", USER, "--auth=trust", "--locale=C.UTF-8", "--no-sync")
        with (data / "pg_hba.conf").open("a") as trusted:
            trusted.write("host all all samenet trust\n" if network else "")
        _run(owner, place / "pg_ctl", "start", "-w", "-D", data, "-l", home / "log", "-o", options)
        try:
            yield f"postgresql+psycopg://{USER}@/postgres?host={home}"
        finally:
            stop(place, data)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def standing(place: Path, home: Path) -> Iterator[str]:
    """Start the server that lives in a directory, made at its first start; stopped at the end, it keeps what it has."""
    owner, data, half = _owner(), home / "data", home / "half"
    if not data.exists():
        home.mkdir(parents=True, exist_ok=True)
        if owner is not None:
            os.chown(home, owner, -1)
        shutil.rmtree(half, ignore_errors=True)
        _run(owner, place / "initdb", "-D", half, "-U", USER, "--auth=trust", "--locale=C.UTF-8")
        half.rename(data)
    options = f"{_alone(home)} -c max_wal_size=8GB"
    _run(owner, place / "pg_ctl", "restart", "-w", "-t", "600", "-D", data, "-l", home / "log", "-o", options)
    try:
        yield f"postgresql+psycopg://{USER}@/postgres?host={home}"
    finally:
        _run(owner, place / "pg_ctl", "stop", "-w", "-t", "600", "-m", "fast", "-D", data)


@contextmanager
def replica(place: Path, address: str, network: str = "") -> Iterator[tuple[str, Path]]:
    """Start a second server that follows the one ``running`` gave the address of: its address, and where it lives."""
    primary = address.rpartition("host=")[2]
    home = Path(tempfile.mkdtemp(prefix="khamrong-pg-"))
    owner = _owner()
    if owner is not None:
        os.chown(home, owner, -1)
    data = home / "data"
    options = f"-k {home} -c listen_addresses='{network}' {f'-c port={REPLICA_PORT}' if network else FAST}"
    try:
        _run(owner, place / "pg_basebackup", "-h", primary, "-U", USER, "-D", data, "-R", "-X", "stream", "-c", "fast")
        _run(owner, place / "pg_ctl", "start", "-w", "-D", data, "-l", home / "log", "-o", options)
        try:
            yield address.replace(primary, str(home)), data
        finally:
            stop(place, data)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def stop(place: Path, data: Path) -> None:
    """Stop a server; one that was stopped before stays so."""
    if (data / "postmaster.pid").exists():
        _run(_owner(), place / "pg_ctl", "stop", "-m", "immediate", "-D", data)


def kill_and_start(place: Path, address: str) -> None:
    """Kill the server at an address with all its processes at once, and start it again."""
    home = Path(address.rpartition("host=")[2])
    mother = (home / "data" / "postmaster.pid").read_text().split()[0]
    os.kill(int(mother), signal.SIGSTOP)  # it has no more children
    family = [mother, *Path(f"/proc/{mother}/task/{mother}/children").read_text().split()]
    for number in reversed(family):
        with suppress(ProcessLookupError):
            os.kill(int(number), signal.SIGKILL)
    while any(_lives(number) for number in family):
        pass
    for lock in (home / "data" / "postmaster.pid", *home.glob(".s.PGSQL.*.lock")):
        lock.unlink()  # who died may not be buried yet, and would seem to live
    _run(_owner(), place / "pg_ctl", "start", "-w", "-D", home / "data", "-l", home / "log", "-o", _alone(home))


def _alone(home: Path, network: str = "") -> str:
    """The options of a server that only its own directory, or one network, leads to."""
    return f"-k {home} -c listen_addresses='{network}'"


def _lives(number: str) -> bool:
    try:
        return bool(Path(f"/proc/{number}/cmdline").read_bytes())  # nothing is left there of one that ended
    except OSError:
        return False


def _owner() -> int | None:
    """The user who runs the server when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names["nobody"])


def _run(owner: int | None, *command: str | Path) -> None:
    """Run one of PostgreSQL's programs, quietly unless it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        user=owner,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        cwd="/",
        stdout=subprocess.DEVNULL if {"start", "restart"} & {*command} else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout or ''}")
