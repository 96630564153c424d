"""Counts of settled years on disk, below VAR_DIR/build: counted once for this office, read after every start.

They never change, so a file is found by everything it depends on: the day, the newest link of the chain of events and
the holidays known then, and the program that counts. A file that is lost, unreadable or not written by this office is
counted anew.
"""

import functools
import hashlib
import hmac
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.domain.periods import Period
from app.extensions import db
from app.models import TicketEvent
from app.services import calendar, signing

_MARK = 32


def kept(name: str, as_of: date, make: Callable[[], Any]) -> Any:
    """What ``make`` counts, as plain data (what JSON holds); from the disk if it was counted before."""
    file = _folder() / f"{name}.{_stamp(as_of)}.json"
    with suppress(OSError, ValueError):
        return _read(file)
    made = make()
    with suppress(OSError):  # a full disk costs time, not the page
        content = json.dumps(made).encode()
        _keep(file, _mark(file, content) + content)
        for old in _folder().glob(f"{name}.*.json"):
            if old != file:
                old.unlink(missing_ok=True)
    return made


def _stamp(as_of: date) -> str:
    end = Period(as_of, as_of + timedelta(days=1)).end_moment
    newest = select(TicketEvent.hash).where(TicketEvent.recorded_at < end).order_by(TicketEvent.id.desc()).limit(1)
    holidays = [(row.day, row.recorded_at, row.removed_at) for row in calendar.book().rows if row.recorded_at < end]
    known = [(*row[:2], row[2] if row[2] and row[2] < end else None) for row in holidays]
    content = f"{as_of} {db.session.scalar(newest)} {sorted(known, key=repr)} {_program()}"
    return hashlib.sha256(content.encode()).hexdigest()[:32]


@functools.cache
def _program() -> str:
    """Another program may count otherwise."""
    here = Path(__file__).resolve().parents[1]
    files = sorted([*here.glob("domain/**/*.py"), *here.glob("services/**/*.py"), *here.glob("models/**/*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read(file: Path) -> Any:
    """What this office counted under this name; ``ValueError`` for what somebody else wrote there."""
    content = file.read_bytes()
    if not hmac.compare_digest(content[:_MARK], _mark(file, content[_MARK:])):
        raise ValueError(file.name)
    return json.loads(content[_MARK:])


def _mark(file: Path, content: bytes) -> bytes:
    """What only this installation can write before these counts under this name."""
    return hmac.digest(signing.derived("settled figures"), file.name.encode() + b"\0" + content, "sha256")


def _folder() -> Path:
    return Path(current_app.config["VAR_DIR"]) / "build" / "figures"


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all, and for the office's own eyes: it is finer than what is published."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix="draft-", delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(file)
