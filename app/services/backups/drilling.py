"""The test restore: the newest backup becomes an office in a place of its own, is read through, and is gone again.

Every row is counted, every link of the chains followed, every file compared. Of a large office's cases, whose columns
are reckoned anew from their stories, some are looked at: evenly spread, every month others, and the newest.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from app.domain.backups import Trouble
from app.extensions import db
from app.models import Ticket
from app.services import chain, schema, scope, upkeep
from app.services.backups import elsewhere, inventory, making, restoring, served, shelf
from app.services.backups.archive import Manifest
from app.services.backups.trouble import BackupFailed, disk_troubles
from app.services.sealed import wholeness

SPREAD, NEWEST = 4_000, 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at, by its short name; the pages and the command have the words."""

    name: str
    holds: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Drill:
    """Which backup was tried, and what was found; ``cases``: how many were reckoned anew, of how many."""

    name: str
    lines: tuple[Line, ...]
    cases: tuple[int, int]

    @property
    def holds(self) -> bool:
        """Whether the office could go on from it."""
        return all(line.holds for line in self.lines)


def drill(made_last: str = "", *, whole: bool = False) -> Drill:
    """Restore the newest backup with this installation's own key and read it; ``whole``: reckon every case anew."""
    db.session.rollback()
    with shelf.held(), shelf.workroom() as work:
        path = shelf.newest(made_last)
        if not shelf.has_room_to_restore(_needed(path)):
            raise BackupFailed(Trouble.NO_ROOM)
        with nullcontext() if making.is_embedded() else served.spare() as target:
            began = time.perf_counter()
            database = elsewhere.address(target)
            manifest = restoring.restore(path, work / "office", shelf.own_key(), database=database).manifest
            restored = Line("restored", True, time.perf_counter() - began)
            with disk_troubles(), _what_fails_differs(), elsewhere.office(work / "office", target):
                chosen = _chosen(manifest, whole=whole)
                lines = tuple(_looked(name, look) for name, look in _looks(manifest, chosen))
                return Drill(path.name, (restored, *lines), (len(chosen), manifest.rows["ticket"]))


@contextmanager
def _what_fails_differs() -> Iterator[None]:
    """What comes back and cannot be read is not the office that was packed; a trouble of the disk is told as that."""
    try:
        yield
    except (BackupFailed, OSError):
        raise
    except Exception as error:
        raise BackupFailed(Trouble.DIFFERS, type(error).__name__) from error


def _needed(backup: Path) -> int:
    """The office a second time, on our own disk; a server puts its database where we cannot look."""
    database, files = making.sizes()
    return 2 * database + files if making.is_embedded() else backup.stat().st_size


def _chosen(manifest: Manifest, *, whole: bool) -> Sequence[int]:
    """The cases that are reckoned anew."""
    ids = db.session.scalars(scope.everything().with_only_columns(Ticket.id).order_by(Ticket.id)).all()
    db.session.rollback()
    older = ids[:-NEWEST]
    if whole or len(older) <= SPREAD:
        return ids
    step = -(-len(older) // SPREAD)
    return [*older[manifest.made_at.toordinal() % step :: step], *ids[-NEWEST:]]


def _looks(manifest: Manifest, chosen: Sequence[int]) -> Iterator[tuple[str, Callable[[], bool]]]:
    """In this order: what was packed, then brought to this program's shape, then read as an auditor would."""
    yield "rows", lambda: _same(manifest)
    yield "shape", _upgraded
    yield "chains", lambda: not chain.verify()
    yield "facts", lambda: not any(upkeep.differing(manifest.made_at, chosen)) and not any(upkeep.unwitnessed())
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
