"""Where the bytes of files lie: below VAR_DIR on this machine, or in a store (S3) that several machines share.

What was put is there before ``put`` returns. Names are random and made elsewhere; a store holds one office's files.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flask import current_app

from app.domain.words import N_
from app.services.outages import Outage

if TYPE_CHECKING:
    from obstore.store import S3Store

_NAME = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{32})")
_CONNECT, _WHOLE, _REST = "2s", timedelta(seconds=10), 5.0

NO_FILES = N_("ตอนนี้ยังเก็บไฟล์ไม่ได้ชั่วคราว ส่งเรื่องโดยไม่แนบได้ แล้วส่งไฟล์มาภายหลัง")


class StoreDown(RuntimeError):
    """The store on the network does not answer: nothing is known about the file, not even that it is gone."""


class Store(Protocol):
    """What both kinds do."""

    @property
    def resting(self) -> bool:
        """Whether it failed a moment ago and is left alone for a few seconds."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it whole, or raise and keep nothing."""

    def get(self, name: str) -> bytes:
        """What was put; ``FileNotFoundError``."""

    def erase(self, name: str) -> None:
        """Away with it; what cannot be erased now is a loose file, and swept away later."""

    def names(self, older_than: datetime) -> Iterator[str]:
        """Everything that was put before a moment."""


def store() -> Store:
    """The store of this office."""
    found: Store | None = current_app.extensions.get("filestore")
    if found is None:
        shared = current_app.config.get("S3_ENDPOINT")
        found = SharedStore() if shared else LocalStore(Path(current_app.config["VAR_DIR"]))
        current_app.extensions["filestore"] = found
    return found


class LocalStore:
    """A folder on this machine's disk."""

    resting = False

    def __init__(self, var: Path) -> None:
        self._root = var / "files"

    def put(self, name: str, content: bytes) -> None:
        """On the disk before the case that names it is; a full disk keeps no half of it."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise

    def get(self, name: str) -> bytes:
        """From the disk."""
        return self.path(name).read_bytes()

    def erase(self, name: str) -> None:
        """From the disk."""
        with suppress(OSError):
            self.path(name).unlink()

    def names(self, older_than: datetime) -> Iterator[str]:
        """By the time that the disk keeps."""
        limit = older_than.timestamp()
        yield from (path.name for path in self._root.glob("??/*") if path.stat().st_mtime < limit)

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self._root / name[:2] / name


class SharedStore:
    """A bucket that holds this office's files and nothing else, below ``files/`` in the same order as on a disk."""

    def __init__(self) -> None:
        self._bucket = _bucket()
        self._outage = Outage("file store", _REST)

    @property
    def resting(self) -> bool:
        """Whether it failed a moment ago."""
        return self._outage.resting

    def put(self, name: str, content: bytes) -> None:
        """In the bucket before the case that names it is in the database."""
        with self._asking():
            self._bucket.put(_key(name), content)

    def get(self, name: str) -> bytes:
        """From the bucket."""
        with self._asking():
            return bytes(self._bucket.get(_key(name)).bytes())

    def erase(self, name: str) -> None:
        """From the bucket."""
        with suppress(StoreDown, FileNotFoundError), self._asking():
            self._bucket.delete(_key(name))

    def names(self, older_than: datetime) -> Iterator[str]:
        """By the time that the store keeps; what has another name than ours is not ours."""
        limit = older_than.astimezone(UTC)
        with self._asking():
            listed = [each for piece in self._bucket.list("files/") for each in piece]
        for each in listed:
            if (ours := _NAME.fullmatch(each["path"])) and each["last_modified"] < limit:
                yield ours[1]

    def _asking(self) -> "_Asking":
        if self._outage.resting:
            raise StoreDown
        return _Asking(self._outage)


class _Asking:
    """One question to the store: whatever goes wrong but a file that is not there is the store's own trouble."""

    def __init__(self, outage: Outage) -> None:
        self._outage = outage

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, FileNotFoundError):
            self._outage.answered()
        elif isinstance(error, Exception):
            self._outage.failed(error)
            raise StoreDown from error


def _bucket() -> "S3Store":
    from obstore.store import S3Store  # noqa: PLC0415  (only offices with such a store need it)

    setting = current_app.config
    return S3Store(
        setting["S3_BUCKET"],
        endpoint=setting["S3_ENDPOINT"],
        region=setting["S3_REGION"],
        access_key_id=setting["S3_ACCESS_KEY"],
        secret_access_key=setting["S3_SECRET_KEY"],
        virtual_hosted_style_request=False,
        client_options={"allow_http": True, "connect_timeout": _CONNECT, "timeout": _WHOLE},
        retry_config={"max_retries": 2, "retry_timeout": _WHOLE},
    )


def _key(name: str) -> str:
    return f"files/{name[:2]}/{name}"
