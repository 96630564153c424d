"""A report comes in, once; its code finds it again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.domain.sealed import Stage, holds_code
from app.domain.sealed_report import Answers, Kind, Who
from app.extensions import db
from app.models import SealedCase
from app.services import calendar
from app.services.sealed import bodies, evidence, keys, office, recipients, slots, story
from app.services.sealed.bodies import Body, Reader
from app.services.sealed.evidence import Judged
from app.services.sealed.recipients import Recipients
from app.services.sealed.story import Line, Opened
from app.services.transaction import in_turn, transaction

ONLINE = "online"
Root = tuple[keys.Cost, bytes]


class Destroyed(Exception):
    """The code's report was closed long ago, and destroyed in this month."""

    def __init__(self, month: date) -> None:
        super().__init__(month.isoformat())
        self.month = month


class CodeInside(Exception):
    """A text holds its writer's own code; ``fields`` names where."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = tuple(fields)


@dataclass(frozen=True, slots=True)
class Submission:
    """What a reporter sent, or an officer keyed in from a letter, a call or a visit."""

    answers: Answers
    files: tuple[Judged, ...] = ()
    arrival: str = ONLINE
    received_at: datetime | None = None
    keyed_by: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """The report as it was taken in; ``again`` when this code had sent one before."""

    report: Opened
    again: bool


def send(code: str, sent: Submission, *, now: datetime, roots: Sequence[Root] = ()) -> Sent:
    """Take a report in. The code is its idempotency key: the same once more changes nothing, other words are added.

    ``roots`` of the code, if they were made before. ``CodeInside``, ``NobodyMayRead``, ``NotOpen``, ``TooManyFiles``:
    nothing is stored then.
    """
    refuse_code(code, sent.answers.texts(), sent.files)
    roots = roots or list(roots_of(code))
    known = _find(roots)
    if known is None:
        if not office.readiness().open:
            raise office.NotOpen
        opened = _open(roots[0], sent, recipients.of(sent.answers.about), now)
        if opened is not None:
            return Sent(opened, again=False)
        known = _find(roots)  # the same code, sent at the same moment
        if known is None:
            raise keys.Tampered
    _add(known, sent, now)
    return Sent(_find(roots) or known, again=True)


def find(code: str) -> Opened | None:
    """The report that this code opens. ``Destroyed``."""
    return _find(roots_of(code))


def refuse_code(code: str, texts: Mapping[str, str], files: Sequence[Judged] = ()) -> None:
    """``CodeInside`` when a text or a file's name holds the code."""
    inside = [name for name, text in texts.items() if holds_code(text, code)]
    inside += ["files"] if any(holds_code(file.name, code) for file in files) else []
    if inside:
        raise CodeInside(inside)


def _find(roots: Iterable[Root]) -> Opened | None:
    for _, root in roots:
        case = db.session.scalar(select(SealedCase).where(SealedCase.lookup == _lookup(root)))
        if case and case.shredded_month:
            raise Destroyed(case.shredded_month)
        if case:
            private = keys.unseal(_wrapping(root), case.reporter_wrapped_key, case.id, "reporter")
            found = story.find(case.id, (case.reporter_key, private))
            if found is None:
                raise keys.Tampered
            return found
    return None


def _open(root: Root, sent: Submission, readers: Recipients, now: datetime) -> Opened | None:
    """None where the code has a report already. All take turns: nothing refused, no lock that is one report's own."""
    cost, stretched = root
    case_id, case_key = keys.random_id(), keys.random_bytes(keys.KEY_SIZE)
    public, private = keys.key_pair()
    received = sent.received_at or now
    case = SealedCase(
        id=case_id, lookup=_lookup(stretched), scheme=keys.SCHEME, operations=cost.operations, memory=cost.memory,
        reporter_key=public, reporter_wrapped_key=keys.seal(_wrapping(stretched), private, case_id, "reporter"),
        slots=slots.fill(case_id, case_key, [*readers.public_keys, public]),
        stage=Stage.RECEIVED, received_on=calendar.calendar(now).local_day(received), sample=sent.sample,
    )  # fmt: skip
    bodies.write(case, case_key, _body(sent, readers, received))
    bodies.write_length(case, case_key, 0)
    data = {"arrival": sent.arrival, "keyed_by": sent.keyed_by}
    first = Line(Kind.RECEIVED, Who.REPORTER, stage=Stage.RECEIVED, told=True, files=sent.files, data=data)
    with transaction():
        in_turn("sealed report")
        if db.session.scalar(select(SealedCase.id).where(SealedCase.lookup == case.lookup)):
            return None
        db.session.add(case)
        db.session.flush()
        story.append(case_id, case_key, first, now=received)
    return story.opened(db.session.get_one(SealedCase, case_id), case_key, (public, private))


def _body(sent: Submission, readers: Recipients, received: datetime) -> Body:
    named = tuple(Reader(o.id, o.staff.name, o.position, o.public_key.hex()) for o in readers.officers)
    recovery, names = readers.recovery or b"", keys.random_bytes(keys.KEY_SIZE)
    return Body(sent.answers, received, sent.arrival, named, bool(recovery), recovery, names)


def _add(report: Opened, sent: Submission, now: datetime) -> None:
    """The same code once more: what is new becomes a message."""
    same = sent.answers == report.answers
    words = "" if same else "\n".join(f"{label}: {text}" for label, text in sent.answers.given())
    kept = {file.sha256 for file in report.files.values()}
    files = tuple(file for file in sent.files if evidence.digest(file) not in kept)
    if words or files:
        evidence.refuse_too_many(report.files, files)
        material = repr((words, [evidence.digest(file) for file in files])).encode()
        once = keys.subkey(report.names, "again", material).hex()
        line = Line(Kind.MESSAGE, Who.REPORTER, text=words, told=True, files=files, once=once)
        story.add(report, line, now=now)


def roots_of(code: str) -> Iterator[Root]:
    """What the code becomes at today's cost, then at what it cost when older reports came in."""
    rows = db.session.execute(select(SealedCase.operations, SealedCase.memory).distinct()).all()
    for cost in dict.fromkeys([keys.code_cost(), *(keys.Cost(operations, memory) for operations, memory in rows)]):
        yield cost, keys.stretch(code, office.salt(), cost)


def _lookup(root: bytes) -> bytes:
    return keys.subkey(root, "lookup")


def _wrapping(root: bytes) -> bytes:
    return keys.subkey(root, "reporter")
