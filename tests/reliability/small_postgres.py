"""PostgreSQL on a small real disk that only its processes have; refuses where that is not permitted.

``python -m tests.reliability.small_postgres HOME`` keeps it running until its input ends, and starts it anew when it
fell, as whoever looks after a server has arranged.
"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import MEGABYTE
from tests import throwaway_postgres
from tests.sealed.wire import ROOT

SIZE = 150 * MEGABYTE
NO_DISK = "no disk of its own"
_NEW_MOUNTS, _PRIVATE = 0x00020000, 1 << 18 | 1 << 14
_JOURNAL = "-c max_wal_size=8MB -c min_wal_size=4MB -c autovacuum=off -c log_min_messages=warning"


class NotPermitted(RuntimeError):
    """No disk of one's own here."""


@contextmanager
def running() -> Iterator[tuple[str, Path]]:
    """The address of a server, and its disk as it is seen from outside."""
    owner = throwaway_postgres._owner()
    with tempfile.TemporaryDirectory(prefix="khamrong-pg-") as home:
        if owner is not None:
            os.chown(home, owner, -1)
        command = [sys.executable, "-m", "tests.reliability.small_postgres", home]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as keeper:
            assert keeper.stdin
            assert keeper.stdout
            said = keeper.stdout.readline()
            if NO_DISK in said:
                raise NotPermitted
            assert said == "ready\n", said + keeper.stdout.read()
            address = f"postgresql+psycopg://{throwaway_postgres.USER}@/postgres?host={home}"
            yield address, Path(f"/proc/{keeper.pid}/root{home}/data")
            keeper.stdin.close()
            keeper.wait(120)


def main(home: Path) -> None:
    """Mount, make, keep."""
    library = ctypes.CDLL(None, use_errno=True)
    data = home / "data"
    data.mkdir()
    if library.unshare(_NEW_MOUNTS) or library.mount(b"none", b"/", None, _PRIVATE, None):
        sys.exit(NO_DISK)
    if library.mount(b"none", str(data).encode(), b"tmpfs", 0, f"size={SIZE}".encode()):
        sys.exit(NO_DISK)
    owner, programs = throwaway_postgres._owner(), throwaway_postgres.binaries()
    assert programs is not None
    if owner is not None:
        os.chown(data, owner, -1)
    make = [programs / "initdb", "-D", data, "-U", throwaway_postgres.USER, "--auth=trust", "--locale=C.UTF-8"]
    subprocess.run([*make, "--wal-segsize=1"], user=owner, cwd="/", check=True, stdout=subprocess.DEVNULL)
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set())).start()
    start = [programs / "postgres", "-D", data, "-k", home, *f"-c listen_addresses= {_JOURNAL}".split()]
    told = False
    while not over.is_set():
        with (
            (home / "log").open("ab") as log,
            subprocess.Popen(start, user=owner, cwd="/", stdout=log, stderr=log) as server,
        ):
            while server.poll() is None and not over.wait(0.2):
                if not told and not subprocess.call([programs / "pg_isready", "-q", "-h", home]):
                    told = print("ready", flush=True) is None  # noqa: T201
            server.send_signal(signal.SIGQUIT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
