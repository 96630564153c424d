"""The test restore: the newest backup becomes an office in a place of its own, is read through, and is gone again."""

import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from app.extensions import db
from app.services import chain, schema, upkeep
from app.services.backups import elsewhere, inventory, making, restoring, served, shelf
from app.services.backups.archive import Manifest
from app.services.sealed import wholeness


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at, by its short name; the pages and the command have the words."""

    name: str
    holds: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Drill:
    """Which backup was tried, and what was found."""

    name: str
    lines: tuple[Line, ...]

    @property
    def holds(self) -> bool:
        """Whether the office could go on from it."""
        return all(line.holds for line in self.lines)


def drill() -> Drill:
    """Restore the newest backup with this installation's own key and read all of it."""
    db.session.rollback()
    with shelf.held(), shelf.workroom() as work:
        path = shelf.newest()
        with nullcontext() if making.is_embedded() else served.spare() as target:
            began = time.perf_counter()
            database = elsewhere.address(target)
            manifest = restoring.restore(path, work / "office", shelf.own_key(), database=database).manifest
            restored = Line("restored", True, time.perf_counter() - began)
            with elsewhere.office(work / "office", target):
                return Drill(path.name, (restored, *(_looked(name, look) for name, look in _looks(manifest))))


def _looks(manifest: Manifest) -> Iterator[tuple[str, Callable[[], bool]]]:
    """In this order: what was packed, then brought to this program's shape, then read as an auditor would."""
    yield "rows", lambda: _same(manifest)
    yield "shape", _upgraded
    yield "chains", lambda: not chain.verify()
    yield "facts", lambda: not any(upkeep.differing(manifest.made_at)) and not any(upkeep.unwitnessed())
    yield "files", lambda: not manifest.missing and not manifest.damaged  # restoring compared every one with its row
    yield "sealed", wholeness.is_whole


def _looked(name: str, look: Callable[[], bool]) -> Line:
    began = time.perf_counter()
    holds = look()
    db.session.rollback()
    return Line(name, holds, time.perf_counter() - began)


def _same(manifest: Manifest) -> bool:
    with db.engine.connect() as connection:
        return inventory.same(inventory.fill(Manifest(manifest.made_at), connection), manifest)


def _upgraded() -> bool:
    schema.upgrade()
    return schema.is_current()
