"""A report opened in memory: what it says, what happened, its files. It alone turns sealed rows into words and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.domain.sealed import Finding, Position, Stage
from app.domain.sealed_report import Answers, Happening, stage_of
from app.extensions import db
from app.models import SealedCase, SealedEntry
from app.services.sealed import evidence, keys
from app.services.sealed.evidence import File
from app.services.sealed.recipients import Recipients
from app.services.transaction import transaction

_CASE, _ENTRY = "case", "entry"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who holds a key to the report."""

    officer: str
    name: str
    position: Position
    key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A report in the open; ``whole`` is False when lines of its story are missing."""

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


def opened(case: SealedCase, key: bytes) -> Opened:
    """Decrypt a case; ``Tampered`` if any of its rows is not what was written there."""
    query = select(SealedEntry).where(SealedEntry.case_id == case.id)
    return assemble(case, key, db.session.scalars(query), evidence.of_case(case.id, key))


def assemble(
    case: SealedCase, key: bytes, entries: Iterable[SealedEntry], files: Iterable[File] | None = None
) -> Opened:
    """The same, from rows that were already read; without ``files`` it does without them."""
    body = keys.unseal_json(key, case.body, case.id, case.id, _CASE)
    story = sorted((_happening(entry, key) for entry in entries), key=lambda h: h.number)
    known = {file.id: file for file in files or ()}
    named = {file for h in story for file in h.files} if files is not None else set()
    return Opened(
        id=case.id, key=key, answers=_answers(body["answers"]), arrival=body["arrival"],
        received_at=datetime.fromisoformat(body["at"]), recovery=body["recovery"],
        readers=tuple(Reader(**{**r, "position": Position(r["position"])}) for r in body["readers"]),
        story=tuple(story), files=known,
        whole=bool(story) and [h.number for h in story] == list(range(len(story))) and named == known.keys(),
    )  # fmt: skip


def body(case_id: str, key: bytes, answers: Answers, at: datetime, arrival: str, readers: Recipients) -> bytes:
    """The sealed body of a new case."""
    content = {
        "answers": {"about": sorted(answers.about), **answers.texts()},
        "at": at.isoformat(),
        "arrival": arrival,
        "readers": [_reader(Reader(o.id, o.staff.name, o.position, o.public_key.hex())) for o in readers.officers],
        "recovery": readers.recovery is not None,
    }
    return keys.seal_json(key, content, case_id, case_id, _CASE)


def rewrite_readers(case: SealedCase, key: bytes, readers: Iterable[Reader]) -> None:
    """Write down anew who can read."""
    content = keys.unseal_json(key, case.body, case.id, case.id, _CASE)
    content["readers"] = [_reader(r) for r in readers]
    case.body = keys.seal_json(key, content, case.id, case.id, _CASE)


def append(case_id: str, key: bytes, line: Line, *, now: datetime) -> bool:
    """Add a line inside the present transaction; False if the same form was sent before. The case is held meanwhile."""
    entry_id = keys.subkey(key, "entry", line.once.encode(), size=16).hex() if line.once else keys.random_id()
    with transaction():
        hold(case_id)
        if db.session.get(SealedEntry, entry_id):
            return False
        number = db.session.query(SealedEntry.id).where(SealedEntry.case_id == case_id).count()
        kept = [evidence.store(case_id, key, judged, by=line.by, now=now) for judged in line.files]
        content = {
            "number": number, "kind": line.kind, "by": line.by, "officer": line.officer, "name": line.name,
            "at": now.isoformat(), "text": line.text, "told": line.told, "stage": line.stage,
            "files": kept, "data": dict(line.data or {}),
        }  # fmt: skip
        sealed = keys.seal_json(key, content, case_id, entry_id, _ENTRY)
        db.session.add(SealedEntry(id=entry_id, case_id=case_id, body=sealed))
        db.session.flush()
    return True


def hold(case_id: str) -> SealedCase:
    """The case, held for writing and read anew."""
    return db.session.get_one(SealedCase, case_id, with_for_update=True, populate_existing=True)


def _reader(reader: Reader) -> dict[str, str]:
    return {"officer": reader.officer, "name": reader.name, "position": reader.position, "key": reader.key}


def _answers(content: dict[str, Any]) -> Answers:
    return Answers(**{**content, "about": frozenset(Position(p) for p in content["about"])})


def _happening(entry: SealedEntry, key: bytes) -> Happening:
    content = keys.unseal_json(key, entry.body, entry.case_id, entry.id, _ENTRY)
    return Happening(
        number=content["number"], kind=content["kind"], by=content["by"], officer=content["officer"],
        name=content["name"], at=datetime.fromisoformat(content["at"]), text=content["text"], told=content["told"],
        stage=Stage(content["stage"]) if content["stage"] else None, files=tuple(content["files"]),
        data=content["data"],
    )  # fmt: skip
