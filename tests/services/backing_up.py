"""A process that makes a backup and is killed at a chosen moment, or whose disk for backups is a real, tiny one."""

import ctypes
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from app import create_app
from app.services import backups
from app.services.backups import archive, making, shelf
from app.services.backups.trouble import BackupFailed
from tests.conftest import BANGKOK, office

NOW = datetime(2026, 11, 3, 2, tzinfo=BANGKOK)
_NEW_USER, _NEW_MOUNTS = 0x10000000, 0x00020000


def main(address: str, var: str, place: str, moment: str) -> None:
    app = create_app(office(address, Path(var), BACKUP_DIR=Path(place)), clock=lambda: NOW)
    with app.app_context():
        if moment == "tiny":
            return on_a_tiny_disk(Path(place))
        {"copied": die_copied, "packing": die_packing, "sealed": die_sealed, "read back": die_read}[moment]()
        backups.make(NOW)
    return None


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def die_copied():
    making._write = die


def die_packing():
    whole = archive.Packer.database

    def half(packer, path):
        whole(packer, path)
        packer._sealed.write(bytes(3 << 20))
        packer._sealed._file.flush()
        die()

    archive.Packer.database = half


def die_sealed():
    archive.unpack = die


def die_read():
    shelf._to_disk = die


def on_a_tiny_disk(place: Path) -> None:
    """Two megabytes: the check before is switched off, so that the disk itself says no."""
    flags = _NEW_MOUNTS if os.geteuid() == 0 else _NEW_MOUNTS | _NEW_USER
    library = ctypes.CDLL(None, use_errno=True)
    private = 1 << 18 | 1 << 14
    if library.unshare(flags) or library.mount(b"none", b"/", None, private, None):
        sys.exit("no disk of its own")
    if library.mount(b"none", str(place).encode(), b"tmpfs", 0, b"size=1m"):
        sys.exit("no disk of its own")
    shelf.has_room = lambda *_: True
    try:
        backups.make(NOW)
    except BackupFailed as failed:
        print(failed.trouble.value)  # noqa: T201
    print([path.name for path in place.iterdir() if path.name != ".lock"])  # noqa: T201
    print("whole" if not (shelf.current_app.config["VAR_DIR"] / "backup-work").exists() else "rubbish")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
