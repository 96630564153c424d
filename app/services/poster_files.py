"""Posters as files: each content is printed once and kept below VAR_DIR/build; asking again costs a look at the disk.

Nobody can make the machine print without end: what a poster says comes from the office's rows alone, one is printed at
a time, and few may wait for it.
"""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore, Lock

from flask import current_app

from app import renderers
from app.domain.poster import Kind, Poster, Size
from app.services import posters

PDF, PNG, SMALL = "pdf", "png", "small.png"
_WAITING = 6  # as many as a browser asks for at once; two of the eight that serve are left for others
_ROOM, _PRESS = BoundedSemaphore(_WAITING), Lock()


class Busy(RuntimeError):
    """Others wait already; it will be there in a moment."""


@dataclass(frozen=True, slots=True)
class PosterFile:
    """A file to send; ``stamp`` changes with what the poster says."""

    path: Path
    stamp: str


def papers(size: Size) -> tuple[str, ...]:
    """A square is for screens: it has no PDF."""
    return (PNG, SMALL) if size is Size.SQUARE else (PDF, PNG, SMALL)


def find(kind: Kind, size: Size, paper: str, day: date) -> PosterFile | None:
    """The file, printed if need be; None if there is no such poster today. Raises ``Busy`` and ``PrinterMissing``."""
    said = posters.poster(kind, day) if paper in papers(size) else None
    if said is None:
        return None
    stamp = hashlib.sha256(f"{said!r} {size} {_recipe()}".encode()).hexdigest()[:16]
    files = {name: _folder() / f"{kind}-{size}.{stamp}.{name}" for name in papers(size)}
    if not files[paper].exists():
        with _turn():
            if not files[paper].exists():
                _print(said, size, files)
    return PosterFile(files[paper], stamp)


@functools.cache
def _recipe() -> str:
    """How posters are made: another way of making them is another file."""
    here = Path(renderers.__file__).parent
    made = b"".join((here / name).read_bytes() for name in ("poster.py", "fitting.py", "wall.css"))
    return f"{hashlib.sha256(made).hexdigest()} {version('weasyprint')} {version('pypdfium2')}"


def _folder() -> Path:
    folder: Path = Path(current_app.config["VAR_DIR"]) / "build" / "posters"
    return folder


@contextmanager
def _turn() -> Iterator[None]:
    if not _ROOM.acquire(blocking=False):
        raise Busy
    try:
        with _PRESS:
            yield
    finally:
        _ROOM.release()


def _print(said: Poster, size: Size, files: Mapping[str, Path]) -> None:
    """All papers of it at once; those of an earlier content go."""
    paper, whole, small = renderers.print_wall_poster(said, size)
    _folder().mkdir(parents=True, exist_ok=True)
    for name, content in ((PDF, paper), (PNG, whole), (SMALL, small)):
        if name in files:
            _keep(files[name], content)
    for old in _folder().glob(f"{said.kind}-{size}.*"):
        if old not in files.values():
            old.unlink(missing_ok=True)


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all: two processes may print the same."""
    with NamedTemporaryFile(dir=file.parent, prefix="draft-", delete=False) as draft:
        draft.write(content)
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(file)
