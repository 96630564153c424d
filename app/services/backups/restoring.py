"""A backup is laid down in an empty place and checked there; a place that holds anything is refused.

What was half restored is removed again, so that nobody begins to work with it. Numbers that may have been given out
since it was made are left out (``numbers``).
"""

import shutil
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from app.domain.backups import Trouble
from app.services.backups import archive, elsewhere, embedded, inventory, numbers, served, shelf
from app.services.backups.archive import Manifest
from app.services.backups.numbers import Skipped
from app.services.backups.trouble import BackupFailed, database_troubles, disk_troubles

_MAY_BE_THERE = {"secret-key", "backups", "backup-work", "build"}
_HALF = "restoring"
_SQLITE = "sqlite"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was laid down, and where its numbers go on."""

    manifest: Manifest
    skipped: tuple[Skipped, ...] = ()


def named(path: Path) -> Path:
    """A bare name is one of those on the shelf."""
    listed = shelf.place() / path.name
    return listed if path.parent == Path() and not path.exists() and listed.exists() else path


def verify(path: Path, key: bytes) -> Manifest:
    """Read a backup to its end and hold it against its manifest; nothing is written."""
    with disk_troubles():
        return archive.unpack(path, key)


def restore(path: Path, into: Path, key: bytes, *, database: str = "", now: datetime | None = None) -> Restored:
    """Lay a backup down: files below ``into``, and the database there too or at the address of an empty PostgreSQL.

    Rows, chains' ends and every file are held against what was packed. With ``now`` an office is to go on from it:
    its numbers begin beyond those that may have been told since.
    """
    target, half = _target(into, database), into / _HALF
    skipped: tuple[Skipped, ...] = ()
    try:
        with disk_troubles(), database_troubles():
            into.mkdir(mode=0o700, parents=True, exist_ok=True)
            manifest = archive.unpack(path, key, half)
            if (manifest.kind == _SQLITE) is not (target is None):
                raise BackupFailed(Trouble.OTHER_KIND)
            with served.laid_down(half, target) if target else nullcontext():
                with served.connected(target) if target else embedded.unpacked(half) as connection:
                    _hold(manifest, connection, half)
                if now:
                    with elsewhere.office(half, target):
                        skipped = numbers.skip(manifest.made_at, now=now)
                for name in ("files", embedded.NAME):
                    if (half / name).exists():
                        (half / name).rename(into / name)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return Restored(manifest, skipped)


def _target(into: Path, database: str) -> URL | None:
    """Where the database goes, if not into the folder; both must be empty."""
    try:
        target = make_url(database.replace("postgres://", "postgresql://", 1)) if database else None
    except ArgumentError as wrong:
        raise BackupFailed(Trouble.OTHER_KIND) from wrong
    if into.exists() and {path.name for path in into.iterdir()} - _MAY_BE_THERE:
        raise BackupFailed(Trouble.NOT_EMPTY)
    if target is None:
        return None
    if target.get_backend_name() != "postgresql":
        raise BackupFailed(Trouble.OTHER_KIND)
    target = target.set(drivername="postgresql+psycopg")
    if not served.is_empty(target):
        raise BackupFailed(Trouble.NOT_EMPTY)
    return target


def _hold(manifest: Manifest, connection: Connection, place: Path) -> None:
    """The same office as was packed, and every file whole but those that were not when it was packed."""
    if not inventory.same(inventory.fill(Manifest(manifest.made_at), connection), manifest):
        raise BackupFailed(Trouble.DIFFERS)
    absent = {*manifest.erased, *manifest.missing}
    for name, digest in inventory.files(connection):
        if name not in absent and not _whole(place / "files" / name[:2] / name, digest, name in manifest.damaged):
            raise BackupFailed(Trouble.DIFFERS)


def _whole(path: Path, digest: str, was_damaged: bool) -> bool:
    return path.is_file() and (was_damaged or inventory.is_whole(path.read_bytes(), digest))
