"""A backup is made: copy, check, pack, seal, read back, and only then named; the office goes on meanwhile.

The database first, then the files that its rows name: a file is on the disk before its row is written, so none is
missing; one that was erased meanwhile is noted.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from app.domain.backups import Trouble
from app.extensions import db
from app.models import Attachment
from app.services import filestore
from app.services.backups import archive, embedded, envelope, inventory, served, shelf
from app.services.backups.archive import Manifest
from app.services.backups.trouble import BackupFailed, disk_troubles
from app.services.sealed import office as sealed_office


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was read back after it was written."""

    path: Path
    size: int
    manifest: Manifest


def make(now: datetime) -> Made:
    """Make one, and remove the generations it replaces; ``BackupFailed`` leaves those that are there alone."""
    db.session.rollback()
    with shelf.held() as folder:
        kind = embedded if is_embedded() else served
        if not shelf.has_room(folder, *sizes()):
            raise BackupFailed(Trouble.NO_ROOM)
        name, manifest = shelf.new_name(now), Manifest(made_at=now)
        with shelf.workroom() as work, shelf.draft(folder, name) as half:
            with kind.copied(work) as (connection, packed), disk_troubles():
                _write(half, inventory.fill(manifest, connection), connection, packed)
            if archive.unpack(half, shelf.own_key()) != manifest:
                raise BackupFailed(Trouble.ALTERED)
        shelf.drop_old()
    path = folder / name
    return Made(path, path.stat().st_size, manifest)


def sizes() -> tuple[int, int]:
    """Bytes of the database and of all files."""
    files = db.session.scalar(select(func.sum(Attachment.size))) or 0
    db.session.rollback()
    return (embedded if is_embedded() else served).size(), int(files)


def is_embedded() -> bool:
    """Whether the office runs on SQLite."""
    return db.engine.dialect.name == "sqlite"


def recipients() -> list[bytes]:
    """Whose keys open the backups made here: this installation's, and the office's recovery key once it has one."""
    recovery = sealed_office.recovery_key()
    db.session.rollback()
    return [shelf.own_public(), *([recovery] if recovery else [])]


def _write(half: Path, manifest: Manifest, connection: Connection, packed: Path) -> None:
    with half.open("r+b") as file:
        packer = archive.Packer(envelope.Writer(file, recipients(), manifest.made_at, shelf.mark()), manifest)
        packer.database(packed)
        for name, digest in inventory.files(connection):
            _pack(packer, manifest, name, digest)
        packer.close()


def _pack(packer: archive.Packer, manifest: Manifest, name: str, digest: str) -> None:
    """A damaged file goes in as it is: it may still be readable, and it keeps nothing else from being saved."""
    try:
        content = filestore.store().get(name)
    except FileNotFoundError:
        (manifest.missing if _is_named(name) else manifest.erased).append(name)
        return
    except filestore.StoreDown as down:
        raise BackupFailed(Trouble.STORE) from down
    if not inventory.is_whole(content, digest):
        manifest.damaged.append(name)
    packer.file(name, content)


def _is_named(name: str) -> bool:
    found = db.session.scalar(select(Attachment.id).where(Attachment.storage_name == name))
    db.session.rollback()
    return found is not None
