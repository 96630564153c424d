"""The product's own server or worker as a process that is started, looked at and killed."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPException
from pathlib import Path

from tests.sealed.wire import ROOT, Wire


class Nursery:
    """A process that has read the program and brings forth the product's processes: each begins in a moment."""

    def __init__(self) -> None:
        self._mother = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.serving"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *command: str, words: tuple[str, ...], env: dict[str, str]) -> int:
        """Let a command begin: its process number."""
        return self._ask({"command": command, "words": words, "env": env})

    def wait(self, pid: int) -> int:
        """How it ended, once it has: minus the signal, or its exit status."""
        return self._ask({"wait": pid})

    def close(self) -> None:
        """No more."""
        assert self._mother.stdin
        assert self._mother.stdout
        self._mother.stdin.close()
        self._mother.wait(60)
        self._mother.stdout.close()

    def _ask(self, what: dict[str, object]) -> int:
        assert self._mother.stdin
        assert self._mother.stdout
        self._mother.stdin.write(json.dumps(what) + "\n")
        self._mother.stdin.flush()
        return int(self._mother.stdout.readline())


class Server:
    """One office's server; what it says is in ``server.txt``, its temporary files are in ``spool``."""

    def __init__(self, nursery: Nursery, address: str, var: Path, port: int) -> None:
        self.nursery, self.var, self.port, self.pid = nursery, var, port, 0
        self.spool = var / "spool"
        self.spool.mkdir(exist_ok=True)
        self.env = {"DATABASE_URL": address, "VAR_DIR": str(var), "SECRET_KEY": "k" * 40, "BACKUP_HOUR": "24"}
        self.env |= {"TMPDIR": str(self.spool), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}

    def start(self, *words: str, command: tuple[str, ...] = (), **env: str) -> "Server":
        """Begin, without waiting; ``words``: see tests.reliability.serving."""
        wanted = command or ("serve", "--port", str(self.port))
        self.pid = self.nursery.start(*wanted, words=words, env={**self.env, **env})
        return self

    def listens(self) -> "Server":
        """Until it answers; nothing else tells when another process begins to listen."""
        until = time.monotonic() + 300
        while Path(f"/proc/{self.pid}/cmdline").read_bytes():  # nothing is left there of one that ended
            try:
                Wire(self.port).get("/healthz")
            except (OSError, HTTPException):
                assert time.monotonic() < until, self.said()
                threading.Event().wait(0.02)  # it needs the processor to get there
                continue
            return self
        raise AssertionError(self.said())

    def kill(self) -> None:
        """As the system would: at once, without a word."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self.died()

    def end(self) -> None:
        """As whoever restarts it would."""
        os.kill(self.pid, signal.SIGTERM)
        assert self.died() == 0, self.said()

    def died(self) -> int:
        """How it ended, once it has."""
        status, self.pid = self.nursery.wait(self.pid), 0
        return status

    def said(self) -> str:
        """Everything that it printed."""
        return (self.var / "server.txt").read_text()

    def most_memory(self) -> int:
        """The most megabytes that it ever held."""
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        assert found
        return int(found[1]) // 1024
