"""What lies in the envelope: the database, every file its rows name, and last a manifest that both are held against."""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from app.domain.backups import Trouble
from app.services.backups import envelope
from app.services.backups.trouble import BackupFailed

FORMAT = 1
_MANIFEST = "manifest.json"
_DATABASE = re.compile(r"database\.(sqlite\.gz|dump)")
_FILE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{32})")
_LARGEST_MANIFEST = 64 * 1024 * 1024
_PIECE = 1 << 18


@dataclass
class Manifest:
    """What was packed. ``rows``: by table; ``heads``: length and hash of each chain; files by name that were not whole.

    ``erased``: no row names them any more; ``missing`` and ``damaged``: their rows are there, their bytes are not.
    """

    made_at: datetime
    kind: str = ""
    revision: str = ""
    database: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: int = 0
    total: int = 0
    digest: str = ""
    erased: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def to_json(self) -> bytes:
        """As it is packed."""
        told = {**self.__dict__, "version": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def of_json(cls, content: bytes) -> "Manifest":
        """As it was packed; ``NOT_ONE`` if a newer program wrote it."""
        told: dict[str, Any] = json.loads(content)
        if told.pop("version") != FORMAT:
            raise BackupFailed(Trouble.NOT_ONE)
        made_at = datetime.fromisoformat(told.pop("made_at"))
        heads = {name: (length, link) for name, (length, link) in told.pop("heads").items()}
        return cls(made_at=made_at, heads=heads, **told)


class Packer:
    """Packs into an envelope, one member after the other."""

    def __init__(self, sealed: envelope.Writer, manifest: Manifest) -> None:
        self._sealed, self._manifest, self._seen = sealed, manifest, hashlib.sha256()
        self._tar = tarfile.open(fileobj=sealed, mode="w|")  # type: ignore[call-overload]  # noqa: SIM115

    def database(self, path: Path) -> None:
        """The database, as the one large member."""
        with path.open("rb") as content:
            self._manifest.database = hashlib.file_digest(content, "sha256").hexdigest()
            content.seek(0)
            self._add(path.name, path.stat().st_size, content)

    def file(self, name: str, content: bytes) -> None:
        """A file's bytes, as they are."""
        self._add(f"files/{name[:2]}/{name}", len(content), io.BytesIO(content))
        self._seen.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
        self._manifest.files += 1
        self._manifest.total += len(content)

    def close(self) -> None:
        """The manifest, and the end of the stream."""
        self._manifest.digest = self._seen.hexdigest()
        content = self._manifest.to_json()
        self._add(_MANIFEST, len(content), io.BytesIO(content))
        self._tar.close()
        self._sealed.close()

    def _add(self, name: str, size: int, content: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size = size
        self._tar.addfile(member, content)
        self._tar.members.clear()  # it would remember every one


def unpack(path: Path, private: bytes, into: Path | None = None) -> Manifest:
    """Read a backup from its first byte to its last, hold it against its manifest, and lay it down if told where."""
    try:
        with _opened(path) as file:
            return _held(envelope.Reader(file, private), into)
    except (tarfile.TarError, ValueError, KeyError, TypeError) as wrong:
        raise BackupFailed(Trouble.ALTERED) from wrong


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except (FileNotFoundError, PermissionError) as none:
        raise BackupFailed(Trouble.NO_FILE, path.name) from none


def _held(sealed: envelope.Reader, into: Path | None) -> Manifest:
    manifest, database, count, seen = None, "", 0, hashlib.sha256()
    for name, content in _members(sealed):
        if name == _MANIFEST:
            manifest = Manifest.of_json(content.read(_LARGEST_MANIFEST))
            continue
        digest = _copied(content, into / name if into else None)
        if found := _FILE.fullmatch(name):
            seen.update(f"{found[1]} {digest}\n".encode())
            count += 1
        else:
            database = digest
    if manifest is None or (manifest.database, manifest.files, manifest.digest) != (database, count, seen.hexdigest()):
        raise BackupFailed(Trouble.ALTERED)
    return manifest


def _members(sealed: envelope.Reader) -> Iterator[tuple[str, IO[bytes]]]:
    """Every member that may be there, by a name that leads nowhere else; then nothing but the end."""
    with tarfile.open(fileobj=sealed, mode="r|") as tar:  # type: ignore[call-overload]
        while member := tar.next():
            content = tar.extractfile(member) if member.isreg() else None
            known = member.name == _MANIFEST or _DATABASE.fullmatch(member.name) or _FILE.fullmatch(member.name)
            if content is None or not known:
                raise BackupFailed(Trouble.ALTERED)
            yield member.name, content
            tar.members.clear()
    sealed.finish()


def _copied(content: IO[bytes], target: Path | None) -> str:
    digest = hashlib.sha256()
    if target is None:
        while piece := content.read(_PIECE):
            digest.update(piece)
        return digest.hexdigest()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as file:
        while piece := content.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
