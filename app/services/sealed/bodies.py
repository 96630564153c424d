"""What a case's own row seals: the answers, who can read, the secret that names its rows, how long its story is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.sealed import Position
from app.domain.sealed_report import Answers
from app.models import SealedCase
from app.services.sealed import keys

_CASE, _TAIL = "case", "tail"


class CaseRow(Protocol):
    """A case as the database has it, or the columns of it that are read for a list."""

    @property
    def id(self) -> str:
        """Its name."""
        ...
    @property
    def body(self) -> bytes:
        """What it seals."""
        ...
    @property
    def tail(self) -> bytes | None:
        """How long its story is, sealed."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who holds a key to the report."""

    officer: str
    name: str
    position: Position
    key: str


@dataclass(frozen=True, slots=True)
class Body:
    """The sealed part of a case; ``recovery_key`` is the office's as it was then.

    ``names`` makes the names of its rows: a form sent twice finds the row it made. ``reporter_key`` is the one that the
    case came with: another one in the row beside gets no new key. ``ours``: this installation sealed it. Public keys
    are enough to seal another report in its place, but not to mark it.
    """

    answers: Answers
    at: datetime
    arrival: str
    readers: tuple[Reader, ...]
    recovery: bool
    recovery_key: bytes = b""
    names: bytes = b""
    reporter_key: bytes = b""
    ours: bool = True

    def row_name(self, purpose: str, material: str) -> str:
        """The name of a row that these same words make again, even after the case got a new key."""
        return keys.subkey(self.names, purpose, material.encode(), size=16).hex()


def read(case: CaseRow, key: bytes) -> Body:
    """Open it; ``Tampered`` if it is not what was written there, or this is not its key."""
    content = keys.unseal_json(key, case.body, case.id, case.id, _CASE)
    about = frozenset(Position(position) for position in content["answers"]["about"])
    readers = tuple(Reader(**{"key": "", **r, "position": Position(r["position"])}) for r in content["readers"])
    return Body(
        answers=Answers(**{**content["answers"], "about": about}),
        at=datetime.fromisoformat(content["at"]),
        arrival=content["arrival"],
        readers=readers,
        # The first reports did not say so: theirs was sealed to the envelope wherever the office's own readers were.
        recovery=content.get("recovery", any(reader.position is not Position.OTHER for reader in readers)),
        recovery_key=bytes.fromhex(content.get("recovery_key", "")),
        reporter_key=bytes.fromhex(content.get("reporter_key", "")),
        ours=keys.same(bytes.fromhex(content.get("mark", "")), _mark(case, key)),
        names=bytes.fromhex(content["names"]) if "names" in content else key,  # a case from before names were kept
    )


def write(case: SealedCase, key: bytes, body: Body) -> None:
    """Seal it."""
    content = {
        "answers": {"about": sorted(body.answers.about), **body.answers.texts()},
        "at": body.at.isoformat(),
        "arrival": body.arrival,
        "readers": [
            {"officer": reader.officer, "name": reader.name, "position": reader.position, "key": reader.key}
            for reader in body.readers
        ],
        "recovery": body.recovery,
        "recovery_key": body.recovery_key.hex(),
        "names": body.names.hex(),
        "reporter_key": (body.reporter_key or case.reporter_key).hex(),
        "mark": _mark(case, key).hex() if body.ours else "",
    }
    case.body = keys.seal_json(key, content, case.id, case.id, _CASE)


def length(case: CaseRow, key: bytes) -> int | None:
    """How many lines the story has; None for a case from before this was written down."""
    return None if case.tail is None else int(keys.unseal_json(key, case.tail, case.id, case.id, _TAIL))


def write_length(case: SealedCase, key: bytes, lines: int) -> None:
    """Write down how many lines the story has."""
    case.tail = keys.seal_json(key, lines, case.id, case.id, _TAIL)


def is_whole(case: CaseRow, key: bytes, body: Body, numbers: Iterable[int]) -> bool:
    """Whether no line of the story is missing, neither in the middle nor at its end."""
    found, told = list(numbers), length(case, key)
    if told is None and body.names != key:
        return False
    return bool(found) and found == list(range(len(found) if told is None else told))


def _mark(case: CaseRow, key: bytes) -> bytes:
    return keys.mark(b"case", case.id.encode(), key)
