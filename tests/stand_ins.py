"""Neighbours on the network for tests: a store for files (S3), a Valkey; ended with the tests."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BUCKET = "khamrong"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def store_command(port: int, host: str = "127.0.0.1") -> list[str]:
    """How the stand-in for the store is started; it keeps everything in memory."""
    return [sys.executable, "-m", "moto.server", "-H", host, "-p", str(port)]


def valkey_binary() -> str | None:
    """Debian 12 has Valkey by its older name."""
    return shutil.which("valkey-server") or shutil.which("redis-server")


def valkey_command(port: int, place: Path, host: str = "127.0.0.1") -> list[str]:
    """How Valkey is to be started in earnest, too: nothing of it touches a disk."""
    return [
        str(valkey_binary()), "--bind", host, "--port", str(port), "--save", "", "--appendonly", "no",
        "--dir", str(place), "--protected-mode", "no",
    ]  # fmt: skip


@contextmanager
def running(command: list[str], port: int, host: str = "127.0.0.1") -> Iterator[subprocess.Popen[bytes]]:
    """A server that listens."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection((host, port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until or server.poll() is not None:
                    raise
                time.sleep(0.05)  # nothing else tells when another process begins to listen
        yield server
    finally:
        server.kill()
        server.wait()
