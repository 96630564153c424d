"""A report opened in memory: what it says, what happened, its files. It alone turns sealed rows into words and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from app.domain.sealed import Finding, Stage
from app.domain.sealed_report import Answers, Happening, stage_of
from app.extensions import db
from app.models import SealedCase, SealedEntry
from app.services.sealed import bodies, evidence, keys, slots
from app.services.sealed.bodies import CaseRow, Reader
from app.services.sealed.evidence import File
from app.services.transaction import transaction

ENTRY = "entry"
Pair = tuple[bytes, bytes]
Row = tuple[str, bytes]


class Lost(Exception):
    """Whoever opened the report holds no key to it any more: they stepped aside, or it was destroyed, just now."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report in the open; ``whole`` is False when lines of its story are missing. ``pair`` opened it.

    ``ours`` is False when another installation sealed it, or somebody with no more than the public keys.
    """

    id: str
    key: bytes
    answers: Answers
    arrival: str
    received_at: datetime
    readers: tuple[Reader, ...]
    recovery: bool
    story: tuple[Happening, ...]
    files: Mapping[str, File]
    whole: bool
    names: bytes = field(default=b"", repr=False)
    pair: Pair = field(default=(b"", b""), repr=False)
    ours: bool = True

    @property
    def stage(self) -> Stage:
        """Where it stands, by its own story and not by the column in clear."""
        return stage_of(self.story)

    @property
    def finding(self) -> Finding | None:
        """How it ended, if it did."""
        said = next((h.data["finding"] for h in reversed(self.story) if h.data.get("finding")), None)
        return Finding(said) if said and self.stage in {Stage.CONCLUDED, Stage.TOLD, Stage.CLOSED} else None

    @property
    def seen(self) -> int:
        """How many acts there are: a form says how many its writer had seen."""
        return sum(1 for h in self.story if h.is_act)


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be added to a story."""

    kind: str
    by: str
    officer: str = ""
    name: str = ""
    text: str = ""
    told: bool = False
    stage: Stage | None = None
    data: Mapping[str, str] | None = None
    files: tuple[evidence.Judged, ...] = ()
    once: str = ""


def find(case_id: str, pair: Pair) -> Opened | None:
    """The report, if this key pair opens it; ``Tampered`` if any of its rows is not what was written there."""
    case = db.session.get(SealedCase, case_id)
    while case is not None and (key := slots.find(case, *pair)) is not None:
        try:
            return opened(case, key, pair)
        except keys.Tampered:
            before = case.slots
            db.session.refresh(case)
            if case.slots == before:  # else it got a new key between reading the one row and the other
                raise
    return None


def opened(case: SealedCase, key: bytes, pair: Pair = (b"", b"")) -> Opened:
    """Decrypt a case; ``Tampered`` if any of its rows is not what was written there."""
    query = select(SealedEntry.id, SealedEntry.body).where(SealedEntry.case_id == case.id)
    rows = [(name, sealed) for name, sealed in db.session.execute(query)]
    return assemble(case, key, rows, evidence.of_case(case.id, key), pair)


def assemble(
    case: CaseRow, key: bytes, rows: Iterable[Row], files: Iterable[File] | None = None, pair: Pair = (b"", b"")
) -> Opened:
    """The same, from the names and bodies of entries that were already read; without ``files`` it does without them."""
    body = bodies.read(case, key)
    story = sorted((_happening(case.id, name, sealed, key) for name, sealed in rows), key=lambda h: h.number)
    if not story or story[0].number:  # without its beginning nothing is known of it, not even since when it waits
        raise keys.Tampered
    known = {file.id: file for file in files or ()}
    named = {file for h in story for file in h.files} if files is not None else set()
    whole = bodies.is_whole(case, key, body, (h.number for h in story)) and named == known.keys()
    return Opened(
        id=case.id, key=key, answers=body.answers, arrival=body.arrival, received_at=body.at, readers=body.readers,
        recovery=body.recovery, story=tuple(story), files=known, whole=whole, names=body.names, pair=pair,
        ours=body.ours,
    )  # fmt: skip


def content(report: Opened, file: File) -> bytes:
    """A file's bytes; ``Tampered`` when a piece is missing, moved or changed."""
    try:
        return evidence.read(file, report.id, report.key)
    except keys.Tampered:
        fresh = find(report.id, report.pair)
        if fresh is None or fresh.key == report.key:  # else it got a new key between reading the one row and the other
            raise
        return evidence.read(file, fresh.id, fresh.key)


def add(report: Opened, line: Line, *, now: datetime) -> bool:
    """Add a line; False if the same form was sent before. ``Lost`` when the report is no longer its opener's."""
    with transaction():
        case, key = held(report)
        return append(case.id, key, line, now=now)


def append(case_id: str, key: bytes, line: Line, *, now: datetime) -> bool:
    """The same by the key that the case has now; the case is held meanwhile."""
    with transaction():
        case = hold(case_id)
        body = bodies.read(case, key)
        name = body.row_name("entry", line.once) if line.once else keys.random_id()
        if line.once and db.session.get(SealedEntry, name) is not None:
            return False
        number = count(case, key)
        kept = [evidence.store(body, case_id, key, judged, by=line.by, now=now) for judged in line.files]
        said = {
            "number": number, "kind": line.kind, "by": line.by, "officer": line.officer, "name": line.name,
            "at": now.isoformat(), "text": line.text, "told": line.told, "stage": line.stage,
            "files": kept, "data": dict(line.data or {}),
        }  # fmt: skip
        db.session.add(SealedEntry(id=name, case_id=case_id, body=keys.seal_json(key, said, case_id, name, ENTRY)))
        bodies.write_length(case, key, number + 1)
        db.session.flush()
    return True


def count(case: SealedCase, key: bytes) -> int:
    """How many lines were ever written: a line that was cut off leaves its number empty for good."""
    told = bodies.length(case, key)
    return db.session.query(SealedEntry.id).where(SealedEntry.case_id == case.id).count() if told is None else told


def hold(case_id: str) -> SealedCase:
    """The case, held for writing and read anew."""
    return db.session.get_one(SealedCase, case_id, with_for_update=True, populate_existing=True)


def held(report: Opened) -> tuple[SealedCase, bytes]:
    """A report's case, held for writing, and the key it has now: it may have got a new one since it was opened."""
    case = hold(report.id)
    try:
        bodies.read(case, report.key)
    except keys.Tampered:
        key = slots.find(case, *report.pair) if any(report.pair) else None
        if key is None:
            raise Lost from None
        return case, key
    return case, report.key


def _happening(case_id: str, name: str, sealed: bytes, key: bytes) -> Happening:
    said = keys.unseal_json(key, sealed, case_id, name, ENTRY)
    said["at"] = datetime.fromisoformat(said["at"])
    said["stage"] = Stage(said["stage"]) if said["stage"] else None
    said["files"] = tuple(said["files"])
    return Happening(**said)
