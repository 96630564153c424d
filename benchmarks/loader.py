"""Offices of a thousand to a million cases, made once by the product's own rules and kept.

usage: python -m benchmarks.loader [--place DIR] [CASES ...]

The first day is in the fiscal year 2565, the last is NOW; five whole fiscal years lie between them. About one case in a
hundred is open, and 150 at least. The same number of cases makes the same office, tokens and hashes included.

Up to BY_RULES cases each has a life of its own. Larger offices are so many times as dense (benchmarks.denser): one of
100,000 makes the office of a million, in which each life was lived by ten at the same time.
"""

import argparse
import heapq
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from app.domain.history import GENESIS, link_hash
from app.extensions import db
from app.models import ChainHead, Message, Series, TicketEvent
from app.services import chain, schema
from benchmarks import base, making
from benchmarks.denser import Copier
from benchmarks.making import Plan
from benchmarks.rows import Batch

PLACE = Path("/var/tmp/khamrong-benchmarks")  # noqa: S108 - invented cases only
BY_RULES = 100_000
CHUNK, AHEAD, CORES = 1000, 4, 2
_FAST = ("main.journal_mode=OFF", "main.synchronous=OFF", "cache_size=-800000", "foreign_keys=OFF", "temp_store=MEMORY")
_BUILT_LATER = """SELECT type, name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND (type = 'index' OR (type = 'trigger' AND tbl_name = 'ticket'))"""
_ROUND_NUMBER = 2


def office(cases: int, place: Path = PLACE) -> Path:
    """The folder of an office of so many cases on SQLite; made if it is not there."""
    empty, found, half = place / "empty", place / f"{cases}", place / f"{cases}.half"
    if not empty.exists():
        base.make(empty)
    carry_forward(empty)
    if not found.exists():
        source = office(BY_RULES, place) if cases > BY_RULES else None
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(empty, half)
        begun = time.perf_counter()
        with closing(sqlite3.connect(half / base.FILE, isolation_level=None)) as connection:
            if source:
                assert not cases % BY_RULES, f"a multiple of {BY_RULES:,}"  # noqa: S101
                fill(connection, Copier(source, connection, cases // BY_RULES).fill)
            else:
                fill(connection, lambda: Writer(connection).fill(cases, empty))
        spent = time.perf_counter() - begun
        say(f"{cases:,} cases made in {spent:.0f} s, {cases / spent:.0f} a second")
        half.rename(found)
    carry_forward(found)
    return found


def carry_forward(place: Path) -> None:
    """Bring an office that was made under an older schema to the present one, as an upgrade does."""
    with base.opened(place):
        schema.upgrade()


def fill(connection: sqlite3.Connection, act: Callable[[], None]) -> None:
    """Everything in one transaction; indices are built at the end."""
    for pragma in _FAST:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    later = connection.execute(_BUILT_LATER).fetchall()
    for kind, name, _ in later:
        connection.execute(f"DROP {kind} {name}")
    act()
    connection.execute("INSERT INTO ticket_search (rowid, search_text) SELECT id, search_text FROM ticket")
    for _, _, sql in later:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA main.journal_mode=WAL")


class Writer:
    """Puts batches into an SQLite file, and the events of all of them into one chain in the order of their records."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.waiting: list[tuple[datetime, int, int, tuple[object, ...]]] = []
        self.head, self.length, self.taken = GENESIS, 0, 0
        self.rounds: Counter[str] = Counter()

    def fill(self, cases: int, empty: Path) -> None:
        """All batches, and where the numbers go on."""
        for first, batch in _batches(cases, empty):
            self.write(batch)
            self.chain(until=first)
        self.chain(until=None)
        self._heads(cases)

    def write(self, batch: Batch) -> None:
        """All rows but the events, which wait."""
        for table, found in batch.rows.items():
            many = [self._numbered(row) for row in found] if table == "water_round" else found
            self._insert(table, many)
        for at, number, *event in batch.events:
            heapq.heappush(self.waiting, (at, number, self.taken, tuple(event)))
            self.taken += 1

    def chain(self, until: datetime | None) -> None:
        """Lengthen the chain by everything that was recorded before a moment."""
        events, messages = [], []
        while self.waiting and (until is None or self.waiting[0][0] < until):
            _reference, content, row, words = heapq.heappop(self.waiting)[3]
            previous, self.head = self.head, link_hash(self.head, content)  # type: ignore[arg-type]
            self.length += 1
            events.append((self.length, *row[1:-2], previous, self.head))  # type: ignore[index]
            if words:
                messages.append((None, self.length, *words))  # type: ignore[misc]
        self._insert(TicketEvent.__tablename__, events)
        self._insert(Message.__tablename__, messages)

    def _insert(self, table: str, many: Sequence[Sequence[object]]) -> None:
        if many:
            names = db.metadata.tables[table].columns.keys()[: len(many[0])]
            marks = ",".join("?" * len(names))
            self.connection.executemany(f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})", many)  # noqa: S608

    def _numbered(self, row: Sequence[object]) -> list[object]:
        """A round with the next number of its day."""
        day = str(row[1])
        self.rounds[day] += 1
        return [*row[:_ROUND_NUMBER], self.rounds[day], *row[_ROUND_NUMBER + 1 :]]

    def _heads(self, cases: int) -> None:
        """Where the chain and the series of case numbers go on."""
        last = Counter((name[:2], int(name[3:7])) for _, _, _, name, _ in making.plans(cases))
        self._insert(ChainHead.__tablename__, [(chain.EVENTS, self.head, self.length)])
        self._insert(Series.__tablename__, [(*of, number) for of, number in last.items()])


def _batches(cases: int, empty: Path) -> Iterator[tuple[datetime, Batch]]:
    """Batches in order, each with the moment at which the next one begins; a few are made ahead, on both cores."""
    every = making.plans(cases)
    chunks = iter(lambda: list(islice(every, CHUNK)), [])
    pool = ProcessPoolExecutor(CORES, get_context("spawn"), making.prepare, (empty,))
    with pool:
        ahead: list[tuple[list[Plan], Future[Batch]]] = []
        for planned in chunks:
            ahead.append((planned, pool.submit(making.make, planned)))
            if len(ahead) > AHEAD:
                yield ahead[1][0][0][1], ahead.pop(0)[1].result()
        while ahead:
            _, made = ahead.pop(0)
            yield ahead[0][0][0][1] if ahead else base.NOW, made.result()


def say(words: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    """Make what is asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("cases", nargs="*", type=int, default=[1000, 100_000])
    ask.add_argument("--place", type=Path, default=PLACE)
    asked = ask.parse_args()
    for cases in asked.cases:
        say(f"{cases:,}: {office(cases, asked.place)}")


if __name__ == "__main__":
    main()
