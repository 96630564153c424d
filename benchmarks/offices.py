"""One process for each office that is measured, so that rounds of several offices can take turns in one loop.

What is counted is processor time: of that process, and of all processes of PostgreSQL's server, where one office works
at a time. The clock on the wall says more of the neighbours than of the product; it is kept beside it.
"""

import gc
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.sample import people
from benchmarks import base, onto_postgres, postgres

FLOOR = "floor"
_HERE: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: of processors, and on the wall."""

    cpu: float
    wall: float


class Office:
    """An office in a process of its own; ``ask`` runs a function of these modules there."""

    def __init__(self, place: Path, address: str = "") -> None:
        self.place, self.address = place, address
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), _open, (place, address))

    def ask(self, function: Callable[..., Any], *given: Any) -> Any:
        """What a function says in the office's process."""
        return self._pool.submit(function, *given).result()

    def close(self) -> None:
        """Send everybody home."""
        self._pool.shutdown()


def _open(place: Path, address: str) -> None:
    context: AbstractContextManager[Flask] = base.opened(place, address)
    app = context.__enter__()
    app.config["WTF_CSRF_ENABLED"] = False
    _HERE.update(context=context, app=app, clients={None: app.test_client()}, address=address)
    _HERE["mother"] = postgres.mother(address) if address else 0
    db.session.rollback()


def _client(who: str | None) -> FlaskClient:
    """The browser of somebody, signed in."""
    clients: dict[str | None, FlaskClient] = _HERE["clients"]
    if who not in clients:
        clients[who] = _HERE["app"].test_client()
        answer = clients[who].post("/staff/sign-in", data={"username": who, "password": people.PASSWORD})
        assert answer.status_code in {302, 303}, answer.status  # noqa: S101
    return clients[who]


def spent(act: Callable[[], object]) -> Spent:
    """What an act costs."""
    gc.collect()
    mother = _HERE["mother"]
    server, wall, own = postgres.used(mother), time.perf_counter(), time.process_time()
    act()
    own, wall = time.process_time() - own, time.perf_counter() - wall
    return Spent(own + postgres.used(mother) - server, wall)


def page(address: str, who: str | None = None) -> str:
    """A page as somebody sees it; anything but a page is an error."""
    answer = _client(who).get(address)
    assert answer.status_code == 200, f"{address}: {answer.status}"  # noqa: S101
    return str(answer.get_data(as_text=True))


def download(address: str, who: str) -> int:
    """A file read part by part, as a slow line takes it: its bytes."""
    answer = _client(who).get(address, buffered=False)
    assert answer.status_code == 200, f"{address}: {answer.status}"  # noqa: S101
    size = sum(len(part) for part in answer.iter_encoded())
    answer.close()
    return size


def pages(addresses: Sequence[str], who: str | None = None) -> list[Spent]:
    """What each page costs, one after another."""
    return [spent(lambda address=address: page(address, who)) for address in addresses]  # type: ignore[misc]


def memory() -> float:
    """Proportional set size in megabytes."""
    words = Path("/proc/self/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", words, re.MULTILINE)[1]) / 1024  # type: ignore[index]


def floors_database() -> str:
    """Where the floor keeps its cases beside this office: another database of the same server; empty on SQLite."""
    address: str = _HERE["address"]
    if not address:
        return ""
    if not onto_postgres.exists(address, FLOOR):
        onto_postgres.anew(address, FLOOR)
    return onto_postgres.at(address, FLOOR)
