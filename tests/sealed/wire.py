"""A browser on a real socket, with the few words of Flask's test client that people in these tests use."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import Headers

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Asked:
    """Where an answer comes from."""

    path: str


@dataclass(frozen=True)
class Answer:
    """What came back."""

    request: Asked
    status_code: int
    headers: Headers
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def location(self) -> str | None:
        return self.headers.get("Location")


class Wire:
    """One browser: cookies are kept and sent where they belong."""

    def __init__(self, port: int, **headers: str) -> None:
        self.port, self.headers = port, headers
        self.cookies: dict[tuple[str, str], str] = {}

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(
        self, address: str, data: Any = b"", content_type: str = "application/x-www-form-urlencoded", **_more: Any
    ) -> Answer:
        body = data if isinstance(data, bytes) else urlencode(data, doseq=True).encode()
        return self.ask("POST", address, body, content_type)

    def ask(self, method: str, address: str, body: bytes = b"", content_type: str = "") -> Answer:
        headers = {**self.headers, "Cookie": self._cookies(address), "Content-Type": content_type}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, address, body, {name: value for name, value in headers.items() if value})
            answer = connection.getresponse()
            found = Answer(Asked(address.partition("?")[0]), answer.status, Headers(answer.getheaders()), answer.read())
        self._keep(found.headers)
        return found

    def _cookies(self, address: str) -> str:
        return "; ".join(f"{name}={v}" for (name, path), v in self.cookies.items() if v and address.startswith(path))

    def _keep(self, headers: Headers) -> None:
        for line in headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name, morsel["path"]] = morsel.value


@contextmanager
def serving(address: str, var: Path, port: int, *words: str) -> Iterator[subprocess.Popen[str]]:
    """The server, listening; what it printed is in ``var / server.txt``, its temporary files in ``var / spool``."""
    (var / "spool").mkdir(exist_ok=True)
    env = {**os.environ, "TMPDIR": str(var / "spool"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tests.sealed.serving", address, str(var), str(port), *words]
    with (
        (var / "server.txt").open("a") as out,
        subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=env, text=True) as process,
    ):
        try:
            until_it_listens(process, port)
            yield process
        finally:
            process.kill()


def until_it_listens(process: subprocess.Popen[str], port: int) -> None:
    """Ask until somebody answers; nothing else tells when another process begins to listen."""
    while process.poll() is None:
        try:
            Wire(port).get("/healthz")
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError("the server ended at once")


def sends_and_hears_nothing(send: Any) -> bool:
    """Whether a request was cut off without an answer."""
    try:
        send()
    except (HTTPException, OSError):
        return True
    return False
