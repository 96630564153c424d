"""The same thing sent twice, so closely that both look before either has written; what the database refused."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

from flask import Flask
from sqlalchemy import event

from app.extensions import db

A_MOMENT = 0.5


def twice(app: Flask, table: str, deed: Callable[[], Any]) -> list[Any]:
    """What came of both; each waits a moment for the other before it writes to the table."""
    both = Barrier(2)

    def wait(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            with suppress(BrokenBarrierError):
                both.wait(A_MOMENT)

    def press(_number: int) -> Any:
        with app.app_context():
            try:
                return deed()
            finally:
                db.session.remove()

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", wait)
    try:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(press, range(2)))
    finally:
        event.remove(db.engine, "before_cursor_execute", wait)


@contextmanager
def refusals() -> Iterator[list[str]]:
    """What the database refuses: of each it writes the value and the second into its own log."""
    found: list[str] = []

    def refused(context: Any) -> None:
        found.append(str(context.original_exception))

    server = db.engine.url.query.get("host")
    log = Path(str(server)) / "log" if server else None
    before = log.stat().st_size if log and log.exists() else 0
    event.listen(db.engine, "handle_error", refused)
    try:
        yield found
    finally:
        event.remove(db.engine, "handle_error", refused)
        if log and log.exists():
            found += [line for line in log.read_bytes()[before:].decode().splitlines() if "duplicate key" in line]
