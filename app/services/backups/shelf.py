"""Where backups lie: names, generations, room, and one who works there at a time; it removes nothing of another office.

Ours is what carries a mark that only SECRET_KEY makes: a later day in somebody else's file makes it no newer backup.

A killed process holds no lock, and what it left half-done is removed by the next one.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from app.domain.backups import Trouble, kept
from app.services import signing
from app.services.backups import envelope
from app.services.backups.trouble import BackupFailed, disk_troubles
from app.services.sealed import keys
from app.services.sealed.officers import fingerprint

ENDING = ".backup"
_HALF = ".part"
_LOCK = ".lock"
_WORK = "backup-work"
_SPARE = 64 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup on the shelf; ``opens_with``: fingerprints of the keys.

    ``own``: this installation made it. ``unproven``: it names our key, as files of versions before the mark do and
    forged ones may; such files never push a proven one out.
    """

    path: Path
    made_at: datetime
    size: int
    opens_with: frozenset[str]
    own: bool
    unproven: bool

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


def place() -> Path:
    """The folder: ``BACKUP_DIR``, or below ``VAR_DIR``."""
    found: Path = current_app.config["BACKUP_DIR"] or Path(current_app.config["VAR_DIR"]) / "backups"
    return found


def is_on_same_disk() -> bool:
    """Whether one broken disk would take the office and its backups."""
    folder, var = place(), Path(current_app.config["VAR_DIR"])
    return not folder.exists() or folder.stat().st_dev == var.stat().st_dev


def looks_unmounted() -> bool:
    """Whether the folder of a disk elsewhere holds nothing of ours: then it may be what lies under that disk."""
    return current_app.config["BACKUP_DIR"] is not None and not any(one.own or one.unproven for one in listed())


def own_key() -> bytes:
    """This installation's private key; tests of every night and month open backups with it."""
    return signing.derived("backup")


def own_public() -> bytes:
    """Its public half."""
    return keys.public_of(own_key())


def mark() -> bytes:
    """The key of the mark under everything that is made here."""
    return signing.derived("backup mark")


def new_name(now: datetime) -> str:
    """A name that sorts by its moment and repeats no other."""
    return f"khamrong-{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}{ENDING}"


def listed() -> list[Listed]:
    """Every backup there, newest first; what is none is left out."""
    found = [one for path in place().glob(f"*{ENDING}") if (one := _look(path))]
    return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)


def newest(made_last: str = "") -> Path:
    """The newest one of this installation; before it has made any, the newest that names its key.

    ``made_last``: what is known to have been made last is the newest, whatever day a wrong clock gave to another.
    """
    found = sorted(listed(), key=lambda one: one.name != made_last)
    best = [*(one.path for one in found if one.own), *(one.path for one in found if one.unproven)]
    if not best:
        raise BackupFailed(Trouble.NO_BACKUP)
    return best[0]


def drop_old() -> list[str]:
    """Remove this installation's backups that no generation keeps: their names."""
    every = [one for one in listed() if one.own or one.unproven]
    stay, beside = kept(one.made_at for one in every if one.own), kept(one.made_at for one in every)
    old = [one for one in every if one.made_at not in (stay if one.own else beside)]
    for one in old:
        one.path.unlink(missing_ok=True)
    return [one.name for one in old]


@contextmanager
def held() -> Iterator[Path]:
    """The folder, for one at a time; what an interrupted one left is gone."""
    folder = place()
    with disk_troubles():
        if current_app.config["BACKUP_DIR"] is None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(lock)
        for half in folder.glob(f"*{_HALF}"):
            half.unlink(missing_ok=True)
        yield folder
    finally:
        os.close(lock)


def is_busy() -> bool:
    """Whether somebody works there now."""
    try:
        with held():
            return False
    except BackupFailed as failed:
        return failed.trouble is Trouble.BUSY


@contextmanager
def workroom() -> Iterator[Path]:
    """An empty private folder beside the database, for copies in clear; never on the backups' own disk."""
    room: Path = current_app.config["VAR_DIR"] / _WORK
    shutil.rmtree(room, ignore_errors=True)
    with disk_troubles():
        room.mkdir(mode=0o700, parents=True)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def draft(folder: Path, name: str) -> Iterator[Path]:
    """A file to write under a name that counts for nothing; it gets its own once it is on the disk for good."""
    half = folder / f"{name}{_HALF}"
    try:
        with disk_troubles():
            half.touch(mode=0o600, exist_ok=False)
        yield half
        with disk_troubles():
            _to_disk(half)
            half.rename(folder / name)
            with suppress(OSError):  # some network disks cannot
                _to_disk(folder)
    finally:
        half.unlink(missing_ok=True)


def has_room(folder: Path, database: int, files: int) -> bool:
    """Whether copy and backup fit, added on one disk, and cases and their files are still taken in beside them."""
    var: Path = current_app.config["VAR_DIR"]
    beside, packed = 2 * database + _kept_free(), database + files + _SPARE
    with disk_troubles():
        if var.stat().st_dev == folder.stat().st_dev:
            return shutil.disk_usage(folder).free >= beside + packed
        return shutil.disk_usage(var).free >= beside and shutil.disk_usage(folder).free >= packed


def has_room_to_restore(needed: int) -> bool:
    """Whether so much fits beside the office, and cases are still taken in."""
    return shutil.disk_usage(current_app.config["VAR_DIR"]).free >= needed + _kept_free()


def _kept_free() -> int:
    return _SPARE + max(int(current_app.config[name]) for name in ("SPACE_FOR_FILES", "SPACE_FOR_CASES"))


def _look(path: Path) -> Listed | None:
    try:
        with path.open("rb") as file:
            head = envelope.head(file)
        names, own = frozenset(head.boxes), head.is_marked_with(mark())
        unproven = not own and not head.mark and fingerprint(own_public()) in names
        return Listed(path, head.made_at, path.stat().st_size, names, own, unproven)
    except (BackupFailed, OSError):
        return None


def _lock(handle: int) -> None:
    import fcntl  # noqa: PLC0415 - not there on Windows, where everything else runs

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        raise BackupFailed(Trouble.BUSY) from busy


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
