"""The embedded office's own secret: laid down once, beside its database, readable by its user only.

Where there is no office yet it is drawn and kept nowhere: looking at an empty place leaves it empty.
"""

import secrets
from contextlib import suppress
from pathlib import Path


class Drawn(str):
    """A secret that no file holds yet; ``keep`` lays it down."""

    __slots__ = ()


def read(place: Path) -> str:
    """What lies there; beside a database that has lost its own, a new one is laid down."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _file(place).exists():
        drawn = Drawn(secrets.token_urlsafe(48))
        return keep(place, drawn) if (place / "khamrong.db").exists() else drawn
    return _file(place).read_text(encoding="ascii").strip()


def keep(place: Path, secret: str) -> str:
    """Lay a drawn one down for the office that begins now; the one that counts: another process may have been first."""
    if not isinstance(secret, Drawn):
        return secret
    draft = place / f"secret-key.{secrets.token_hex(8)}"
    draft.touch(mode=0o600)
    draft.write_text(secret, encoding="ascii")
    with suppress(FileExistsError):  # another process was first: its key counts
        _file(place).hardlink_to(draft)
    draft.unlink()
    return _file(place).read_text(encoding="ascii").strip()


def _file(place: Path) -> Path:
    return place / "secret-key"
